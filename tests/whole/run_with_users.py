"""A whole run on a Redis server with the users of `deploy/redis/start.sh`: what it was denied, and what it wrote."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import redis
from aiohttp import ClientSession

from bot.sandbox.chats.messages import Message
from bot.sandbox.server import running_sandbox
from tests.redis_servers import SECONDS, free_port, running_with_users
from tests.whole.conftest import System, until

LONG = 90.0  # seconds for a painting on a busy machine


@dataclass(frozen=True)
class Run:
    """What the server has seen."""

    denied: list[str]  # user and command of each refusal
    keys: set[str]  # every key that was written, also those that were gone at the end


def run(folder: Path, face_photo: bytes) -> Run:
    """Let bot and worker do all that they do, each as its own user."""
    return asyncio.run(_run(folder, face_photo))


async def _run(folder: Path, face_photo: bytes) -> Run:
    with (
        running_with_users(folder / "redis") as server,
        redis.Redis.from_url(server.url("operator"), decode_responses=True, socket_timeout=SECONDS) as operator,
    ):
        operator.config_set("notify-keyspace-events", "KA")
        with operator.pubsub() as changes:
            changes.psubscribe("__keyspace@0__:*")
            async with running_sandbox() as sandbox, AsyncExitStack() as stack:
                system = System(sandbox, server.url("operator"), folder, stack)
                await system.start("worker", REDIS_URL=server.url("worker"), EMOSTYLE_LOG_LEVEL="DEBUG")
                settings = {
                    "EMOSTYLE_ADMINS": str(system.person.user.id),
                    "EMOSTYLE_HTTP_PORT": str(port := free_port()),
                }
                await system.start("bot", REDIS_URL=server.url("bot"), **settings)
                await _live(system, face_photo)
                await _look(port)
                for user, module in (
                    ("bot", "bot.health"),
                    ("worker", "worker.health"),
                    ("worker", "worker.dead_letters"),
                ):
                    await system.run(module, REDIS_URL=server.url(user))
            keys = set()
            while message := changes.get_message(timeout=0.5):
                if message["type"] == "pmessage":
                    keys.add(message["channel"].partition(":")[2])
        return Run(
            [f"{entry['username']}: {entry['object']} ({entry['reason']})" for entry in operator.acl_log()], keys
        )


async def _live(system: System, photo: bytes) -> None:
    """Do as a person everything that touches Redis."""
    person = system.person
    painting = await _painted(system, photo)
    painting_before = painting.data
    await person.press("😢", painting)
    await until(lambda: painting.data != painting_before, LONG)
    for command in ("/settings", "/style sad", "/mix happy 70 sad 30", "/status", "/stats", "/style auto"):
        await person.send_text(command)
        await person.next_message(lambda message: not _is_picture(message), timeout=LONG)
    await person.send_album([photo + b"1", photo + b"2"])  # other bytes, so that both are painted
    await person.next_message(_is_picture, timeout=LONG)
    await person.send_document(photo, "me.jpg", "image/jpeg", caption="/style fear")
    await person.send_text("/cancel")
    await person.send_text("/broadcast hello")
    await person.next_message(lambda message: message.content.text == "hello", timeout=LONG)
    await until(lambda: not system.redis.zcard("emostyle:requests"), LONG)
    await person.send_text("/forget")
    await until(lambda: not system.redis.keys("emostyle:shown:*"), LONG)


async def _look(port: int) -> None:
    """Ask the bot what operators ask."""
    async with ClientSession(f"http://127.0.0.1:{port}") as operator:
        for path in ("/healthz", "/readyz", "/metrics"):
            async with operator.get(path) as answer:
                assert answer.status == 200, await answer.text()
                text = await answer.text()
    assert "emostyle_redis_up 1" in text


async def _painted(system: System, photo: bytes) -> Message:
    await system.person.send_photo(photo)
    return await system.person.next_message(_is_picture, timeout=LONG)


def _is_picture(message: Message) -> bool:
    return message.kind in ("photo", "document")
