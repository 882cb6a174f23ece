"""What is said about the style of a chat, and about words that are none, with buttons to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Translator
from bot.jobs.painting_records import PaintingRecord
from bot.messages.keyboards import ARTWORK as PHOTO_ARTWORK
from bot.messages.keyboards import CHAT, CHAT_ARTWORK, PAINTING, artworks_keyboard, button, painting_keyboard
from bot.messages.texts import emotion_name, mix_name, wish_name
from bot.styles.artworks import artwork_name, artwork_of, artwork_title, artwork_why, artworks_of, place_of
from bot.styles.paint_options import StyleChoice
from bot.styles.style_parser import Unknown
from bot.styles.vocabulary import Meaning
from emostyle.emotions import Emotion


def style_now(translator: Translator, wish: StyleChoice) -> str:
    """Return what is said about the style of a chat."""
    return (
        translator.text(MessageId.STYLE_NOW_AUTO)
        if wish.is_free
        else translator.text(MessageId.STYLE_NOW, emotion=wish_name(translator, wish))
    )


def wish_set(translator: Translator, wish: StyleChoice) -> str:
    """Return what is said after the style of a chat was set."""
    if wish.mix is not None:
        return translator.text(MessageId.MIX_SET, mix=mix_name(translator, wish.mix))
    if wish.emotion is None:
        return translator.text(MessageId.STYLE_AUTO)
    artwork = (artwork_of(wish.style) if wish.style else None) or artworks_of(wish.emotion)[0]
    emotion, name = emotion_name(translator, wish.emotion), artwork_name(translator, artwork)
    chosen = translator.text(MessageId.STYLE_SET, emotion=emotion, artwork=name)
    return f"{chosen}\n\n{artwork_why(translator, artwork)}"


def unknown_style(translator: Translator, word: Unknown) -> str:
    """Return what is said about a word that is no emotion, or that names an artist of several artworks."""
    if word.works:
        return "\n".join((translator.text(MessageId.STYLE_SEVERAL, name=word.name), *_named(translator, word.works)))
    if word.nearest is None or word.nearest.emotion is None:
        return translator.text(MessageId.STYLE_UNKNOWN, name=word.name)
    nearest = _artwork_and_emotion(translator, word.nearest)
    return translator.text(MessageId.STYLE_UNKNOWN_NEAREST, name=word.name, nearest=nearest)


def _named(translator: Translator, works: Sequence[Meaning]) -> list[str]:
    """Return each artwork with the emotion that it speaks for, and below it why."""
    return [f"🖌 {_artwork_and_emotion(translator, work)}{_why(translator, work)}" for work in works]


def _why(translator: Translator, meaning: Meaning) -> str:
    work = artwork_of(meaning.style) if meaning.style else None
    return f"\n{artwork_why(translator, work)}" if work else ""


def _artwork_and_emotion(translator: Translator, meaning: Meaning) -> str:
    """Return what a word stands for: an emotion, or an artwork with its emotion behind it; nothing for "auto"."""
    emotion = emotion_name(translator, meaning.emotion) if meaning.emotion else ""
    work = artwork_of(meaning.style) if meaning.style else None
    return f"{artwork_title(translator, work)} ({emotion})" if work else emotion


def choices_keyboard(
    translator: Translator, now: StyleChoice, owner: int, word: Unknown | None
) -> InlineKeyboardMarkup:
    """Return buttons that choose for a chat: first what a word that was not understood may have meant, then all."""
    rows = [[button(_label(translator, *meant), CHAT, owner, CHAT_ARTWORK, place_of(*meant))] for meant in _meant(word)]
    return InlineKeyboardMarkup([*rows, *artworks_keyboard(translator, now, owner).inline_keyboard])


def photo_choices_keyboard(
    translator: Translator, token: str, record: PaintingRecord, word: Unknown | None
) -> InlineKeyboardMarkup:
    """Return buttons that choose for one photo: first artworks that a word may have meant, then the seven emotions."""
    works = [(emotion, style) for emotion, style in _meant(word) if style is not None]
    rows = [[button(_label(translator, *work), PAINTING, token, PHOTO_ARTWORK, place_of(*work))] for work in works]
    return InlineKeyboardMarkup([*rows, *painting_keyboard(translator, token, record).inline_keyboard])


def _meant(word: Unknown | None) -> list[tuple[Emotion, str | None]]:
    """Return the emotions and artworks that a word may have meant."""
    meant = (*word.works, *((word.nearest,) if word.nearest else ())) if word else ()
    return [(meaning.emotion, meaning.style) for meaning in meant if meaning.emotion is not None]


def _label(translator: Translator, emotion: Emotion, style: str | None) -> str:
    work = artwork_of(style) if style else None
    return f"🖌 {artwork_title(translator, work)}" if work else emotion_name(translator, emotion)


def unknown_in_mix(translator: Translator, word: Unknown) -> str:
    """Return what is said about a word in a mix that is no emotion, or that names an artist of several."""
    if word.works:
        several = translator.text(MessageId.STYLE_SEVERAL, name=word.name)
        return "\n".join((several, *_named(translator, word.works), translator.text(MessageId.MIX_HOW)))
    if word.nearest is None or word.nearest.emotion is None:
        return translator.text(MessageId.MIX_UNKNOWN, name=word.name)
    return translator.text(
        MessageId.MIX_UNKNOWN_NEAREST, name=word.name, nearest=_artwork_and_emotion(translator, word.nearest)
    )
