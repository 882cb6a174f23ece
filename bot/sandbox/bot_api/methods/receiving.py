"""Methods by which the bot learns what people do: updates, files, presses."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from bot.sandbox.bot_api.calls import Call
from bot.sandbox.chats.callbacks import Answer
from bot.sandbox.chats.files import DOWNLOAD_LIMIT
from bot.sandbox.chats.state import SandboxState
from bot.sandbox.chats.updates import BATCH, LONGEST_POLL
from bot.sandbox.chats.webhook import CONNECTIONS, Hook
from bot.sandbox.errors import Json, bad_request, conflict

MOST_CONNECTIONS = 100
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_ANSWER_LIMIT = 200  # characters


async def get_updates(state: SandboxState, call: Call) -> list[Json]:
    """Hand out updates, waiting for the first one as long as asked."""
    if state.courier.hook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _allow(state, call)
    limit = min(max(call.integer("limit", BATCH), 1), BATCH)
    return await state.updates.poll(call.integer("offset"), limit, min(call.integer("timeout"), LONGEST_POLL))


async def set_webhook(state: SandboxState, call: Call) -> bool:
    """Bring updates to an address of this machine; an empty one removes the webhook, as on Telegram."""
    url = call.text("url")
    if not url:
        return await delete_webhook(state, call)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or (parts.scheme == "http" and parts.hostname not in _HERE):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in _HERE:
        raise bad_request("bad webhook: the sandbox delivers updates on this machine only")
    secret = call.text("secret_token")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(state, call)
    if call.flag("drop_pending_updates"):
        state.updates.clear()
    state.updates.end_poll("terminated by setWebhook request")
    state.courier.set(Hook(url, secret, min(max(call.integer("max_connections", CONNECTIONS), 1), MOST_CONNECTIONS)))
    return True


async def delete_webhook(state: SandboxState, call: Call) -> bool:
    """Bring updates nowhere any more; forget the waiting ones when asked to."""
    state.courier.set(None)
    if call.flag("drop_pending_updates"):
        state.updates.clear()
    return True


async def get_webhook_info(state: SandboxState, call: Call) -> Json:
    """Return the address of the webhook, the number of waiting updates, and the last error."""
    hook, error = state.courier.hook, state.courier.last_error
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(state.updates)}
    if hook is not None:
        info |= {"url": hook.url, "max_connections": hook.connections}
    if error is not None:
        info |= {"last_error_date": error[0], "last_error_message": error[1]}
    return info | ({"allowed_updates": state.updates.allowed} if state.updates.allowed else {})


async def get_file(state: SandboxState, call: Call) -> Json:
    """Return the path under which a file can be downloaded."""
    stored = state.files.by_id(call.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.data),
        "file_path": stored.path,
    }


async def answer_callback_query(state: SandboxState, call: Call) -> bool:
    """Stop the button from spinning; show a notice or an alert."""
    query = state.callbacks.get(call.text("callback_query_id"))
    if query is None or time.time() > query.date + state.answer_seconds:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(call.text("text")) > _ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    state.answer(query, Answer(call.text("text"), call.flag("show_alert"), call.text("url")))
    return True


def _allow(state: SandboxState, call: Call) -> None:
    kinds = call.json("allowed_updates")
    if isinstance(kinds, list):  # left out: what was asked before still holds
        state.updates.allow([str(kind) for kind in kinds])
