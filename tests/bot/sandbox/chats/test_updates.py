"""How updates wait and are handed out."""

from __future__ import annotations

import asyncio

import pytest

from bot.sandbox.chats.updates import UpdateQueue
from bot.sandbox.errors import ApiError


def _queue(texts: str) -> UpdateQueue:
    queue = UpdateQueue()
    for text in texts:
        queue.add("message", {"text": text})
    return queue


async def _texts(queue: UpdateQueue, offset: int = 0, limit: int = 100, seconds: float = 0) -> str:
    return "".join(update["message"]["text"] for update in await queue.poll(offset, limit, seconds))


async def test_updates_come_again_until_an_offset_confirms_them() -> None:
    queue = _queue("abc")
    first = (await queue.poll(0, 100, 0))[0]["update_id"]
    assert await _texts(queue) == "abc"
    assert await _texts(queue, offset=first + 2) == "c"
    assert await _texts(queue, offset=first) == "c"


async def test_the_limit_bounds_a_batch() -> None:
    assert await _texts(_queue("abc"), limit=2) == "ab"


async def test_a_negative_offset_forgets_all_but_the_last() -> None:
    queue = _queue("abc")
    assert await _texts(queue, offset=-1) == "c"
    assert len(queue) == 1


async def test_a_poll_waits_for_the_first_update() -> None:
    queue = _queue("")
    poll = asyncio.create_task(_texts(queue, seconds=10))
    await asyncio.sleep(0)
    assert not poll.done()
    queue.add("message", {"text": "a"})
    assert await poll == "a"


async def test_a_poll_ends_empty_when_its_time_is_up() -> None:
    assert await _texts(_queue(""), seconds=0.01) == ""


async def test_a_second_poll_ends_the_first_with_a_conflict() -> None:
    queue = _queue("")
    first = asyncio.create_task(_texts(queue, seconds=10))
    await asyncio.sleep(0)
    second = asyncio.create_task(_texts(queue, seconds=10))
    with pytest.raises(ApiError, match="terminated by other getUpdates request"):
        await first
    queue.add("message", {"text": "a"})
    assert await second == "a"


async def test_rare_kinds_come_only_when_asked_for() -> None:
    queue = _queue("")
    queue.add("message_reaction", {"text": "x"})
    assert len(queue) == 0
    queue.allow(["message_reaction"])
    queue.add("message_reaction", {"text": "x"})
    queue.add("message", {"text": "y"})
    assert len(queue) == 1
    assert queue.allowed == ["message_reaction"]


async def test_an_empty_list_of_kinds_means_the_default() -> None:
    queue = _queue("")
    queue.allow(["callback_query"])
    queue.allow([])
    queue.add("message", {"text": "a"})
    assert await _texts(queue) == "a"


async def test_closing_ends_a_poll_with_nothing() -> None:
    queue = _queue("")
    poll = asyncio.create_task(_texts(queue, seconds=10))
    await asyncio.sleep(0)
    queue.close()
    assert await poll == ""
