"""The logs of a whole run: one id on the whole way of a photo, and nothing of whose it is."""

from __future__ import annotations

import json
import logging
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.sandbox.chats.messages import Message
from bot.sandbox.person import Person
from tests.programs import ready_line
from tests.whole.conftest import System, process, until

CAPTION = "a caption that is nobody's business"
WAY = (  # how lines about a photo begin: first the bot's, then the worker's
    *("received a message", "queued,", "reply sent"),
    *("job taken", "stage begins: reading", "stage begins: painting", "painted in style"),
)
GROUP = "Secret society of painters"
NAME = "holiday-of-mallory.jpg"


def is_painting(message: Message) -> bool:
    return message.kind in ("photo", "document")


async def start(system: System, module: str, folder: Path, stack: AsyncExitStack) -> Path:
    """Start a program whose log goes into a file, and wait until it is ready; return the file."""
    file = folder / f"{module}.log"
    environment = {**system.environment, "EMOSTYLE_LOG_FORMAT": "json", "EMOSTYLE_LOG_LEVEL": "DEBUG"}
    with file.open("wb") as log:
        running = await stack.enter_async_context(process((sys.executable, "-m", module), folder, environment, log))
    await ready_line(running)
    return file


def member_of_group(system: System) -> Person:
    """Return somebody else, in a group with the bot."""
    other = system.sandbox.new_person("Wilhelmina").user
    group = system.sandbox.state.open_group(-1_000_000_000_321, GROUP, [system.person.user, other])
    return Person(system.sandbox.state, other, group)


async def live(system: System, member: Person, photo: bytes) -> None:
    """Press a button, send an album, and ask for a painting in a group."""
    person = system.person
    painting = next(filter(is_painting, person.received))
    before = painting.data
    await person.press("😢", painting)
    await until(lambda: painting.data != before, 60)
    await person.send_album([photo + b"1", photo + b"2"], CAPTION)  # other bytes, so that both are painted
    for _ in range(2):
        await person.next_message(is_painting, timeout=60)
    sent = await member.send_photo(photo + b"3", CAPTION)
    await member.send_text("/style@emostyle_sandbox_bot fear", reply_to=sent)
    shown = await member.next_message(is_painting, timeout=60)
    await member.press("😢", shown)
    await until(lambda: not system.redis.zcard("emostyle:requests"), 60)


async def test_the_logs_of_a_whole_run_follow_a_photo_and_tell_nothing_of_people(
    system: System, face_photo: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person, member = system.person, member_of_group(system)
    async with AsyncExitStack() as stack:
        files = [await start(system, module, tmp_path, stack) for module in ("worker", "bot")]
        await person.send_photo(face_photo, CAPTION)
        await person.next_message(is_painting, timeout=60)
        await person.send_document(b"no picture", NAME, caption=CAPTION)
        await person.next_message(lambda message: "could not read" in message.content.text, timeout=30)
        await live(system, member, face_photo)

    worker, bot = (file.read_text() for file in files)
    lines = [json.loads(line) for line in (bot + worker).splitlines()]
    first = next(line["request"] for line in lines if line["message"] == "received a message")
    way = [line["message"] for line in lines if line.get("request") == first]
    assert [words for said in way for words in WAY if said.startswith(words)] == list(WAY)
    stand_in = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot.sandbox"))
    users = (person.user, member.user)
    of_people = [detail for user in users for detail in (str(user.id), user.first_name)]
    of_group = (str(member.conversation.chat.id), GROUP)
    fetched = [call.fields["file_id"] for call in system.sandbox.calls_of("getFile")]
    assert fetched
    for secret in (system.sandbox.token, CAPTION, NAME, *of_people, *of_group, *fetched):
        for said in (bot, worker, stand_in):
            assert secret not in said, secret
