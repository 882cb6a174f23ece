"""People who send photos to the bot, each photo of a colour of its own, and what they got for them."""

from __future__ import annotations

import asyncio
import io
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Language, translator_for
from bot.sandbox.chats.events import EventQueue
from bot.sandbox.chats.messages import Message
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox

LEVELS, STEP = 6, 51  # of each of red, green and blue; JPEG moves a colour by a few units only
MOST_PHOTOS = LEVELS**3
SIDE = 96  # pixels
ALBUM = 3  # photos in one album
UNCONFIRMED = translator_for(Language.ENGLISH).text(MessageId.UNCONFIRMED)


def photo_of(number: int) -> bytes:
    """Return a JPEG whose colour says which photo it is; `number` is below `MOST_PHOTOS`."""
    colour = tuple(STEP * (number // LEVELS**place % LEVELS) for place in range(3))
    buffer = io.BytesIO()
    Image.new("RGB", (SIDE, SIDE), colour).save(buffer, "JPEG", quality=95)
    return buffer.getvalue()


@lru_cache(maxsize=10_000)
def number_of(picture: bytes) -> int:
    """Return which photo a picture was, whatever it was written as."""
    colour = Image.open(io.BytesIO(picture)).convert("RGB").resize((1, 1)).getpixel((0, 0))
    if not isinstance(colour, tuple):
        raise TypeError("an RGB picture has three numbers a pixel")
    return sum(min(LEVELS - 1, round(level / STEP)) * LEVELS**place for place, level in enumerate(colour))


@dataclass(slots=True)
class Sender:
    """One person, the photos they have to send, and when each was sent."""

    person: Person
    portions: list[list[int]]  # photos by number; several in one portion are an album
    messages: dict[int, Message] = field(default_factory=dict)  # what was sent, by number

    async def send_all(self, seconds: float, choice: random.Random) -> None:
        """Send everything at random moments within `seconds`."""
        moments = sorted(choice.uniform(0, seconds) for _ in self.portions)
        begin = time.monotonic()
        for moment, portion in zip(moments, self.portions, strict=True):
            await asyncio.sleep(max(0.0, begin + moment - time.monotonic()))
            await self.send(portion)

    async def send(self, portion: list[int]) -> None:
        """Send one photo, or several as an album."""
        pictures = [photo_of(number) for number in portion]
        if len(pictures) == 1:
            messages = [await self.person.send_photo(pictures[0])]
        else:
            messages = await self.person.send_album(pictures)
        self.messages |= dict(zip(portion, messages, strict=True))

    def told_to_send_again(self) -> list[list[int]]:
        """Return the portions of which the bot has said that it does not know whether they arrived, and that did not.

        A bot that is killed in the middle of a call to Telegram cannot know; people look and send the photo again.
        """
        came = {number for number, _ in self.paintings()}
        asked = {message.reply_to for message in self.person.received if message.text == UNCONFIRMED}
        return [
            [number for number in portion if number not in came]
            for portion in self.portions
            if not came.issuperset(portion) and not asked.isdisjoint(self.messages[number] for number in portion)
        ]

    def paintings(self) -> list[tuple[int, Message]]:
        """Return what has come back so far: which photo, and the message that holds its painting."""
        return [
            (number_of(message.data), message)
            for message in self.person.received
            if message.data is not None and message.kind in ("photo", "document")
        ]


@dataclass(frozen=True, slots=True)
class Account:
    """What became of all photos."""

    sent: int
    painted: int  # photos that came back exactly once
    doubled: list[int]
    lost: list[int]
    misplaced: list[int]  # first photos of albums that came back in another order, or in pieces


class Crowd:
    """Everybody who sends photos, each in a chat of their own."""

    def __init__(self, sandbox: Sandbox, photos: int, chats: int) -> None:
        if photos > MOST_PHOTOS:
            raise ValueError(f"at most {MOST_PHOTOS} photos can be told apart")
        self._sandbox = sandbox
        numbers = iter(range(photos))
        self.senders = [
            Sender(sandbox.new_person(f"Person {place}"), list(_portions(numbers, share)))
            for place, share in enumerate(_shares(photos, chats))
        ]

    def listen(self) -> AbstractContextManager[EventQueue]:
        """Collect what happens in all chats."""
        return self._sandbox.state.events.listen()

    async def send_all(self, seconds: float, choice: random.Random) -> None:
        """Let everybody send within `seconds`."""
        await asyncio.gather(*(sender.send_all(seconds, choice) for sender in self.senders))

    async def send_again(self) -> int:
        """Let people send again what they were told to; return how many photos that were."""
        count = 0
        for sender in self.senders:
            for portion in sender.told_to_send_again():
                count += len(portion)
                await sender.send(portion)
        return count

    def account(self) -> Account:
        """Count what has come back."""
        counts, misplaced = Counter[int](), list[int]()
        for sender in self.senders:
            found = sender.paintings()
            counts.update(number for number, _ in found)
            misplaced += _misplaced(sender, found)
        sent = [number for sender in self.senders for number in sender.messages]
        return Account(
            sent=len(sent),
            painted=sum(counts[number] == 1 for number in sent),
            doubled=sorted(number for number, count in counts.items() if count > 1),
            lost=sorted(number for number in sent if not counts[number]),
            misplaced=misplaced,
        )


def _shares(photos: int, chats: int) -> list[int]:
    return [photos // chats + (place < photos % chats) for place in range(chats)]


def _portions(numbers: Iterator[int], share: int) -> Iterator[list[int]]:
    """Cut one person's photos into portions: a photo, an album, a photo, …"""
    own = [next(numbers) for _ in range(share)]
    while own:
        yield [own.pop(0)]
        if len(own) >= ALBUM:
            yield own[:ALBUM]
            del own[:ALBUM]


def _misplaced(sender: Sender, found: list[tuple[int, Message]]) -> list[int]:
    """Return the albums of a person that came back, but not as one album in their order."""
    albums = defaultdict[str, list[int]](list)
    for number, message in found:
        albums[message.album or f"alone {message.message_id}"].append(number)
    came = {number for number, _ in found}
    whole = [portion for portion in sender.portions if len(portion) > 1 and came.issuperset(portion)]
    return [portion[0] for portion in whole if portion not in albums.values()]
