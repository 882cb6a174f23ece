"""Methods that change or remove what is in a chat."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.bot_api.calls import Call
from bot.sandbox.bot_api.content import (
    find_conversation,
    find_message,
    read_caption,
    read_input_media,
    read_message_ids,
    read_text,
)
from bot.sandbox.chats.keyboards import parse_keyboard
from bot.sandbox.chats.messages import Content, Message
from bot.sandbox.chats.state import SandboxState
from bot.sandbox.errors import Json, bad_request

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_EMOJI = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 "
    "💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 "
    "😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
REACTIONS = frozenset(_EMOJI.split())


async def edit_message_text(state: SandboxState, call: Call) -> Json:
    """Replace the text of a message of the bot's."""
    message = _editable(state, call)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    text, entities = read_text(call, too_long="MESSAGE_TOO_LONG")
    return _edit(state, call, message, Content(text, entities))


async def edit_message_caption(state: SandboxState, call: Call) -> Json:
    """Replace the caption of a message of the bot's."""
    message = _editable(state, call)
    if message.caption is None:
        raise bad_request("there is no caption in the message to edit")
    text, entities = read_caption(call)
    return _edit(state, call, message, replace(message.content, text=text, entities=entities))


async def edit_message_media(state: SandboxState, call: Call) -> Json:
    """Replace the file and the caption of a message of the bot's."""
    message = _editable(state, call)
    if message.album is not None and _kind(call) != message.kind:
        raise bad_request("can't change media type of a message in an album")
    return _edit(state, call, message, read_input_media(state, call, call.json("media")))


async def edit_message_reply_markup(state: SandboxState, call: Call) -> Json:
    """Replace the buttons under a message of the bot's."""
    message = _editable(state, call)
    return _edit(state, call, message, message.content)


async def delete_message(state: SandboxState, call: Call) -> bool:
    """Delete a message: the bot's own anywhere, a person's in a private chat."""
    conversation = find_conversation(state, call)
    message = find_message(conversation, call, "message to delete")
    if message.sender != state.bot and conversation.chat.type != "private":
        raise bad_request("message can't be deleted")
    state.delete(message)
    return True


async def delete_messages(state: SandboxState, call: Call) -> bool:
    """Delete several messages; those that are not there are skipped."""
    conversation = find_conversation(state, call)
    for message_id in read_message_ids(call):
        message = conversation.find(message_id)
        if message is not None:
            state.delete(message)
    return True


async def set_message_reaction(state: SandboxState, call: Call) -> bool:
    """Put the bot's reaction under a message, or take it away."""
    message = find_message(find_conversation(state, call), call, "message to react")
    asked = call.json("reaction") or []
    if not isinstance(asked, list) or not all(isinstance(one, dict) for one in asked):
        raise bad_request("expected an Array of ReactionType")
    emoji = tuple(str(one.get("emoji")) for one in asked)
    if not REACTIONS.issuperset(emoji):
        raise bad_request("REACTION_INVALID")
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    state.react(message, emoji)
    return True


def _editable(state: SandboxState, call: Call) -> Message:
    message = find_message(find_conversation(state, call), call, "message to edit")
    if message.sender != state.bot:
        raise bad_request("message can't be edited")
    return message


def _edit(state: SandboxState, call: Call, message: Message, content: Content) -> Json:
    content = replace(content, keyboard=parse_keyboard(call.json("reply_markup")))
    if content == message.content:
        raise bad_request(_NOT_MODIFIED)
    state.edit(message, content)
    return message.as_json()


def _kind(call: Call) -> object:
    item = call.json("media")
    return item.get("type") if isinstance(item, dict) else None
