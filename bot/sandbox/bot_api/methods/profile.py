"""Methods about the bot itself and about chats: who it is, what it can do."""

from __future__ import annotations

from bot.sandbox.bot_api.calls import Call
from bot.sandbox.bot_api.content import find_conversation
from bot.sandbox.chats.commands import read_scope
from bot.sandbox.chats.state import SandboxState
from bot.sandbox.errors import Json, bad_request

_LIMITS = {"name": 64, "description": 512, "short_description": 120}  # characters


async def get_me(state: SandboxState, call: Call) -> Json:
    """Return the bot as a user."""
    return state.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


async def get_chat(state: SandboxState, call: Call) -> Json:
    """Return a chat."""
    chat = find_conversation(state, call).chat
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    return chat.as_json() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


async def get_chat_member(state: SandboxState, call: Call) -> Json:
    """Return a member of a chat: the first member of a group owns it."""
    conversation = find_conversation(state, call)
    member = next((each for each in conversation.members if each.id == call.integer("user_id")), None)
    if member is None:
        raise bad_request("user not found")
    if conversation.chat.type != "private" and member == conversation.members[0]:
        return {"user": member.as_json(), "status": "creator", "is_anonymous": True}
    return {"user": member.as_json(), "status": "member"}


async def get_user_profile_photos(state: SandboxState, call: Call) -> Json:
    """Return the profile photo of a person, if there is one."""
    photo = state.profile_photos.get(call.integer("user_id"))
    return {"total_count": int(photo is not None), "photos": [photo.as_json()] if photo else []}


async def set_my_commands(state: SandboxState, call: Call) -> bool:
    """Replace one of the command lists."""
    state.commands.set(read_scope(call.json("scope")), call.text("language_code"), call.json("commands"))
    state.events.publish("commands")
    return True


async def get_my_commands(state: SandboxState, call: Call) -> list[Json]:
    """Return one of the command lists."""
    return state.commands.get(read_scope(call.json("scope")), call.text("language_code"))


async def delete_my_commands(state: SandboxState, call: Call) -> bool:
    """Forget one of the command lists."""
    state.commands.delete(read_scope(call.json("scope")), call.text("language_code"))
    state.events.publish("commands")
    return True


async def set_about(state: SandboxState, call: Call) -> bool:
    """Serve setMyName, setMyDescription and setMyShortDescription."""
    what = _what(call)
    text = call.text(what)
    if len(text) > _LIMITS[what]:
        raise bad_request(f"bot {what.replace('_', ' ')} is too long")
    state.about[what, call.text("language_code")] = text
    return True


async def get_about(state: SandboxState, call: Call) -> Json:
    """Serve getMyName, getMyDescription and getMyShortDescription."""
    what = _what(call)
    default = state.about.get((what, ""), state.bot.first_name if what == "name" else "")
    return {what: state.about.get((what, call.text("language_code")), default)}


def _what(call: Call) -> str:
    return {"name": "name", "description": "description", "shortdescription": "short_description"}[call.method[5:]]
