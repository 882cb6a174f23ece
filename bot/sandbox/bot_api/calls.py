"""One call of the Bot API: its fields and uploads, however they were sent."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.chats.files import UPLOAD_LIMIT
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.fields import to_integer

_BODY_LIMIT = 1 << 20  # bytes of a form or JSON body, and of one text field
_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    media_type: str | None
    data: bytes


@dataclass(slots=True)
class Call:
    """The fields and uploads of one call, read with Telegram's leniency about types."""

    method: str  # lower case
    fields: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a field as text; empty when it is missing."""
        value = self.fields.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a field as a number; `default` when it is missing or no number, as Telegram does it."""
        number = to_integer(self.fields.get(name))
        return default if number is None else number

    def flag(self, name: str) -> bool:
        """Return whether a field says yes."""
        return self.text(name).lower() in _TRUE

    def json(self, name: str) -> object:
        """Return a field that holds JSON, or None when it is missing; raise ApiError for bad JSON."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return _parse(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


async def read_call(request: web.Request, method: str, upload_limit: int = UPLOAD_LIMIT) -> Call:
    """Read a call from its query string and its form, multipart or JSON body; raise ApiError when it is too large."""
    call = Call(method.lower(), dict(request.query))
    if request.content_type.startswith("multipart/"):
        await _read_parts(request, call, upload_limit)
    elif request.content_type == "application/json":
        call.fields |= await _read_json(request)
    elif request.can_read_body:
        call.fields |= await _read_form(request)
    return call


async def _read_form(request: web.Request) -> dict[str, Any]:
    try:
        form = await request.post()
    except (UnicodeDecodeError, LookupError):  # bytes that are not in their charset, a charset that is none
        raise bad_request("strings must be encoded in UTF-8") from None
    return {name: value for name, value in form.items() if isinstance(value, str)}


async def _read_json(request: web.Request) -> dict[str, Any]:
    try:
        body = _parse(await request.read() or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected")
    return body


def _parse(text: str | bytes) -> object:
    """Return what JSON holds; raise ValueError for all that Telegram would not read either."""
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()  # half of a surrogate pair is no text: a ValueError
    except RecursionError:
        raise ValueError("The JSON is too deep.") from None
    return value


async def _read_parts(request: web.Request, call: Call, upload_limit: int) -> None:
    try:
        await _read_multipart(request, call, upload_limit)
    except ValueError:  # aiohttp's word for a missing boundary or a broken part
        raise bad_request("can't parse multipart/form-data") from None


async def _read_multipart(request: web.Request, call: Call, upload_limit: int) -> None:
    too_large = False
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = await _read_part(part, upload_limit if part.filename is not None else _BODY_LIMIT)
        if data is None:
            too_large = True
        elif part.filename is None:
            call.fields[part.name] = data.decode(errors="replace")
        else:
            call.uploads[part.name] = Upload(part.filename, part.headers.get("Content-Type"), data)
    if too_large:
        raise ApiError(413, "Request Entity Too Large")


async def _read_part(part: BodyPartReader, limit: int) -> bytes | None:
    """Return the part's bytes, or None when there are more than `limit`; the rest is read all the same.

    A client that is cut off while it sends sees a broken connection instead of the refusal.
    """
    data: bytearray | None = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        if data is not None and len(data) + len(chunk) > limit:
            data = None
        if data is not None:
            data += chunk
    return None if data is None else bytes(data)
