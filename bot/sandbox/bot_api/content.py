"""Reads from calls what they put into a chat: words, files, buttons, and which chat and message they mean."""

from __future__ import annotations

from typing import cast

from bot.sandbox.bot_api.calls import Call, Upload
from bot.sandbox.chats.conversations import Conversation
from bot.sandbox.chats.entities import check_entities, find_entities, parse_html, units
from bot.sandbox.chats.files import StoredFile
from bot.sandbox.chats.messages import Content, Media, MediaKind, Message
from bot.sandbox.chats.pictures import check_photo, media_type_of
from bot.sandbox.chats.state import SandboxState
from bot.sandbox.errors import ApiError, Json, bad_request, forbidden
from bot.sandbox.fields import Fields, read_object, to_integer

TEXT_LIMIT = 4096  # UTF-16 units, after the marks were taken out
CAPTION_LIMIT = 1024
_MOST_IDS = 100  # messages that one call deletes

Words = tuple[str, tuple[Json, ...]]


def find_conversation(state: SandboxState, call: Call) -> Conversation:
    """Return the chat that a call speaks of; raise ApiError when there is none or the bot may not write there."""
    if not call.text("chat_id"):
        raise bad_request("chat_id is empty")
    conversation = state.conversations.get(call.integer("chat_id"))
    if conversation is None:
        raise bad_request("chat not found")
    if conversation.blocked:
        private = conversation.chat.type == "private"
        raise forbidden("bot was blocked by the user" if private else "bot was kicked from the group chat")
    return conversation


def find_message(conversation: Conversation, call: Call, purpose: str) -> Message:
    """Return the message that a call speaks of; `purpose`, as "message to edit", words the refusal."""
    if not call.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = conversation.find(call.integer("message_id"))
    if message is None:
        raise bad_request(f"{purpose} not found")
    return message


def find_replied(call: Call, conversation: Conversation) -> Message | None:
    """Return the message that is replied to, if any."""
    message_id, lenient = _reply_asked(call)
    if message_id <= 0:  # as on Telegram: no reply is asked for
        return None
    message = conversation.find(message_id)
    if message is None and not lenient:
        raise bad_request("message to be replied not found")
    return message


def read_message_ids(call: Call) -> list[int]:
    """Return the messages that a call speaks of; raise ApiError when they are no list of numbers above zero."""
    asked = call.json("message_ids")
    if asked is None or asked == []:
        raise bad_request("message identifiers are not specified")
    if not isinstance(asked, list):
        raise bad_request("expected an Array of message identifiers")
    if len(asked) > _MOST_IDS:
        raise bad_request("too many message identifiers specified")
    return [_message_id(one) for one in asked]


def read_text(call: Call, too_long: str = "message is too long") -> Words:
    """Return the text of a message; raise ApiError when it is empty or too long."""
    words = _words(call.text("text"), call.text("parse_mode"), call.json("entities"))
    if not words[0]:
        raise bad_request("message text is empty")
    if units(words[0]) > TEXT_LIMIT:
        raise bad_request(too_long)
    return words


def read_caption(call: Call) -> Words:
    """Return the caption that a call brings; it may be empty."""
    return _caption(call.text("caption"), call.text("parse_mode"), call.json("caption_entities"))


def read_media(state: SandboxState, call: Call, field: str, kind: MediaKind) -> Media:
    """Return the file that a field brings: an upload under its own name, `attach://name` or a file id."""
    if field in call.uploads:
        return _uploaded(state, call.uploads[field], kind)
    if not call.text(field):
        raise bad_request(f"there is no {kind} in the request")
    return _media(state, call, call.text(field), kind)


def read_input_media(state: SandboxState, call: Call, item: object) -> Content:
    """Return what an InputMedia describes, without a keyboard."""
    fields = read_object(item, "InputMedia")
    caption, parse_mode = fields.text("caption", ""), fields.text("parse_mode", "")
    text, marks = _caption(caption, parse_mode, fields.values.get("caption_entities"))
    kind = fields.text("type")
    if kind not in ("photo", "document"):
        raise fields.refusal(f'type "{kind}" is unsupported')
    media = fields.text("media", "")
    if not media:
        raise fields.refusal("media not found")
    return Content(text, marks, _media(state, call, media, cast("MediaKind", kind)))


def _reply_asked(call: Call) -> tuple[int, bool]:
    """Return the id of the message to reply to, and whether to send without it when it is gone."""
    asked = call.json("reply_parameters")
    if asked is None:  # the older way
        return call.integer("reply_to_message_id"), call.flag("allow_sending_without_reply")
    if not isinstance(asked, dict):
        raise bad_request("object expected as reply parameters")
    fields = Fields(asked)
    return (fields.integer("message_id"), fields.flag("allow_sending_without_reply")) if asked else (0, False)


def _message_id(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise bad_request("message identifier must be a Number")
    number = to_integer(value)
    if number is None:
        raise bad_request("can't parse message identifier as a Number")
    if number <= 0:
        raise bad_request("invalid message identifier specified")
    return number


def _caption(text: str, parse_mode: str, entities: object) -> Words:
    words = _words(text, parse_mode, entities)
    if units(words[0]) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return words


def _words(text: str, parse_mode: str, entities: object) -> Words:
    text = text.strip()
    if parse_mode.lower() == "html":
        plain, marks = parse_html(text)
        return plain, marks + find_entities(plain)
    if parse_mode:
        raise bad_request("unsupported parse_mode: the sandbox reads HTML only")
    given = check_entities(entities)
    return text, find_entities(text) if given is None else given


def _media(state: SandboxState, call: Call, reference: str, kind: MediaKind) -> Media:
    if reference.startswith("attach://"):
        upload = call.uploads.get(reference.removeprefix("attach://"))
        if upload is None:
            raise bad_request("can't parse InputMedia: media not found")
        return _uploaded(state, upload, kind)
    if reference.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # the sandbox reaches nothing outside this machine
    stored = state.files.by_id(reference)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return _again(stored, kind)


def _again(stored: StoredFile, kind: MediaKind) -> Media:
    if stored.kind != kind:
        raise _mismatch(stored, kind)
    return Media(kind, stored, *(check_photo(stored.data) if kind == "photo" else (0, 0)))


def _mismatch(stored: StoredFile, kind: MediaKind) -> ApiError:
    return bad_request(f"can't use file of type {stored.kind.capitalize()} as {kind.capitalize()}")


def _uploaded(state: SandboxState, upload: Upload, kind: MediaKind) -> Media:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        size = check_photo(upload.data)
        return Media(kind, state.files.add(upload.data, kind, "photo.jpg", media_type_of(upload.data)), *size)
    return Media(kind, state.files.add(upload.data, kind, upload.name, upload.media_type))
