"""Pictures: finds photos in messages and fetches them from Telegram; loads paintings from Redis.

A memory budget limits how many large pictures this process has at the same time.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import PurePath

from pydantic import BaseModel, ConfigDict
from redis.asyncio import Redis
from telegram import Bot, Document, Message, PhotoSize, Sticker
from telegram.error import BadRequest, NetworkError, RetryAfter

from worker.shared.backoff import backoff
from worker.shared.contract import Styled, StyleResult, painting_key

MAX_FETCH = 20_000_000  # bytes; Telegram's getFile serves no more
# As `emostyle.imaging.photo_files` has them, which the bot must not load; a test compares the two.
PICTURE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".heif", ".avif"}
)
LOSSLESS = frozenset({"image/png", "image/bmp", "image/tiff"})
LONGEST_STEM = 40  # characters of a file's name that the painting's name keeps
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 8.0  # seconds between tries to fetch a photo
PATIENCE = 60.0  # seconds after which the bot does not try again
log = logging.getLogger(__name__)


class PhotoTooBigError(Exception):
    """A file is larger than the 20 MB that bots can download from Telegram."""


class FoundPhoto(BaseModel):
    """A picture in a message, not yet fetched."""

    model_config = ConfigDict(frozen=True)

    file_id: str
    unique_id: str  # the same for the same file, whoever sends it
    message_id: int  # of the message that holds it
    size: int | None = None  # bytes, as Telegram says
    as_file: bool = False
    lossless: bool = False  # the file has a lossless format, and the painting should have one
    stem: str = "photo"  # of its file name


def find_photo(message: Message | None) -> FoundPhoto | None:
    """Return the picture of a message, sent as a photo, a file or a sticker, or None."""
    if message is None:
        return None
    if message.photo:
        return photo_of(message.photo, message.message_id)
    if message.sticker is not None:
        return _drawing_of(message.sticker, message.message_id)
    document = message.document
    return None if document is None or message.animation is not None else _picture_of(document, message.message_id)


def photo_of(sizes: Sequence[PhotoSize], message_id: int) -> FoundPhoto:
    """Return the largest of the sizes in which Telegram keeps a photo."""
    largest = max(sizes, key=lambda size: size.width * size.height)
    return FoundPhoto(
        file_id=largest.file_id, unique_id=largest.file_unique_id, message_id=message_id, size=largest.file_size
    )


def _drawing_of(sticker: Sticker, message_id: int) -> FoundPhoto | None:
    """Return the picture of a sticker, or None for an animated one."""
    if sticker.is_animated or sticker.is_video:
        return None
    return FoundPhoto(
        file_id=sticker.file_id,
        unique_id=sticker.file_unique_id,
        message_id=message_id,
        size=sticker.file_size,
        stem="sticker",
    )


def _picture_of(document: Document, message_id: int) -> FoundPhoto | None:
    name, media_type = PurePath(document.file_name or "photo"), document.mime_type or ""
    if not media_type.startswith("image/") and name.suffix.lower() not in PICTURE_SUFFIXES:
        return None
    lossless = media_type in LOSSLESS or name.suffix.lower() == ".png"
    return FoundPhoto(
        file_id=document.file_id,
        unique_id=document.file_unique_id,
        message_id=message_id,
        size=document.file_size,
        as_file=True,
        lossless=lossless,
        stem=name.stem[:LONGEST_STEM] or "photo",
    )


async def fetch_photo(bot: Bot, photo: FoundPhoto) -> bytes:
    """Return a photo's bytes; retry for up to `PATIENCE` seconds while Telegram or the network fails.

    Raises PhotoTooBigError, or TelegramError after the last try.
    """
    if photo.size is not None and photo.size > MAX_FETCH:
        raise PhotoTooBigError
    deadline, pauses = time.monotonic() + PATIENCE, backoff(FIRST_PAUSE, LONGEST_PAUSE)
    while True:
        try:
            return await _fetch(bot, photo)
        except (NetworkError, RetryAfter) as error:
            pause = next(pauses)
            if isinstance(error, BadRequest) or time.monotonic() + pause > deadline:
                raise
            log.warning("photo not fetched yet (%s); trying again in %.0f s", type(error).__name__, pause)
            await asyncio.sleep(pause)


async def _fetch(bot: Bot, photo: FoundPhoto) -> bytes:
    file = await bot.get_file(photo.file_id)
    if file.file_size is not None and file.file_size > MAX_FETCH:
        raise PhotoTooBigError
    return bytes(await file.download_as_bytearray())


# Bytes of large pictures in this process at the same time, unless one album alone is larger; in memory each byte takes
# up to three.
MOST = 40_000_000
SMALL = 1_000_000  # bytes below which a picture needs no room in the budget; nearly all photos are smaller


class MemoryBudget:
    """Reserves memory for pictures, first come, first served."""

    def __init__(self, most: int = MOST, small: int = SMALL) -> None:
        self._most, self._left, self._small = most, most, small
        self._turn = asyncio.Lock()
        self._room = asyncio.Event()

    @asynccontextmanager
    async def room(self, size: int) -> AsyncIterator[None]:
        """Reserve `size` bytes until the block ends; more than the whole budget counts as the whole budget."""
        taken = 0 if size < self._small else min(size, self._most)
        await self._take(taken)
        try:
            yield
        finally:
            if taken:
                gc.collect()  # httpx links a response and its stream in a cycle, which would keep the picture in memory
            self._left += taken
            self._room.set()

    async def _take(self, size: int) -> None:
        if not size:
            return
        async with self._turn:
            while self._left < size:
                self._room.clear()
                await self._room.wait()
            self._left -= size


class Paintings:
    """Loads and deletes paintings."""

    def __init__(self, store: Redis, budget: MemoryBudget) -> None:
        self._redis, self._budget = store, budget

    @asynccontextmanager
    async def loaded(self, results: Sequence[StyleResult | None]) -> AsyncIterator[list[bytes]]:
        """Wait for memory, and load the paintings of results while the block runs.

        The bytes are empty for a result without a painting, and for a painting that has expired.
        """
        styled = [result for result in results if isinstance(result, Styled)]
        size = sum([int(await self._redis.strlen(painting_key(result.request_id))) for result in styled])
        async with self._budget.room(size):
            yield [await self._load(result) for result in results]

    async def delete(self, *request_ids: str) -> None:
        """Delete the paintings of requests."""
        if request_ids:
            await self._redis.delete(*map(painting_key, request_ids))

    async def _load(self, result: StyleResult | None) -> bytes:
        found = await self._redis.get(painting_key(result.request_id)) if isinstance(result, Styled) else None
        return found if isinstance(found, bytes) else b""
