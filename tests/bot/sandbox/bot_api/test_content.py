"""Words, files and replies in a call: what is read, and what Telegram refuses."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]
Picture = Callable[..., bytes]


async def test_entities_that_the_bot_gives_are_kept(act: Call) -> None:
    given = [{"type": "bold", "offset": 0, "length": 2}]
    assert (await act("sendMessage", text="hi", entities=given))["entities"] == given


@pytest.mark.parametrize("entity", [5, {"type": "bold"}])
async def test_bad_entities_are_refused(act: Call, picture: Picture, entity: object) -> None:
    refusals = [
        await act("sendMessage", text="hi", entities=[entity]),
        await act("sendPhoto", photo=picture(), caption="hi", caption_entities=[entity]),
    ]
    assert all(refusal.startswith("Bad Request: can't parse MessageEntity: ") for refusal in refusals)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n"}, "message text is empty"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 5}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "*x*", "parse_mode": "Markdown"}, "unsupported parse_mode: the sandbox reads HTML only"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_to_message_id": 99}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": [1]}, "object expected as reply parameters"),
        ({"text": "x", "reply_parameters": []}, "object expected as reply parameters"),
        ({"text": "x", "reply_parameters": {"a": 1}}, 'can\'t find field "message_id"'),
        ({"text": "x", "reply_parameters": {"message_id": "abc"}}, 'field "message_id" must be a valid Number'),
        ({"text": "x", "reply_parameters": {"message_id": 1.5}}, 'field "message_id" must be a valid Number'),
        ({"text": "x", "reply_parameters": {"message_id": [1]}}, 'field "message_id" must be a Number'),
        ({"text": "x", "reply_parameters": {"message_id": True}}, 'field "message_id" must be a Number'),
        (
            {"text": "x", "reply_parameters": {"message_id": 1, "allow_sending_without_reply": "yes"}},
            'field "allow_sending_without_reply" must be of type Boolean',
        ),
        ({"text": "x", "reply_markup": [1]}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": {"keyboard": [["a"]]}}, "the sandbox shows inline keyboards only"),
    ],
)
async def test_bad_texts_are_refused(act: Call, fields: dict[str, Any], reason: str) -> None:
    assert await act("sendMessage", **fields) == f"Bad Request: {reason}"


async def test_the_longest_text_passes(act: Call) -> None:
    assert (await act("sendMessage", text="<b>" + "😀" * 2048 + "</b>", parse_mode="HTML"))["text"] == "😀" * 2048


async def test_a_reply_quotes_and_is_lenient_when_asked(act: Call, sandbox: Sandbox) -> None:
    asked = await sandbox.person.send_text("question")
    reply = await act("sendMessage", text="answer", reply_parameters={"message_id": asked.message_id})
    assert reply["reply_to_message"]["text"] == "question"
    numbered_by_text = await act("sendMessage", text="x", reply_parameters={"message_id": str(asked.message_id)})
    assert numbered_by_text["reply_to_message"]["text"] == "question"
    assert "reply_to_message" not in await act("sendMessage", text="x", reply_parameters={"message_id": -1})
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await act("sendMessage", text="x", reply_parameters=lenient)


async def test_nobody_writes_to_a_person_who_blocked_the_bot(act: Call, call: Call, sandbox: Sandbox) -> None:
    await sandbox.person.block_bot()
    assert await act("sendMessage", text="x") == "Forbidden: bot was blocked by the user"
    updates = (await call("getUpdates"))["result"]
    assert updates[0]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    await sandbox.person.block_bot(blocked=False)
    assert (await act("sendMessage", text="x"))["text"] == "x"


async def test_a_group_that_threw_the_bot_out_takes_nothing(act: Call, sandbox: Sandbox) -> None:
    group = sandbox.state.open_group(-5, "Friends", [sandbox.person.user])
    group.blocked = True
    assert await act("sendMessage", chat_id=-5, text="x") == "Forbidden: bot was kicked from the group chat"


async def test_a_file_that_was_sent_is_sent_again_by_its_id(act: Call, picture: Picture) -> None:
    first = (await act("sendPhoto", photo=picture()))["photo"][0]
    again = (await act("sendPhoto", photo=first["file_id"]))["photo"][0]
    upload = (await act("sendPhoto", photo=picture()))["photo"][0]
    assert again == first
    assert upload["file_id"] != first["file_id"]
    assert upload["file_unique_id"] == first["file_unique_id"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "there is no photo in the request"),
        ({"photo": b"hello"}, "IMAGE_PROCESS_FAILED"),
        ({"photo": b""}, "file must be non-empty"),
        ({"photo": "AgACnone"}, "wrong file identifier/HTTP URL specified"),
        ({"photo": "https://example.org/a.jpg"}, "failed to get HTTP URL content"),
        ({"photo": "attach://gone"}, "can't parse InputMedia: media not found"),
        ({"photo": "AgAC", "caption": "x" * 1025}, "message caption is too long"),
    ],
)
async def test_bad_photos_are_refused(act: Call, fields: dict[str, Any], reason: str) -> None:
    assert await act("sendPhoto", **fields) == f"Bad Request: {reason}"


async def test_a_document_is_not_sent_again_as_a_photo(act: Call, picture: Picture) -> None:
    file_id = (await act("sendDocument", document=picture()))["document"]["file_id"]
    assert await act("sendPhoto", photo=file_id) == "Bad Request: can't use file of type Document as Photo"


async def test_a_number_may_stand_for_a_caption(act: Call, picture: Picture) -> None:
    # telegram-bot-api reads every text inside an object so: JsonObject::get_optional_string_field.
    media = [{"type": "photo", "media": f"attach://{name}", "caption": 5} for name in "ab"]
    assert [sent["caption"] for sent in await act("sendMediaGroup", media=media, a=picture(), b=picture())] == ["5"] * 2
