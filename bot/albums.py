"""Albums come as single messages without an end mark: here they are gathered until no more comes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.photos import FoundPhoto
from bot.wishes import Wish

QUIET_SECONDS = 0.8  # after the last photo of an album, until it counts as complete
LARGEST = 10  # photos in one album


@dataclass(slots=True)
class Gathering:
    """An album whose photos are coming in."""

    photos: dict[int, FoundPhoto] = field(default_factory=dict)  # by message
    wish: Wish | None = None  # from the caption of one of them
    is_refused: bool = False  # that caption made no sense
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def ordered(self) -> list[FoundPhoto]:
        """Return the photos in the order in which the person arranged them."""
        return [self.photos[message_id] for message_id in sorted(self.photos)]


class Albums:
    """Gathers albums; one of the handlers that bring photos goes on with the whole."""

    def __init__(self) -> None:
        self._gatherings: dict[tuple[int, str], Gathering] = {}

    async def gather(self, chat_id: int, album: str, photo: FoundPhoto, wish: Wish | None) -> Gathering | None:
        """Bring a photo; return the whole album to the first that brought one, None to all others."""
        key = (chat_id, album)
        is_first = key not in self._gatherings
        gathering = self._gatherings.setdefault(key, Gathering())
        gathering.photos[photo.message_id] = photo
        gathering.wish = wish or gathering.wish
        gathering.changed.set()
        if not is_first:
            return None
        await _quiet(gathering)
        del self._gatherings[key]
        return None if gathering.is_refused else gathering

    def refuse(self, chat_id: int, album: str) -> None:
        """Drop an album whose caption made no sense; the person has been told."""
        gathering = self._gatherings.setdefault((chat_id, album), Gathering())
        gathering.is_refused = True


async def _quiet(gathering: Gathering) -> None:
    while len(gathering.photos) < LARGEST:
        gathering.changed.clear()
        try:
            await asyncio.wait_for(gathering.changed.wait(), QUIET_SECONDS)
        except TimeoutError:
            return
