"""Text with marks: Telegram's HTML becomes plain text and entities, and commands are found in plain text."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from bot.sandbox.errors import ApiError, Json, bad_request
from bot.sandbox.fields import Fields, read_object

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
_FOUND_BY_TELEGRAM = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bank_card_number",
}
_TYPES = frozenset(
    {*_KINDS.values(), *_FOUND_BY_TELEGRAM, "expandable_blockquote", "text_mention", "custom_emoji", "date_time"}
)
_FARTHEST = 1_000_000  # UTF-16 units
_PIECE = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^<>]*)>|(?P<stray><)|(?P<text>[^<]+)")
_NAMED = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")  # other names stay as they are
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
_FOUND = re.compile(r"(?<![\w/])(?P<bot_command>/[a-zA-Z0-9_]{1,64}(?:@\w+)?)|(?P<url>\bhttps?://[^\s<>]+)")


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def find_entities(text: str) -> tuple[Json, ...]:
    """Return the entities that Telegram sees in plain text: commands and addresses."""
    return tuple(
        {"type": match.lastgroup, "offset": units(text[: match.start()]), "length": units(match.group())}
        for match in _FOUND.finditer(text)
    )


def check_entities(asked: object) -> tuple[Json, ...] | None:
    """Return the entities that a bot gives, or None when it gives no list of them; raise ApiError for a bad one."""
    if not isinstance(asked, list):  # Telegram looks at lists only and takes all else for nothing
        return None
    return tuple(_checked(read_object(one, "MessageEntity")) for one in asked)


def parse_html(markup: str) -> tuple[str, tuple[Json, ...]]:
    """Split Telegram's HTML into text and entities; raise ApiError as Telegram does for bad markup."""
    reader = _Reader()
    for piece in _PIECE.finditer(markup):
        reader.take(piece, len(markup[: piece.start()].encode()))
    return reader.finish()


def _checked(entity: Fields) -> Json:
    place = {"offset": entity.integer("offset"), "length": entity.integer("length")}
    kind = entity.text("type")
    if kind not in _TYPES:
        raise entity.refusal("Unsupported type specified")
    link = {"url": entity.text("url")} if kind == "text_link" else {}
    for name, number in place.items():
        if not 0 <= number <= _FARTHEST:
            raise bad_request(f"receive an entity with incorrect {name} {number}")
    return entity.values | place | link


@dataclass(slots=True)
class _Open:
    name: str
    offset: int
    url: str | None


@dataclass(slots=True)
class _Reader:
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def take(self, piece: re.Match[str], at: int) -> None:
        if piece["text"]:
            self.text += _NAMED.sub(lambda name: html.unescape(name.group()), piece["text"])
        elif piece["stray"]:
            raise _unreadable(f'Unsupported start tag "" at byte offset {at}')
        elif piece["close"]:
            self._close(piece["name"].lower(), at)
        else:
            self._open(piece["name"].lower(), piece["rest"], at)

    def finish(self) -> tuple[str, tuple[Json, ...]]:
        if self.stack:
            raise _unreadable(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].name}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return self.text, tuple(self.entities)

    def _open(self, name: str, rest: str, at: int) -> None:
        if name not in _KINDS:
            raise _unreadable(f'Unsupported start tag "{name}" at byte offset {at}')
        href = _HREF.search(rest) if name == "a" else None
        url = html.unescape(next(filter(None, href.groups()), "")) if href else None
        self.stack.append(_Open(name, units(self.text), url))

    def _close(self, name: str, at: int) -> None:
        if not self.stack:
            raise _unreadable(f"Unexpected end tag at byte offset {at}")
        start = self.stack.pop()
        if start.name != name:
            raise _unreadable(f'Unmatched end tag at byte offset {at}, expected "</{start.name}>", found "</{name}>"')
        length = units(self.text) - start.offset
        if length and (name != "a" or start.url):  # a link to nowhere is plain text
            link = {"url": start.url} if start.url else {}
            self.entities.append({"type": _KINDS[name], "offset": start.offset, "length": length, **link})


def _unreadable(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
