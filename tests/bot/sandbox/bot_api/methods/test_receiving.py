"""Updates, files and presses, as the bot gets them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.sandbox.chats.files import DOWNLOAD_LIMIT
from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def _polls(sandbox: Sandbox, count: int) -> None:
    """Wait until so many getUpdates have arrived."""
    for _ in range(2000):
        if len(sandbox.calls_of("getUpdates")) >= count:
            return
        await asyncio.sleep(0.005)
    pytest.fail("No getUpdates has arrived.")


async def test_a_long_poll_returns_as_soon_as_a_person_writes(call: Call, sandbox: Sandbox) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=20))
    await _polls(sandbox, 1)
    await sandbox.person.send_text("/start now")
    [update] = (await poll)["result"]
    assert update["message"]["text"] == "/start now"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert update["message"]["from"]["id"] == update["message"]["chat"]["id"] == sandbox.person.user.id


async def test_two_pollers_are_a_conflict(call: Call, sandbox: Sandbox) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=20))
    await _polls(sandbox, 1)
    second = asyncio.create_task(call("getUpdates", timeout=20))
    assert (await first)["error_code"] == 409
    await sandbox.person.send_text("x")
    assert len((await second)["result"]) == 1


async def test_allowed_kinds_hold_until_they_are_changed(call: Call, sandbox: Sandbox) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    await sandbox.person.send_text("unseen")
    assert (await call("getUpdates"))["result"] == []
    assert (await call("getWebhookInfo"))["result"]["allowed_updates"] == ["callback_query"]


async def test_an_edited_caption_is_an_update(call: Call, sandbox: Sandbox, picture: Callable[..., bytes]) -> None:
    sent = await sandbox.person.send_photo(picture(), caption="old")
    await sandbox.person.edit_caption(sent, "/style happy")
    updates = (await call("getUpdates"))["result"]
    assert updates[0]["message"]["caption"] == "old"
    assert updates[1]["edited_message"]["caption"] == "/style happy"
    assert updates[1]["edited_message"]["caption_entities"][0]["type"] == "bot_command"


async def test_a_webhook_is_set_on_this_machine_only(call: Call, sandbox: Sandbox) -> None:
    await sandbox.person.send_text("waits")
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 1
    plain, secure = [await call("setWebhook", url=f"{scheme}://example.org/hook") for scheme in ("http", "https")]
    assert plain["description"] == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    assert secure["error_code"] == 400
    assert (await call("setWebhook", url="http://127.0.0.1:9/x", secret_token="a b"))["error_code"] == 400
    assert (await call("setWebhook", url=""))["result"] is True
    assert (await call("deleteWebhook", drop_pending_updates=True))["result"] is True
    assert (await call("getUpdates"))["result"] == []


async def test_get_file_refuses_unknown_and_large_files(call: Call, sandbox: Sandbox) -> None:
    large = await sandbox.person.send_document(bytes(DOWNLOAD_LIMIT + 1), "film.mp4")
    file_id = large.as_json()["document"]["file_id"]
    assert (await call("getFile", file_id=file_id))["description"] == "Bad Request: file is too big"
    assert (await call("getFile", file_id="none"))["description"] == "Bad Request: invalid file_id"


@pytest.fixture
async def pressed(call: Call, sandbox: Sandbox) -> Any:
    keyboard = {"inline_keyboard": [[{"text": "Again", "callback_data": "again:1"}]]}
    await call("sendMessage", chat_id=sandbox.person.user.id, text="x", reply_markup=keyboard)
    return await sandbox.person.press("Again")


async def test_a_press_reaches_the_bot_and_its_answer_the_person(call: Call, pressed: Any) -> None:
    [update] = (await call("getUpdates"))["result"]
    assert update["callback_query"]["data"] == "again:1"
    assert update["callback_query"]["message"]["text"] == "x"
    await call("answerCallbackQuery", callback_query_id=pressed.id, text="On it", show_alert=True)
    async with asyncio.timeout(5):
        answer = await pressed.answered()
    assert (answer.text, answer.show_alert) == ("On it", True)


async def test_a_press_is_answered_once(call: Call, pressed: Any) -> None:
    assert (await call("answerCallbackQuery", callback_query_id=pressed.id))["result"] is True
    assert (await call("answerCallbackQuery", callback_query_id=pressed.id))["description"] == TOO_OLD


async def test_a_press_is_not_answered_late(call: Call, sandbox: Sandbox, pressed: Any) -> None:
    sandbox.state.answer_seconds = -1
    assert (await call("answerCallbackQuery", callback_query_id=pressed.id))["description"] == TOO_OLD


async def test_an_answer_has_two_hundred_characters_at_most(call: Call, pressed: Any) -> None:
    answer = await call("answerCallbackQuery", callback_query_id=pressed.id, text="x" * 201)
    assert answer["description"] == "Bad Request: MESSAGE_TOO_LONG"
