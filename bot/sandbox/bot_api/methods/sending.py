"""Methods that put something new into a chat."""

from __future__ import annotations

import secrets

from bot.sandbox.bot_api.calls import Call
from bot.sandbox.bot_api.content import (
    find_conversation,
    find_replied,
    read_caption,
    read_input_media,
    read_media,
    read_text,
)
from bot.sandbox.chats.keyboards import parse_keyboard
from bot.sandbox.chats.messages import Content, MediaKind
from bot.sandbox.chats.state import SandboxState
from bot.sandbox.errors import Json, bad_request

SMALLEST_ALBUM = 2
LARGEST_ALBUM = 10
_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip


async def send_message(state: SandboxState, call: Call) -> Json:
    """Send a text."""
    text, entities = read_text(call)
    return _send(state, call, Content(text, entities))


async def send_photo(state: SandboxState, call: Call) -> Json:
    """Send a photo."""
    return _send_file(state, call, "photo")


async def send_document(state: SandboxState, call: Call) -> Json:
    """Send a file as it is."""
    return _send_file(state, call, "document")


async def send_media_group(state: SandboxState, call: Call) -> list[Json]:
    """Send an album of photos or of documents."""
    items = call.json("media")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    if len(items) < SMALLEST_ALBUM:
        raise bad_request("too few messages to send as an album")
    if len(items) > LARGEST_ALBUM:
        raise bad_request("too many messages to send as an album")
    contents = [read_input_media(state, call, item) for item in items]
    if len({content.media.kind for content in contents if content.media}) > 1:
        raise bad_request("document can't be mixed with other media types")
    conversation = find_conversation(state, call)
    replied, album = find_replied(call, conversation), str(secrets.randbits(53))
    return [state.post(conversation, state.bot, content, replied, album).as_json() for content in contents]


async def send_chat_action(state: SandboxState, call: Call) -> bool:
    """Show for five seconds what the bot is doing."""
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    state.show_action(find_conversation(state, call), call.text("action"))
    return True


def _send_file(state: SandboxState, call: Call, kind: MediaKind) -> Json:
    text, entities = read_caption(call)
    return _send(state, call, Content(text, entities, read_media(state, call, kind, kind)))


def _send(state: SandboxState, call: Call, content: Content) -> Json:
    keyboard = parse_keyboard(call.json("reply_markup"))
    conversation = find_conversation(state, call)
    replied = find_replied(call, conversation)
    content = Content(content.text, content.entities, content.media, keyboard)
    return state.post(conversation, state.bot, content, replied).as_json()
