"""The logs of a whole run: one id on the whole way of a photo, and nothing of whose it is."""

from __future__ import annotations

import json
import logging
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.sandbox.messages import Message
from tests.programs import ready_line
from tests.whole.conftest import System, process

CAPTION = "a caption that is nobody's business"
WAY = ["received", "queued", "sent", "taken", "reading", "painting", "painted"]  # first the bot's, then the worker's
NAME = "holiday-of-mallory.jpg"


def is_painting(message: Message) -> bool:
    return message.kind in ("photo", "document")


async def start(system: System, module: str, folder: Path, stack: AsyncExitStack) -> Path:
    """Start a program whose log goes into a file, and wait until it is ready; return the file."""
    file = folder / f"{module}.log"
    environment = {**system.environment, "EMOSTYLE_LOG_FORMAT": "json", "EMOSTYLE_LOG_LEVEL": "DEBUG"}
    with file.open("wb") as log:
        running = await stack.enter_async_context(
            process((sys.executable, "-m", module), folder, environment, log)
        )
    await ready_line(running)
    return file


async def test_the_logs_of_a_whole_run_follow_a_photo_and_tell_nothing_of_people(
    system: System, face_photo: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person = system.person
    async with AsyncExitStack() as stack:
        files = [await start(system, module, tmp_path, stack) for module in ("worker", "bot")]
        await person.send_photo(face_photo, CAPTION)
        await person.next_message(is_painting, timeout=60)
        await person.send_document(b"no picture", NAME, caption=CAPTION)
        await person.next_message(lambda message: "could not read" in message.content.text, timeout=30)

    worker, bot = (file.read_text() for file in files)
    lines = [json.loads(line) for line in (bot + worker).splitlines()]
    first = next(line["request"] for line in lines if line["message"] == "received a message")
    way = [line["message"].partition(" ")[0] for line in lines if line.get("request") == first]
    assert [word for word in way if word in WAY] == WAY
    stand_in = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot.sandbox"))
    user = person.user
    fetched = [call.fields["file_id"] for call in system.sandbox.calls_of("getFile")]
    assert fetched
    for secret in (system.sandbox.token, CAPTION, NAME, str(user.id), user.first_name, *fetched):
        for said in (bot, worker, stand_in):
            assert secret not in said, secret
