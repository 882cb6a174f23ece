"""Sending: what arrives, and what Telegram refuses."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]
Picture = Callable[..., bytes]


@pytest.fixture
def send(call: Call, sandbox: Sandbox) -> Call:
    """Call a method for the person's chat and return its description or its result."""

    async def make(method: str, **fields: Any) -> Any:
        answer = await call(method, **{"chat_id": sandbox.person.user.id, **fields})
        return answer["result"] if answer["ok"] else answer["description"]

    return make


async def test_a_text_arrives_with_its_marks_and_buttons(send: Call, sandbox: Sandbox) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}], [{"text": "Web", "url": "https://x.org"}]]}
    result = await send("sendMessage", text=" <b>hi</b> /help ", parse_mode="HTML", reply_markup=keyboard)
    message = await sandbox.person.next_message()
    assert message.as_json() == result
    assert message.text == "hi /help"
    assert [entity["type"] for entity in result["entities"]] == ["bold", "bot_command"]
    assert [button["text"] for button in message.buttons] == ["Yes", "Web"]


async def test_entities_that_the_bot_gives_are_kept(send: Call) -> None:
    given = [{"type": "bold", "offset": 0, "length": 2}]
    assert (await send("sendMessage", text="hi", entities=given))["entities"] == given


@pytest.mark.parametrize("entity", [5, {"type": "bold"}])
async def test_bad_entities_are_refused(send: Call, picture: Picture, entity: object) -> None:
    refusals = [
        await send("sendMessage", text="hi", entities=[entity]),
        await send("sendPhoto", photo=picture(), caption="hi", caption_entities=[entity]),
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
async def test_bad_texts_are_refused(send: Call, fields: dict[str, Any], reason: str) -> None:
    assert await send("sendMessage", **fields) == f"Bad Request: {reason}"


async def test_the_longest_text_passes(send: Call) -> None:
    assert (await send("sendMessage", text="<b>" + "😀" * 2048 + "</b>", parse_mode="HTML"))["text"] == "😀" * 2048


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ({}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ([["x"]], "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ([[{"callback_data": "x"}]], 'can\'t parse inline keyboard button: Field "text" must be non-empty'),
        (
            [[{"text": "x"}]],
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ([[{"text": [1], "url": "x"}]], 'can\'t parse inline keyboard button: Field "text" must be of type String'),
        (
            [[{"text": "x", "callback_data": [1]}]],
            'can\'t parse inline keyboard button: Field "callback_data" must be of type String',
        ),
        (
            [[{"text": "x", "copy_text": "y"}]],
            'can\'t parse inline keyboard button: Field "copy_text" must be of type Object',
        ),
        ([[{"text": "x", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "x", "callback_data": "é" * 33}]], "BUTTON_DATA_INVALID"),
    ],
)
async def test_bad_keyboards_are_refused(send: Call, rows: object, reason: str) -> None:
    markup = {"inline_keyboard": rows}
    assert await send("sendMessage", text="x", reply_markup=markup) == f"Bad Request: {reason}"


async def test_taking_a_reply_keyboard_away_is_allowed(send: Call) -> None:
    assert "reply_markup" not in await send("sendMessage", text="x", reply_markup={"remove_keyboard": True})


async def test_a_reply_quotes_and_is_lenient_when_asked(send: Call, sandbox: Sandbox) -> None:
    asked = await sandbox.person.send_text("question")
    reply = await send("sendMessage", text="answer", reply_parameters={"message_id": asked.message_id})
    assert reply["reply_to_message"]["text"] == "question"
    numbered_by_text = await send("sendMessage", text="x", reply_parameters={"message_id": str(asked.message_id)})
    assert numbered_by_text["reply_to_message"]["text"] == "question"
    assert "reply_to_message" not in await send("sendMessage", text="x", reply_parameters={"message_id": -1})
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await send("sendMessage", text="x", reply_parameters=lenient)


async def test_nobody_writes_to_a_person_who_blocked_the_bot(send: Call, call: Call, sandbox: Sandbox) -> None:
    await sandbox.person.block_bot()
    assert await send("sendMessage", text="x") == "Forbidden: bot was blocked by the user"
    updates = (await call("getUpdates"))["result"]
    assert updates[0]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    await sandbox.person.block_bot(blocked=False)
    assert (await send("sendMessage", text="x"))["text"] == "x"


async def test_a_group_that_threw_the_bot_out_takes_nothing(send: Call, sandbox: Sandbox) -> None:
    group = sandbox.state.open_group(-5, "Friends", [sandbox.person.user])
    group.blocked = True
    assert await send("sendMessage", chat_id=-5, text="x") == "Forbidden: bot was kicked from the group chat"


async def test_a_photo_arrives_with_its_true_size(send: Call, sandbox: Sandbox, picture: Picture) -> None:
    result = await send("sendPhoto", photo=picture(120, 80, "PNG"), caption="<i>c</i>", parse_mode="HTML")
    message = await sandbox.person.next_message(lambda message: message.kind == "photo")
    assert (message.caption, message.text, message.data) == ("c", None, picture(120, 80, "PNG"))
    assert (result["photo"][0]["width"], result["photo"][0]["height"]) == (120, 80)
    assert result["caption_entities"][0]["type"] == "italic"


async def test_a_file_that_was_sent_is_sent_again_by_its_id(send: Call, picture: Picture) -> None:
    first = (await send("sendPhoto", photo=picture()))["photo"][0]
    again = (await send("sendPhoto", photo=first["file_id"]))["photo"][0]
    upload = (await send("sendPhoto", photo=picture()))["photo"][0]
    assert again == first
    assert upload["file_id"] != first["file_id"]
    assert upload["file_unique_id"] == first["file_unique_id"]


async def test_a_document_keeps_name_and_type(send: Call) -> None:
    result = (await send("sendDocument", document=b"data", caption="c"))["document"]
    assert (result["file_name"], result["mime_type"], result["file_size"]) == ("photo.jpg", "image/jpeg", 4)


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
async def test_bad_photos_are_refused(send: Call, fields: dict[str, Any], reason: str) -> None:
    assert await send("sendPhoto", **fields) == f"Bad Request: {reason}"


async def test_a_document_is_not_sent_again_as_a_photo(send: Call, picture: Picture) -> None:
    file_id = (await send("sendDocument", document=picture()))["document"]["file_id"]
    assert await send("sendPhoto", photo=file_id) == "Bad Request: can't use file of type Document as Photo"


async def test_an_album_arrives_under_one_id(send: Call, sandbox: Sandbox, picture: Picture) -> None:
    media = [{"type": "photo", "media": f"attach://p{i}", "caption": f"c{i}"} for i in range(2)]
    results = await send("sendMediaGroup", media=media, p0=picture(), p1=picture(80, 80))
    assert results[0]["media_group_id"] == results[1]["media_group_id"]
    assert [message.caption for message in sandbox.person.received] == ["c0", "c1"]


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        ("", "expected an Array of InputMedia"),
        ([{}], "too few messages to send as an album"),
        ([{}] * 11, "too many messages to send as an album"),
        (["x", "y"], "can't parse InputMedia: expected an Object"),
        ([{"type": "poll"}] * 2, 'can\'t parse InputMedia: type "poll" is unsupported'),
        ([{"type": "photo"}] * 2, "can't parse InputMedia: media not found"),
        ([{"media": "x"}] * 2, "can't parse InputMedia: Can't find field \"type\""),
        ([{"caption": [5]}] * 2, 'can\'t parse InputMedia: Field "caption" must be of type String'),
        ([{"caption": True}] * 2, 'can\'t parse InputMedia: Field "caption" must be of type String'),
        ([{"parse_mode": {}}] * 2, 'can\'t parse InputMedia: Field "parse_mode" must be of type String'),
        ([{"type": "photo", "media": [1]}] * 2, 'can\'t parse InputMedia: Field "media" must be of type String'),
    ],
)
async def test_bad_albums_are_refused(send: Call, media: object, reason: str) -> None:
    assert await send("sendMediaGroup", media=json.dumps(media)) == f"Bad Request: {reason}"


async def test_a_number_may_stand_for_a_caption(send: Call, picture: Picture) -> None:
    # telegram-bot-api reads every text inside an object so: JsonObject::get_optional_string_field.
    media = [{"type": "photo", "media": f"attach://{name}", "caption": 5} for name in "ab"]
    assert [sent["caption"] for sent in await send("sendMediaGroup", media=media, a=picture(), b=picture())] == [
        "5"
    ] * 2


async def test_photos_and_documents_do_not_mix_in_an_album(send: Call, picture: Picture) -> None:
    media = [{"type": "photo", "media": "attach://a"}, {"type": "document", "media": "attach://b"}]
    refusal = await send("sendMediaGroup", media=media, a=picture(), b=b"x")
    assert refusal == "Bad Request: document can't be mixed with other media types"


async def test_an_action_shows_for_five_seconds_or_until_a_message(send: Call, sandbox: Sandbox) -> None:
    conversation = sandbox.person.conversation
    assert await send("sendChatAction", action="upload_photo") is True
    [shown] = conversation.actions
    assert conversation.action(shown.date + 4.9) == "upload_photo"
    assert conversation.action(shown.date + 5.1) is None
    await send("sendMessage", text="done")
    assert conversation.action(shown.date) is None


async def test_an_unknown_action_is_refused(send: Call) -> None:
    assert await send("sendChatAction", action="dance") == "Bad Request: wrong parameter action in request"
