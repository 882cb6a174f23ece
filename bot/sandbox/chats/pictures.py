"""Sizes of pictures, read from their first bytes; the bot has no Pillow."""

from __future__ import annotations

from bot.sandbox.chats.files import PHOTO_LIMIT
from bot.sandbox.errors import bad_request

LONGEST_SIDES = 10_000  # pixels, width and height together
WIDEST_RATIO = 20  # longer side to shorter side

Size = tuple[int, int]  # width, height in pixels
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG markers that hold the size
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG markers that stand alone


def size_of(data: bytes) -> Size | None:
    """Return the size of a JPEG, PNG, WebP or GIF, or None when the bytes are none of them or cut short."""
    if data.startswith(b"\xff\xd8\xff"):
        size = _jpeg_size(data)
    elif data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        size = _big(data[16:20]), _big(data[20:24])
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30:
        size = _webp_size(data)
    elif data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        size = _little(data[6:8]), _little(data[8:10])
    else:
        size = None
    return size if size and all(size) else None


def check_photo(data: bytes) -> Size:
    """Return the size of a photo that a bot sends; raise ApiError when Telegram would refuse it."""
    if len(data) > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes"
        )
    size = size_of(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > LONGEST_SIDES or max(size) > WIDEST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def media_type_of(data: bytes) -> str:
    """Return the media type of a picture that `size_of` can read."""
    if data.startswith(b"\x89PNG"):
        return "image/png"
    if data.startswith(b"RIFF"):
        return "image/webp"
    return "image/gif" if data.startswith(b"GIF8") else "image/jpeg"


def _jpeg_size(data: bytes) -> Size | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _START_OF_FRAME:
            return _big(data[at + 7 : at + 9]), _big(data[at + 5 : at + 7])
        if marker == 0xFF:  # padding
            at += 1
        elif marker in _WITHOUT_LENGTH:
            at += 2
        else:
            at += 2 + _big(data[at + 2 : at + 4])
    return None


def _webp_size(data: bytes) -> Size | None:
    form = data[12:16]
    if form == b"VP8X":
        return _little(data[24:27]) + 1, _little(data[27:30]) + 1
    if form == b"VP8L":
        bits = _little(data[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        return _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF
    return None


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
