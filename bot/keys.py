"""The names of the sentences; the texts are in `locales`, one file per language."""

from __future__ import annotations

from enum import StrEnum


class Key(StrEnum):
    """A sentence, by what it is for."""

    START = "start"
    HELP_INTRO = "help-intro"
    HELP_END = "help-end"
    PRIVACY_PHOTO = "privacy-photo"
    PRIVACY_CHAT = "privacy-chat"
    PRIVACY_END = "privacy-end"
    SEND_PHOTO = "send-photo"
    NOT_A_PHOTO = "not-a-photo"
    TOO_BIG_TO_FETCH = "too-big-to-fetch"
    NOT_FETCHED = "not-fetched"
    NOT_QUEUED = "not-queued"
    PAINTING = "painting"
    WAITING = "waiting"
    DONE = "done"
    UNCONFIRMED = "unconfirmed"
    LOST_PAINTING = "lost-painting"
    SORRY = "sorry"
    UNKNOWN_COMMAND = "unknown-command"
    SURE = "sure"
    UNSURE = "unsure"
    FACES = "faces"
    FACES_OF = "faces-of"
    ARTWORK = "artwork"
    STYLE_SET = "style-set"
    STYLE_AUTO = "style-auto"
    STYLE_NOW = "style-now"
    STYLE_NOW_AUTO = "style-now-auto"
    STYLE_UNKNOWN = "style-unknown"
    STYLE_UNKNOWN_NEAREST = "style-unknown-nearest"
    EMOTIONS_TITLE = "emotions-title"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
