"""Which function serves which method."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.sandbox.bot_api.calls import Call
from bot.sandbox.bot_api.methods import editing, profile, receiving, sending
from bot.sandbox.chats.state import SandboxState

Method = Callable[[SandboxState, Call], Awaitable[object]]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "getChat": profile.get_chat,
    "getChatMember": profile.get_chat_member,
    "getUserProfilePhotos": profile.get_user_profile_photos,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "getFile": receiving.get_file,
    "answerCallbackQuery": receiving.answer_callback_query,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "setMessageReaction": editing.set_message_reaction,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_about,
    "getMyName": profile.get_about,
    "setMyDescription": profile.set_about,
    "getMyDescription": profile.get_about,
    "setMyShortDescription": profile.set_about,
    "getMyShortDescription": profile.get_about,
}
_BY_NAME = {name.lower(): method for name, method in METHODS.items()}


def find_method(name: str) -> Method | None:
    """Return the function that serves a method; Telegram does not look at capitals."""
    return _BY_NAME.get(name.lower())
