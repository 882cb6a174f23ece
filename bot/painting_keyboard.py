"""The buttons under a painting."""

from __future__ import annotations

from collections.abc import Mapping

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.artworks import artwork_title, artworks_of
from bot.keyboards import ALBUM, EMOTIONS_WIDTH, MARK, PAINTING, STRENGTHS, Rows, button, part_label, rows_of
from bot.keys import Key
from bot.shown import Shown
from bot.texts import percent
from bot.voices import Voice
from bot.wishes import Wish
from emostyle.emotions import EMOTIONS, Emotion

# What a button asks for; one letter, because all that a button says fits 64 bytes.
EMOTION, STRENGTH, COLORS, ARTWORK, FACES = "e", "s", "k", "t", "g"
MIX, PART, PAINT_MIX, BACK, ALL, FILE, WRONG = "m", "+", "x", "b", "a", "f", "w"
OPEN, CLOSE = "o", "c"  # one painting of an album
ALBUM_WIDTH = 5  # buttons in a row
FACELESS = "❔"


def painting_keyboard(voice: Voice, token: str, shown: Shown) -> InlineKeyboardMarkup:
    """Return the buttons under a painting."""
    if shown.mixing is not None:
        return mixing_keyboard(voice, token, shown.mixing)
    now = _emotions_shown(shown)
    rows: Rows = rows_of([_one(token, each.emoji, each in now, EMOTION, each) for each in EMOTIONS], EMOTIONS_WIDTH)
    if shown.painted is not None:
        rows += [_strengths(voice, token, shown.wish), *_artworks(voice, token, shown)]
        rows += [_changes(voice, token, shown)]
        rows += [
            [_one(token, voice.say(Key.BUTTON_ALL), False, ALL), _one(token, voice.say(Key.BUTTON_FILE), False, FILE)]
        ]
    if shown.read is not None and not shown.corrected:
        rows.append([_one(token, voice.say(Key.BUTTON_WRONG), False, WRONG)])
    if shown.album:
        rows.append([_one(token, voice.say(Key.BUTTON_BACK), False, CLOSE)])
    return InlineKeyboardMarkup(rows)


def album_keyboard(album: Mapping[str, Shown]) -> InlineKeyboardMarkup:
    """Return a button for each photo of an album, by token: its number in the caption, and what was painted."""
    names = {token: f"{shown.place + 1} {_emoji(shown)}" for token, shown in album.items()}
    return InlineKeyboardMarkup(
        rows_of([button(name, ALBUM, token, OPEN) for token, name in names.items()], ALBUM_WIDTH)
    )


def _emoji(shown: Shown) -> str:
    return shown.painted.emotion.emoji if shown.painted else FACELESS


def mixing_keyboard(voice: Voice, token: str, parts: dict[Emotion, int]) -> InlineKeyboardMarkup:
    """Return the buttons with which a mix is put together: each press adds a part of an emotion."""
    buttons = [_one(token, part_label(each, parts), False, PART, each) for each in EMOTIONS]
    paint, back = voice.say(Key.BUTTON_PAINT), voice.say(Key.BUTTON_BACK)
    emotions = rows_of(buttons, EMOTIONS_WIDTH)
    return InlineKeyboardMarkup([*emotions, [_one(token, paint, False, PAINT_MIX), _one(token, back, False, BACK)]])


def _emotions_shown(shown: Shown) -> set[Emotion]:
    if shown.painted is None or shown.wish.by_face:
        return set()
    return set(shown.painted.mix) if shown.painted.mix else {shown.painted.emotion}


def _strengths(voice: Voice, token: str, wish: Wish) -> list[InlineKeyboardButton]:
    now = None if wish.strength is None else round(100 * wish.strength)
    return [_one(token, percent(voice, each / 100), each == now, STRENGTH, each) for each in STRENGTHS]


def _artworks(voice: Voice, token: str, shown: Shown) -> Rows:
    """Return a row for each artwork of the emotion when there are several."""
    if shown.painted is None or shown.painted.mix:
        return []
    artworks = artworks_of(shown.painted.emotion)
    if len(artworks) < 2:
        return []
    now = shown.painted.style
    return [
        [_one(token, f"🖌 {artwork_title(voice, artwork)}", artwork.style == now, ARTWORK, place)]
        for place, artwork in enumerate(artworks)
    ]


def _changes(voice: Voice, token: str, shown: Shown) -> list[InlineKeyboardButton]:
    colors = _one(token, voice.say(Key.BUTTON_COLORS), shown.wish.keep_colors, COLORS)
    mix = _one(token, voice.say(Key.BUTTON_MIX), shown.wish.mix is not None, MIX)
    if shown.painted is None or len(shown.painted.faces) < 2:
        return [colors, mix]
    return [colors, mix, _one(token, voice.say(Key.BUTTON_FACES), shown.wish.by_face, FACES)]


def _one(token: str, text: str, holds: bool, action: str, value: object = "") -> InlineKeyboardButton:
    return button(f"{MARK}{text}" if holds else text, PAINTING, token, action, *([value] if value != "" else []))
