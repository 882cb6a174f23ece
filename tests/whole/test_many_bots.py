"""Several bots: one polls, all handle and deliver, and a killed one loses nothing."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from bot.redis_keys import ALIVE, LEADER, UPDATES
from bot.sandbox.chats.messages import Message
from bot.updates.queue import GROUP
from tests.whole.conftest import System, until

SECONDS = 40  # for another bot to notice and to go on; 13 on an idle machine


def says_help(message: Message) -> bool:
    return "Send a photo" in message.content.text


def unhandled(system: System) -> int:
    return int(system.redis.xlen(UPDATES))


def consumers(system: System) -> list[Any]:
    return list(system.redis.xinfo_consumers(UPDATES, GROUP))


async def leader_and_other(
    system: System,
) -> tuple[asyncio.subprocess.Process, asyncio.subprocess.Process]:
    """Start two bots; return the one that polls and the other one."""
    bots = [await system.start("bot"), await system.start("bot")]
    number = int(str(system.redis.get(LEADER)).split(":")[1])
    await until(lambda: len(list(system.redis.keys(f"{ALIVE}:*"))) == 2)
    return (bots[0], bots[1]) if bots[0].pid == number else (bots[1], bots[0])


async def kill(process: asyncio.subprocess.Process) -> None:
    process.kill()
    await process.wait()


async def test_another_bot_polls_when_the_poller_is_killed(system: System) -> None:
    leader, _ = await leader_and_other(system)
    await kill(leader)

    await system.person.send_text("/help")

    await system.person.next_message(says_help, timeout=SECONDS)
    await until(lambda: len(consumers(system)) == 1)  # the dead one is forgotten


async def test_updates_are_shared_and_each_is_answered_once(system: System) -> None:
    await leader_and_other(system)

    for _ in range(20):
        await system.person.send_text("/help")
    for _ in range(20):
        await system.person.next_message(says_help, timeout=SECONDS)

    await until(lambda: unhandled(system) == 0)
    assert len(system.person.received) == 20


async def test_a_photo_whose_bot_is_killed_while_it_fetches_it_is_queued_once(
    system: System, face_photo: bytes
) -> None:
    bots = await leader_and_other(system)
    hanging = system.sandbox.faults.hang("getFile")
    await system.person.send_photo(face_photo)
    await until(lambda: system.sandbox.calls_of("getFile"))
    busy = holder(system)

    await kill(next(bot for bot in bots if bot.pid == busy))
    hanging.release()

    await until(lambda: system.states() == ["queued"], SECONDS)
    await until(lambda: unhandled(system) == 0)
    assert sum("🎨" in each.content.text for each in system.person.received) == 1


async def test_an_album_is_one_though_the_bot_that_gathers_it_is_killed(system: System, face_photo: bytes) -> None:
    bots = await leader_and_other(system)
    hanging = system.sandbox.faults.hang("getFile")
    await system.person.send_album([face_photo] * 4)
    await until(lambda: system.sandbox.calls_of("getFile"))

    await kill(next(bot for bot in bots if bot.pid == gatherer(system)))
    hanging.release()

    await until(lambda: system.states() == ["queued"] * 4, SECONDS)
    await until(lambda: unhandled(system) == 0)
    assert sum("🎨" in each.content.text for each in system.person.received) == 1


async def test_a_bot_that_is_told_to_end_hands_over(system: System) -> None:
    leader, other = await leader_and_other(system)

    leader.terminate()

    assert await asyncio.wait_for(leader.wait(), SECONDS) == 0
    await system.person.send_text("/help")
    await system.person.next_message(says_help, timeout=SECONDS)
    other.terminate()
    assert await asyncio.wait_for(other.wait(), SECONDS) == 0


def gatherer(system: System) -> int:
    """Return the process that goes on with the album that comes together."""
    (album,) = system.redis.scan_iter("emostyle:album:*")
    first = system.redis.hget(album, "first")
    entry = json.loads(str(system.redis.hget(album, f"part:{first!s}")))["entry"]
    (pending,) = system.redis.xpending_range(UPDATES, GROUP, min=entry, max=entry, count=1)
    return int(str(pending["consumer"]).split(":")[1])


def holder(system: System) -> int:
    """Return the process that has begun the first update that is not handled."""
    (first,) = system.redis.xpending_range(UPDATES, GROUP, min="-", max="+", count=1)
    return int(str(first["consumer"]).split(":")[1])
