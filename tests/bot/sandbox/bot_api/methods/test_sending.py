"""Sending: what arrives, and what Telegram refuses."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]
Picture = Callable[..., bytes]


async def test_a_text_arrives_with_its_marks_and_buttons(act: Call, sandbox: Sandbox) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}], [{"text": "Web", "url": "https://x.org"}]]}
    result = await act("sendMessage", text=" <b>hi</b> /help ", parse_mode="HTML", reply_markup=keyboard)
    message = await sandbox.person.next_message()
    assert message.as_json() == result
    assert message.text == "hi /help"
    assert [entity["type"] for entity in result["entities"]] == ["bold", "bot_command"]
    assert [button["text"] for button in message.buttons] == ["Yes", "Web"]


async def test_a_photo_arrives_with_its_true_size(act: Call, sandbox: Sandbox, picture: Picture) -> None:
    result = await act("sendPhoto", photo=picture(120, 80, "PNG"), caption="<i>c</i>", parse_mode="HTML")
    message = await sandbox.person.next_message(lambda message: message.kind == "photo")
    assert (message.caption, message.text, message.data) == ("c", None, picture(120, 80, "PNG"))
    assert (result["photo"][0]["width"], result["photo"][0]["height"]) == (120, 80)
    assert result["caption_entities"][0]["type"] == "italic"


async def test_a_document_keeps_name_and_type(act: Call) -> None:
    result = (await act("sendDocument", document=b"data", caption="c"))["document"]
    assert (result["file_name"], result["mime_type"], result["file_size"]) == ("photo.jpg", "image/jpeg", 4)


async def test_an_album_arrives_under_one_id(act: Call, sandbox: Sandbox, picture: Picture) -> None:
    media = [{"type": "photo", "media": f"attach://p{i}", "caption": f"c{i}"} for i in range(2)]
    results = await act("sendMediaGroup", media=media, p0=picture(), p1=picture(80, 80))
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
async def test_bad_albums_are_refused(act: Call, media: object, reason: str) -> None:
    assert await act("sendMediaGroup", media=json.dumps(media)) == f"Bad Request: {reason}"


async def test_photos_and_documents_do_not_mix_in_an_album(act: Call, picture: Picture) -> None:
    media = [{"type": "photo", "media": "attach://a"}, {"type": "document", "media": "attach://b"}]
    refusal = await act("sendMediaGroup", media=media, a=picture(), b=b"x")
    assert refusal == "Bad Request: document can't be mixed with other media types"


async def test_an_unknown_action_is_refused(act: Call) -> None:
    assert await act("sendChatAction", action="dance") == "Bad Request: wrong parameter action in request"
