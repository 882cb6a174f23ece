"""Runs beside the bot of `scripts/compose_scale`: the stand-in for Telegram, and people who send photos.

It begins with the signal SIGUSR1, says `kill` when some photos are painted and many are not, and ends
with a table and a line `verdict: …`, which the script waits for.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from redis import Redis

from bot.sandbox.chats.messages import Message
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox, running_sandbox
from emostyle.emotions import EMOTIONS
from tests.load.stages import jobs_of

PORT = 8081
CHATS, PHOTOS = 9, 20  # people, and photos of each: as many as the limits of the bot take
PATIENCE = 300.0  # seconds for everything
SETTLE = 20.0  # seconds in which a second painting of a photo could still come


@dataclass(frozen=True)
class Sent:
    """A photo and whose it was."""

    person: Person
    message: Message

    def paintings(self) -> int:
        """Return how often the photo has come back."""
        return sum(
            message.data is not None and message.reply_to is not None
            and message.reply_to.message_id == self.message.message_id
            for message in self.person.received
        )  # fmt: skip


def main() -> int:
    """Serve, send, count; return 1 when a photo was lost or doubled."""
    return asyncio.run(_run())


async def _run() -> int:
    begin = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, begin.set)
    async with running_sandbox(PORT, os.environ["TELEGRAM_BOT_TOKEN"]) as sandbox:
        await begin.wait()
        began = time.monotonic()
        photos = await _send(sandbox)
        _say(f"sent {len(photos)} photos from {CHATS} chats")
        await _until(photos, len(photos) // 8)
        _say("kill")
        await _until(photos, len(photos))
        seconds = time.monotonic() - began
        await asyncio.sleep(SETTLE)
    return _judge(photos, seconds)


async def _send(sandbox: Sandbox) -> list[Sent]:
    """Let everybody send pictures with the wish for a style, since not all of them show a face."""
    sent = []
    people = [sandbox.new_person(f"Person {number}") for number in range(CHATS)]
    for turn in range(PHOTOS):
        for place, person in enumerate(people):
            emotion = EMOTIONS[(turn + place) % len(EMOTIONS)]
            # Bytes after the end of a JPEG change nothing but make it another photo, which no cache knows.
            picture = files("bot").joinpath("assets", f"{emotion.value}.jpg").read_bytes() + secrets.token_bytes(16)
            sent.append(Sent(person, await person.send_photo(picture, f"/style {emotion.value}")))
    return sent


async def _until(photos: Sequence[Sent], count: int) -> None:
    """Wait until so many photos have come back, or patience has ended."""
    deadline = time.monotonic() + PATIENCE
    while sum(photo.paintings() > 0 for photo in photos) < count:
        if time.monotonic() > deadline:
            return
        await asyncio.sleep(0.1)


def _judge(photos: Sequence[Sent], seconds: float) -> int:
    counts = Counter(photo.paintings() for photo in photos)
    with Redis.from_url(os.environ["REDIS_URL"]) as store:
        workers = Counter(job.worker for job in jobs_of(store))
    _say(f"{'worker':48}{'photos':>8}")
    for name, count in sorted(workers.items()):
        _say(f"{name:48}{count:8}")
    doubled = sum(count for times, count in counts.items() if times > 1)
    _say(f"painted once {counts[1]} · lost {counts[0]} · doubled {doubled} · {seconds:.0f} s")
    good = counts[1] == len(photos) and len(workers) >= int(os.environ["EXPECTED_WORKERS"])
    _say(f"verdict: {'good' if good else 'bad'}")
    return 0 if good else 1


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
