"""Editing, deleting and reacting."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]
Picture = Callable[..., bytes]
KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@pytest.fixture
async def text_id(act: Call) -> int:
    message_id: int = (await act("sendMessage", text="old", reply_markup=KEYBOARD))["message_id"]
    return message_id


@pytest.fixture
async def photo_id(act: Call, picture: Picture) -> int:
    message_id: int = (await act("sendPhoto", photo=picture(), caption="old"))["message_id"]
    return message_id


async def test_an_edit_replaces_the_text_and_drops_the_buttons(act: Call, sandbox: Sandbox, text_id: int) -> None:
    result = await act("editMessageText", message_id=text_id, text="new")
    assert (result["text"], "edit_date" in result, "reply_markup" in result) == ("new", True, False)
    assert [message.text for message in sandbox.person.received] == ["new"]


async def test_an_edit_that_changes_nothing_is_refused(act: Call, text_id: int) -> None:
    same = {"message_id": text_id, "reply_markup": KEYBOARD}
    assert await act("editMessageText", text="old", **same) == UNCHANGED
    assert await act("editMessageReplyMarkup", **same) == UNCHANGED


async def test_buttons_are_edited_alone(act: Call, text_id: int) -> None:
    result = await act("editMessageReplyMarkup", message_id=text_id)
    assert (result["text"], "reply_markup" in result) == ("old", False)


async def test_a_caption_is_edited_and_may_become_empty(act: Call, photo_id: int) -> None:
    assert (await act("editMessageCaption", message_id=photo_id, caption="new"))["caption"] == "new"
    assert "caption" not in await act("editMessageCaption", message_id=photo_id)


async def test_a_picture_is_replaced(act: Call, sandbox: Sandbox, photo_id: int, picture: Picture) -> None:
    media = {"type": "photo", "media": "attach://new", "caption": "new"}
    result = await act("editMessageMedia", message_id=photo_id, media=media, new=picture(90, 90))
    assert (result["caption"], result["photo"][0]["width"]) == ("new", 90)
    media["media"] = result["photo"][0]["file_id"]
    assert await act("editMessageMedia", message_id=photo_id, media=media) == UNCHANGED
    assert (await sandbox.person.next_message()).data == picture(90, 90)


async def test_an_album_keeps_its_kind(act: Call, picture: Picture) -> None:
    media = [{"type": "photo", "media": f"attach://{name}"} for name in "ab"]
    sent = await act("sendMediaGroup", media=media, a=picture(), b=picture())
    change = {"type": "document", "media": "attach://c"}
    refusal = await act("editMessageMedia", message_id=sent[0]["message_id"], media=change, c=b"x")
    assert refusal == "Bad Request: can't change media type of a message in an album"


async def test_text_and_caption_are_not_mistaken_for_each_other(act: Call, text_id: int, photo_id: int) -> None:
    wrong_text = await act("editMessageText", message_id=photo_id, text="x")
    wrong_caption = await act("editMessageCaption", message_id=text_id, caption="x")
    assert wrong_text == "Bad Request: there is no text in the message to edit"
    assert wrong_caption == "Bad Request: there is no caption in the message to edit"


async def test_a_text_that_is_too_long_is_refused(act: Call, text_id: int) -> None:
    assert await act("editMessageText", message_id=text_id, text="x" * 4097) == "Bad Request: MESSAGE_TOO_LONG"


async def test_only_own_messages_that_are_there_are_edited(act: Call, sandbox: Sandbox) -> None:
    theirs = await sandbox.person.send_text("mine")
    edit = "editMessageText"
    assert await act(edit, message_id=theirs.message_id, text="x") == "Bad Request: message can't be edited"
    assert await act(edit, message_id=99, text="x") == "Bad Request: message to edit not found"
    assert await act(edit, text="x") == "Bad Request: message identifier is not specified"


async def test_a_deleted_message_is_gone(act: Call, sandbox: Sandbox, text_id: int) -> None:
    assert await act("deleteMessage", message_id=text_id) is True
    assert sandbox.person.received == []
    assert await act("deleteMessage", message_id=text_id) == "Bad Request: message to delete not found"


async def test_several_messages_are_deleted_at_once(act: Call, sandbox: Sandbox, text_id: int, photo_id: int) -> None:
    assert await act("deleteMessages", message_ids=[text_id, photo_id, 99]) is True
    assert sandbox.person.received == []


@pytest.mark.parametrize(
    ("message_ids", "reason"),
    [
        ("", "message identifiers are not specified"),
        ([], "message identifiers are not specified"),
        (5, "expected an Array of message identifiers"),
        ([1] * 101, "too many message identifiers specified"),
        ([[1]], "message identifier must be a Number"),
        ([True], "message identifier must be a Number"),
        (["x"], "can't parse message identifier as a Number"),
        ([1.5], "can't parse message identifier as a Number"),
        ([0], "invalid message identifier specified"),
    ],
)
async def test_bad_lists_of_messages_delete_nothing(
    act: Call, sandbox: Sandbox, text_id: int, message_ids: object, reason: str
) -> None:
    mixed = [text_id, *message_ids] if isinstance(message_ids, list) and message_ids else message_ids
    assert await act("deleteMessages", message_ids=mixed) == f"Bad Request: {reason}"
    assert [message.message_id for message in sandbox.person.received] == [text_id]


async def test_messages_of_others_in_a_group_stay(call: Call, sandbox: Sandbox) -> None:
    person = sandbox.new_person("Ann")
    group = sandbox.state.open_group(-7, "Friends", [person.user])
    person.conversation = group
    sent = await person.send_text("stays")
    answer = await call("deleteMessage", chat_id=-7, message_id=sent.message_id)
    assert answer["description"] == "Bad Request: message can't be deleted"


async def test_a_reaction_is_put_and_taken_away(act: Call, sandbox: Sandbox) -> None:
    sent = await sandbox.person.send_text("hi")
    await act("setMessageReaction", message_id=sent.message_id, reaction=[{"type": "emoji", "emoji": "👀"}])
    assert list(sent.reactions) == ["👀"]
    await act("setMessageReaction", message_id=sent.message_id)
    assert list(sent.reactions) == []


@pytest.mark.parametrize(
    ("reaction", "reason"),
    [
        ({"emoji": "👍"}, "expected an Array of ReactionType"),
        ([{"type": "emoji", "emoji": "🧀"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}], "REACTIONS_TOO_MANY"),
    ],
)
async def test_bad_reactions_are_refused(act: Call, text_id: int, reaction: object, reason: str) -> None:
    assert await act("setMessageReaction", message_id=text_id, reaction=reaction) == f"Bad Request: {reason}"
