"""What is still on its way when its person asks to be forgotten is not painted."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot import albums
from bot.inbox import ASIDE, FIELD
from bot.sandbox.errors import ApiError
from tests.bot.conftest import BotHouse, is_painting, says, until
from tests.bot.stand_in_worker import picture

DROPPED = "nobody wants it any more"


async def test_a_photo_that_is_still_being_fetched_is_not_painted(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    lived_in.sandbox.faults.refuse("getFile", ApiError(502, "Bad Gateway"), times=3)  # for seven seconds
    await lived_in.person.send_photo(picture())
    await until(lambda: "photo not fetched yet" in caplog.text)

    await lived_in.person.send_text("/forget")

    await lived_in.person.next_message(says("1 photo in the queue"))
    await until(lambda: DROPPED in caplog.text)
    await until(lambda: not lived_in.status_messages())
    assert await lived_in.worker.waiting() == 0
    assert not await lived_in.redis.keys("emostyle:arriving:*")


async def test_an_album_that_is_still_being_gathered_is_not_painted(
    lived_in: BotHouse, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(albums, "QUIET_SECONDS", 5.0)  # so that /forget comes before on a busy machine too
    await lived_in.person.send_album([picture(), picture(), picture()])

    await lived_in.person.send_text("/forget")

    await lived_in.person.next_message(says("3 photos in the queue"))
    await until(lambda: caplog.text.count(DROPPED) == 3)
    await until(lambda: not lived_in.status_messages())
    assert await lived_in.worker.waiting() == 0
    for left in ("emostyle:arriving:*", "emostyle:album:*", "emostyle:chats"):
        assert not await lived_in.redis.keys(left)


async def test_what_is_sent_afterwards_is_painted(lived_in: BotHouse) -> None:
    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("I knew nothing about you"))

    await lived_in.person.send_photo(picture())

    await lived_in.worker.paint()
    await lived_in.person.next_message(is_painting)


async def test_updates_that_were_set_aside_are_deleted_but_those_of_others_are_not(lived_in: BotHouse) -> None:
    own, other = lived_in.person.user.id, 7
    said = {"from": {"id": own}, "text": "hello"}
    for number, message in enumerate(
        [
            said,
            {"from": {"id": other}, "text": "hello"},
            {"from": {"id": other}, "reply_to_message": said, "text": "look"},
            {"from": {"id": other}, "sender_chat": {"id": own}, "text": "hello"},
        ]
    ):
        await lived_in.redis.xadd(ASIDE, {FIELD: json.dumps({"update_id": number, "message": message})})

    await lived_in.person.send_text("/forget")
    await lived_in.person.next_message(says("3 messages that I could not handle"))

    left: Any = await lived_in.redis.xrange(ASIDE)
    assert [json.loads(fields[FIELD.encode()])["update_id"] for _, fields in left] == [1]
