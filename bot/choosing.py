"""What is said about the style of a chat, and about words that are none, with buttons to choose from."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.artworks import artwork_name, artwork_of, artwork_title, artworks_of
from bot.keyboards import ARTWORK, CHAT, artworks_keyboard, button
from bot.keys import Key
from bot.texts import emotion_name, mix_name, wish_name
from bot.voices import Voice
from bot.wishes import Unknown, Wish
from bot.words import Meaning


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
    works = [work for meaning in word.works if meaning.style and (work := artwork_of(meaning.style))]
    if works:
        lines = [f"🖌 {artwork_title(voice, work)}" for work in works]
        return "\n".join((voice.say(Key.STYLE_SEVERAL, name=word.name), *lines))
    if word.nearest is None or word.nearest.emotion is None:
        return voice.say(Key.STYLE_UNKNOWN, name=word.name)
    nearest = emotion_name(voice, word.nearest.emotion)
    work = artwork_of(word.nearest.style) if word.nearest.style else None
    nearest = f"{artwork_title(voice, work)} ({nearest})" if work else nearest
    return voice.say(Key.STYLE_UNKNOWN_NEAREST, name=word.name, nearest=nearest)


def choices_keyboard(voice: Voice, now: Wish, owner: int, word: Unknown | None) -> InlineKeyboardMarkup:
    """Return buttons that choose for a chat: first what a word that was not understood may have meant, then all."""
    meant = (*word.works, *((word.nearest,) if word.nearest else ())) if word else ()
    rows = [[found] for meaning in meant if (found := _button_of(voice, meaning, owner)) is not None]
    return InlineKeyboardMarkup([*rows, *artworks_keyboard(voice, now, owner).inline_keyboard])


def _button_of(voice: Voice, meaning: Meaning, owner: int) -> InlineKeyboardButton | None:
    if meaning.emotion is None:
        return None
    styles = [artwork.style for artwork in artworks_of(meaning.emotion)]
    number = styles.index(meaning.style) if meaning.style in styles else 0
    artwork = artworks_of(meaning.emotion)[number]
    title = f"🖌 {artwork_title(voice, artwork)}" if meaning.style else emotion_name(voice, meaning.emotion)
    return button(title, CHAT, owner, ARTWORK, f"{meaning.emotion}-{number}")


def unknown_in_mix(voice: Voice, word: Unknown) -> str:
    """Return what is said about a word in a mix that is no emotion."""
    if word.nearest is None or word.nearest.emotion is None:
        return voice.say(Key.MIX_UNKNOWN, name=word.name)
    return voice.say(Key.MIX_UNKNOWN_NEAREST, name=word.name, nearest=emotion_name(voice, word.nearest.emotion))
