"""The buttons under messages, and what they say when they are pressed.

What a button says is `kind:owner:action[:value]` in at most 64 bytes: `c` for the settings of a chat, whose owner is
the person that asked for them; `p` for a painting, whose owner is the random token of its record in Redis; `a` for
the same of a painting that is one of several, so that nobody takes the message with these buttons for that painting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.chats import ChatSettings
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Language, Translator, translator_for
from bot.jobs.painting_records import PaintingRecord
from bot.messages.texts import brush_name, emotion_name, percent, wish_name
from bot.styles.artworks import artwork_title, artworks_of
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.options import Brush

CHAT, PAINTING, ALBUM = "c", "p", "a"
STRENGTHS = (25, 50, 75, 100)  # per cent
EMOTIONS_WIDTH = 4  # emojis in a row: beside more, phones cut off the mark of the present one
AUTO = "auto"
CHAT_ARTWORK = "art"  # in what a button of /emotions says
MARK = "✓ "  # before what holds now
NOTHING = "–"  # a style while there is a mix, and the other way round

Rows = list[list[InlineKeyboardButton]]


def button(text: str, *said: object) -> InlineKeyboardButton:
    """Return a button that says the parts of `said` when it is pressed."""
    return InlineKeyboardButton(text, callback_data=":".join(map(str, said)))


def token_under(message: Message) -> str | None:
    """Return the token of the painting whose buttons a message has."""
    return next((parts[1] for parts in _said_under(message) if parts[0] == PAINTING and len(parts) > 1), None)


def has_album_buttons(message: Message) -> bool:
    """Return whether a message has the numbers of an album's paintings."""
    return any(parts[0] == ALBUM for parts in _said_under(message))


def _said_under(message: Message) -> list[list[str]]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [str(each.callback_data).split(":") for row in rows for each in row]


def settings_keyboard(translator: Translator, settings: ChatSettings, owner: int) -> InlineKeyboardMarkup:
    """Return the settings of a chat, a row each; `owner` is the one who may press."""
    wish = settings.wish
    style, mix = (wish_name(translator, wish), NOTHING) if wish.mix is None else (NOTHING, wish_name(translator, wish))
    strength = translator.text(MessageId.VALUE_AUTO) if wish.strength is None else percent(translator, wish.strength)
    rows = [
        (MessageId.SETTINGS_STYLE, style, "style"),
        (MessageId.SETTINGS_MIX, mix, "mix"),
        (MessageId.SETTINGS_STRENGTH, strength, "strength"),
        (MessageId.SETTINGS_BRUSH, brush_name(translator, wish.brush), "brush"),
        (
            MessageId.SETTINGS_COLORS,
            translator.text(MessageId.VALUE_YES if wish.keep_colors else MessageId.VALUE_NO),
            "colors",
        ),
        (
            MessageId.SETTINGS_ANSWER,
            translator.text(MessageId.VALUE_FILE if settings.as_file else MessageId.VALUE_PHOTO),
            "answer",
        ),
        (MessageId.SETTINGS_LANGUAGE, translator.text(MessageId.LANGUAGE_NAME), "language"),
    ]
    return InlineKeyboardMarkup(
        [[button(translator.text(key, value=now), CHAT, owner, what)] for key, now, what in rows]
    )


def style_keyboard(translator: Translator, now: str | None, owner: int) -> InlineKeyboardMarkup:
    """Return the seven emotions and "auto" for a chat; none of them is marked while it has a mix."""
    buttons = [_marked(emotion_name(translator, each), each == now, CHAT, owner, "style", each) for each in EMOTIONS]
    buttons.append(_marked(f"🔍 {translator.text(MessageId.VALUE_READ)}", now == AUTO, CHAT, owner, "style", AUTO))
    return InlineKeyboardMarkup([*rows_of(buttons, 2), _back(translator, owner)])


def artworks_keyboard(translator: Translator, now: StyleChoice, owner: int) -> InlineKeyboardMarkup:
    """Return a row for each emotion, with a button for each of its artworks, and "auto"."""
    rows = [row for each in EMOTIONS for row in rows_of(_artworks_of(translator, each, now, owner), 3)]
    auto = _marked(f"🔍 {translator.text(MessageId.VALUE_READ)}", now.is_free, CHAT, owner, CHAT_ARTWORK, AUTO)
    return InlineKeyboardMarkup([*rows, [auto]])


def _artworks_of(translator: Translator, emotion: Emotion, now: StyleChoice, owner: int) -> list[InlineKeyboardButton]:
    buttons = []
    for number, artwork in enumerate(artworks_of(emotion)):
        is_first = number == 0
        text = emotion_name(translator, emotion) if is_first else f"{emotion.emoji} {number + 1}"
        holds = now.emotion is emotion and (now.style == artwork.style or (is_first and now.style is None))
        buttons.append(_marked(text, holds, CHAT, owner, CHAT_ARTWORK, f"{emotion}-{number}"))
    return buttons


def mix_keyboard(translator: Translator, parts: Mapping[Emotion, int], owner: int) -> InlineKeyboardMarkup:
    """Return the buttons with which a mix is put together for a chat: each press adds a part of an emotion."""
    emotions = [button(part_label(each, parts), CHAT, owner, "part", each) for each in EMOTIONS]
    save = button(translator.text(MessageId.BUTTON_SAVE), CHAT, owner, "mixed")
    return InlineKeyboardMarkup([*rows_of(emotions, EMOTIONS_WIDTH), [save, *_back(translator, owner)]])


def part_label(emotion: Emotion, parts: Mapping[Emotion, int]) -> str:
    """Return an emotion with the parts that it has in a mix."""
    return f"{emotion.emoji} ×{parts[emotion]}" if parts.get(emotion) else emotion.emoji


def strength_keyboard(translator: Translator, now: float | None, owner: int) -> InlineKeyboardMarkup:
    """Return the strengths for a chat, and "automatic"."""
    buttons = [
        _marked(
            percent(translator, each / 100), now is not None and round(100 * now) == each, CHAT, owner, "strength", each
        )
        for each in STRENGTHS
    ]
    auto = _marked(translator.text(MessageId.VALUE_AUTO), now is None, CHAT, owner, "strength", AUTO)
    return InlineKeyboardMarkup([buttons, [auto], _back(translator, owner)])


def brush_keyboard(translator: Translator, now: Brush, owner: int) -> InlineKeyboardMarkup:
    """Return the sizes of strokes for a chat."""
    buttons = [_marked(brush_name(translator, each), each is now, CHAT, owner, "brush", each) for each in Brush]
    return InlineKeyboardMarkup([buttons, _back(translator, owner)])


def language_keyboard(translator: Translator, now: Language | None, owner: int) -> InlineKeyboardMarkup:
    """Return the languages, each in its own name, and the one of each person's app, which None stands for."""
    buttons = [
        _marked(translator_for(each).text(MessageId.LANGUAGE_NAME), each is now, CHAT, owner, "language", each)
        for each in Language
    ]
    app = _marked(f"🌐 {translator.text(MessageId.VALUE_APP)}", now is None, CHAT, owner, "language", AUTO)
    return InlineKeyboardMarkup([*rows_of(buttons, 2), [app], _back(translator, owner)])


def _back(translator: Translator, owner: int) -> list[InlineKeyboardButton]:
    return [button(translator.text(MessageId.BUTTON_BACK), CHAT, owner, "back")]


def _marked(text: str, holds: bool, *said: object) -> InlineKeyboardButton:
    return button(f"{MARK}{text}" if holds else text, *said)


def rows_of(buttons: Sequence[InlineKeyboardButton], width: int) -> Rows:
    """Return buttons in rows of at most `width`."""
    return [list(buttons[at : at + width]) for at in range(0, len(buttons), width)]


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
