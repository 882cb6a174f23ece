"""Methods by which the bot learns what people do: updates, files, presses."""

from __future__ import annotations

import time

from bot.sandbox.callbacks import Answer
from bot.sandbox.calls import Call
from bot.sandbox.errors import Json, bad_request
from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.state import SandboxState
from bot.sandbox.updates import BATCH, LONGEST_POLL

_ANSWER_LIMIT = 200  # characters


async def get_updates(state: SandboxState, call: Call) -> list[Json]:
    """Hand out updates, waiting for the first one as long as asked."""
    _allow(state, call)
    limit = min(max(call.integer("limit", BATCH), 1), BATCH)
    return await state.updates.poll(call.integer("offset"), limit, min(call.integer("timeout"), LONGEST_POLL))


async def set_webhook(state: SandboxState, call: Call) -> bool:
    """Refuse: a sandbox delivers by getUpdates only. An empty address removes the webhook, as on Telegram."""
    url = call.text("url")
    if not url:
        return await delete_webhook(state, call)
    if not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    raise bad_request("bad webhook: the sandbox delivers updates by getUpdates only")


async def delete_webhook(state: SandboxState, call: Call) -> bool:
    """Do nothing but forget the waiting updates when asked to: there never is a webhook."""
    if call.flag("drop_pending_updates"):
        state.updates.clear()
    return True


async def get_webhook_info(state: SandboxState, call: Call) -> Json:
    """Tell that there is no webhook, and how many updates wait."""
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(state.updates)}
    return info | ({"allowed_updates": state.updates.allowed} if state.updates.allowed else {})


async def get_file(state: SandboxState, call: Call) -> Json:
    """Tell where to download a file."""
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
