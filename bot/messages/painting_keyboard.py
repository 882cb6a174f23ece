"""The buttons under a painting."""

from __future__ import annotations

from collections.abc import Mapping

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Translator
from bot.jobs.painting_records import PaintingRecord
from bot.messages.keyboards import ALBUM, EMOTIONS_WIDTH, MARK, PAINTING, STRENGTHS, Rows, button, part_label, rows_of
from bot.messages.texts import percent
from bot.styles.artworks import artwork_title, artworks_of
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.options import Brush

# What a button asks for; one letter, because all that a button says fits 64 bytes.
EMOTION, STRENGTH, COLORS, ARTWORK, FACES, BRUSH, TAKE = "e", "s", "k", "t", "g", "r", "n"
MIX, PART, PAINT_MIX, BACK, ALL, FILE, WRONG = "m", "+", "x", "b", "a", "f", "w"
OPEN, CLOSE = "o", "c"  # one painting of an album
ALBUM_WIDTH = 5  # buttons in a row
FACELESS = "❔"


def painting_keyboard(translator: Translator, token: str, record: PaintingRecord) -> InlineKeyboardMarkup:
    """Return the buttons under a painting."""
    if record.mixing is not None:
        return mixing_keyboard(translator, token, record.mixing)
    now = _emotions_shown(record)
    rows: Rows = rows_of([_one(token, each.emoji, each in now, EMOTION, each) for each in EMOTIONS], EMOTIONS_WIDTH)
    if record.painted is not None:
        rows += [_strengths(translator, token, record.wish), _brushes(translator, token, record.wish)]
        rows += _artworks(translator, token, record)
        rows += [_changes(translator, token, record)]
        rows += [
            [
                _one(token, translator.text(MessageId.BUTTON_ALL), False, ALL),
                _one(token, translator.text(MessageId.BUTTON_FILE), False, FILE),
            ]
        ]
        rows += [
            [_one(token, translator.text(MessageId.BUTTON_TAKE), False, TAKE), *_correction(translator, token, record)]
        ]
    if record.album:
        rows.append([_one(token, translator.text(MessageId.BUTTON_BACK), False, CLOSE)])
    return InlineKeyboardMarkup(rows)


def album_keyboard(album: Mapping[str, PaintingRecord]) -> InlineKeyboardMarkup:
    """Return a button for each photo of an album, by token: its number in the caption, and what was painted."""
    names = {token: f"{record.place + 1} {_emoji(record)}" for token, record in album.items()}
    return InlineKeyboardMarkup(
        rows_of([button(name, ALBUM, token, OPEN) for token, name in names.items()], ALBUM_WIDTH)
    )


def _emoji(record: PaintingRecord) -> str:
    return record.painted.emotion.emoji if record.painted else FACELESS


def mixing_keyboard(translator: Translator, token: str, parts: dict[Emotion, int]) -> InlineKeyboardMarkup:
    """Return the buttons with which a mix is put together: each press adds a part of an emotion."""
    buttons = [_one(token, part_label(each, parts), False, PART, each) for each in EMOTIONS]
    paint, back = translator.text(MessageId.BUTTON_PAINT), translator.text(MessageId.BUTTON_BACK)
    emotions = rows_of(buttons, EMOTIONS_WIDTH)
    return InlineKeyboardMarkup([*emotions, [_one(token, paint, False, PAINT_MIX), _one(token, back, False, BACK)]])


def _emotions_shown(record: PaintingRecord) -> set[Emotion]:
    if record.painted is None or record.wish.by_face:
        return set()
    return set(record.painted.mix) if record.painted.mix else {record.painted.emotion}


def _strengths(translator: Translator, token: str, wish: StyleChoice) -> list[InlineKeyboardButton]:
    now = None if wish.strength is None else round(100 * wish.strength)
    return [_one(token, percent(translator, each / 100), each == now, STRENGTH, each) for each in STRENGTHS]


def _brushes(translator: Translator, token: str, wish: StyleChoice) -> list[InlineKeyboardButton]:
    return [_one(token, translator.text(f"button-brush-{each}"), each is wish.brush, BRUSH, each) for each in Brush]


def _correction(translator: Translator, token: str, record: PaintingRecord) -> list[InlineKeyboardButton]:
    """Return the button that says that the reading was wrong, if an emotion was read and not yet corrected."""
    if record.read is None or record.corrected:
        return []
    return [_one(token, translator.text(MessageId.BUTTON_WRONG), False, WRONG)]


def _artworks(translator: Translator, token: str, record: PaintingRecord) -> Rows:
    """Return a row for each artwork of the emotion when there are several."""
    if record.painted is None or record.painted.mix:
        return []
    artworks = artworks_of(record.painted.emotion)
    if len(artworks) < 2:
        return []
    now = record.painted.style
    return [
        [_one(token, f"🖌 {artwork_title(translator, artwork)}", artwork.style == now, ARTWORK, place)]
        for place, artwork in enumerate(artworks)
    ]


def _changes(translator: Translator, token: str, record: PaintingRecord) -> list[InlineKeyboardButton]:
    colors = _one(token, translator.text(MessageId.BUTTON_COLORS), record.wish.keep_colors, COLORS)
    mix = _one(token, translator.text(MessageId.BUTTON_MIX), record.wish.mix is not None, MIX)
    if record.painted is None or len(record.painted.faces) < 2:
        return [colors, mix]
    return [colors, mix, _one(token, translator.text(MessageId.BUTTON_FACES), record.wish.by_face, FACES)]


def _one(token: str, text: str, holds: bool, action: str, value: object = "") -> InlineKeyboardButton:
    return button(f"{MARK}{text}" if holds else text, PAINTING, token, action, *([value] if value != "" else []))
