"""What is said about the style of a chat, and about words that are none, with buttons to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot.artworks import artwork_name, artwork_of, artwork_title, artworks_of, place_of
from bot.keyboards import ARTWORK, CHAT, PAINTING, artworks_keyboard, button
from bot.keys import Key
from bot.painting_keyboard import ARTWORK as PHOTO_ARTWORK
from bot.painting_keyboard import painting_keyboard
from bot.shown import Shown
from bot.texts import emotion_name, mix_name, wish_name
from bot.voices import Voice
from bot.wishes import Unknown, Wish
from bot.words import Meaning
from emostyle.emotions import Emotion


def style_now(voice: Voice, wish: Wish) -> str:
    """Return what is said about the style of a chat."""
    return voice.say(Key.STYLE_NOW_AUTO) if wish.is_free else voice.say(Key.STYLE_NOW, emotion=wish_name(voice, wish))


def wish_set(voice: Voice, wish: Wish) -> str:
    """Return what is said after the style of a chat was set."""
    if wish.mix is not None:
        return voice.say(Key.MIX_SET, mix=mix_name(voice, wish.mix))
    if wish.emotion is None:
        return voice.say(Key.STYLE_AUTO)
    chosen = artwork_of(wish.style) if wish.style else None
    artwork = artwork_name(voice, chosen or artworks_of(wish.emotion)[0])
    return voice.say(Key.STYLE_SET, emotion=emotion_name(voice, wish.emotion), artwork=artwork)


def unknown_style(voice: Voice, word: Unknown) -> str:
    """Return what is said about a word that is no emotion, or that names an artist of several artworks."""
    if word.works:
        return "\n".join((voice.say(Key.STYLE_SEVERAL, name=word.name), *_named(voice, word.works)))
    if word.nearest is None or word.nearest.emotion is None:
        return voice.say(Key.STYLE_UNKNOWN, name=word.name)
    nearest = _artwork_and_emotion(voice, word.nearest)
    return voice.say(Key.STYLE_UNKNOWN_NEAREST, name=word.name, nearest=nearest)


def _named(voice: Voice, works: Sequence[Meaning]) -> list[str]:
    """Return a line for each artwork, with the emotion that it speaks for."""
    return [f"🖌 {_artwork_and_emotion(voice, work)}" for work in works]


def _artwork_and_emotion(voice: Voice, meaning: Meaning) -> str:
    """Return what a word stands for: an emotion, or an artwork with its emotion behind it; nothing for "auto"."""
    emotion = emotion_name(voice, meaning.emotion) if meaning.emotion else ""
    work = artwork_of(meaning.style) if meaning.style else None
    return f"{artwork_title(voice, work)} ({emotion})" if work else emotion


def choices_keyboard(voice: Voice, now: Wish, owner: int, word: Unknown | None) -> InlineKeyboardMarkup:
    """Return buttons that choose for a chat: first what a word that was not understood may have meant, then all."""
    rows = [[button(_label(voice, *meant), CHAT, owner, ARTWORK, place_of(*meant))] for meant in _meant(word)]
    return InlineKeyboardMarkup([*rows, *artworks_keyboard(voice, now, owner).inline_keyboard])


def photo_choices_keyboard(voice: Voice, token: str, shown: Shown, word: Unknown | None) -> InlineKeyboardMarkup:
    """Return buttons that choose for one photo: first artworks that a word may have meant, then the seven emotions."""
    works = [(emotion, style) for emotion, style in _meant(word) if style is not None]
    rows = [[button(_label(voice, *work), PAINTING, token, PHOTO_ARTWORK, place_of(*work))] for work in works]
    return InlineKeyboardMarkup([*rows, *painting_keyboard(voice, token, shown).inline_keyboard])


def _meant(word: Unknown | None) -> list[tuple[Emotion, str | None]]:
    """Return the emotions and artworks that a word may have meant."""
    meant = (*word.works, *((word.nearest,) if word.nearest else ())) if word else ()
    return [(meaning.emotion, meaning.style) for meaning in meant if meaning.emotion is not None]


def _label(voice: Voice, emotion: Emotion, style: str | None) -> str:
    work = artwork_of(style) if style else None
    return f"🖌 {artwork_title(voice, work)}" if work else emotion_name(voice, emotion)


def unknown_in_mix(voice: Voice, word: Unknown) -> str:
    """Return what is said about a word in a mix that is no emotion, or that names an artist of several."""
    if word.works:
        several = voice.say(Key.STYLE_SEVERAL, name=word.name)
        return "\n".join((several, *_named(voice, word.works), voice.say(Key.MIX_HOW)))
    if word.nearest is None or word.nearest.emotion is None:
        return voice.say(Key.MIX_UNKNOWN, name=word.name)
    return voice.say(Key.MIX_UNKNOWN_NEAREST, name=word.name, nearest=_artwork_and_emotion(voice, word.nearest))
