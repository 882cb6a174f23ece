"""The chat page and what it asks for: the chat as a stream of events, and the person's acts."""

from __future__ import annotations

import asyncio
import json
import secrets
from contextlib import suppress
from pathlib import Path

from aiohttp import web
from aiohttp.client_exceptions import ClientConnectionResetError

from bot.sandbox.bot_api.calls import Call, Upload, read_call
from bot.sandbox.bot_api.content import CAPTION_LIMIT, TEXT_LIMIT
from bot.sandbox.chats.entities import units
from bot.sandbox.chats.events import EventQueue
from bot.sandbox.chats.files import MEGABYTE
from bot.sandbox.chats.messages import Message
from bot.sandbox.chats.pictures import size_of
from bot.sandbox.chats.state import SandboxState
from bot.sandbox.errors import ApiError, Json
from bot.sandbox.person import Person
from bot.sandbox.web.seats import Seats
from bot.sandbox.web.view import View

FILE_LIMIT = 100 * MEGABYTE  # bytes of one file that a person sends; more than any bot can fetch
_PAGE = Path(__file__).parent / "page"
_KEEP_ALIVE_SECONDS = 15
_SHOWN_INLINE = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_FILE_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",  # a file from a chat must not act as a page
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=3600",
}


class ChatPage:
    """Serves the page to whoever sits at it."""

    def __init__(self, state: SandboxState, person: Person) -> None:
        self._state = state
        self._seats = Seats(state, person)

    def routes(self) -> list[web.RouteDef]:
        """Return the routes that the page uses."""
        return [
            web.get("/", self._page),
            web.get("/page/{name}", self._page),
            web.get("/chat/events", self._events),
            web.get("/chat/files/{file_id}", self._file),
            web.post("/chat/send", self._send),
            web.post("/chat/press", self._press),
            web.post("/chat/language", self._language),
        ]

    async def _page(self, request: web.Request) -> web.StreamResponse:
        path = _PAGE / request.match_info.get("name", "index.html")
        if path not in set(_PAGE.iterdir()):
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_HEADERS)

    async def _file(self, request: web.Request) -> web.Response:
        stored = self._state.files.by_id(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        inline = stored.media_type in _SHOWN_INLINE and "download" not in request.query
        kind = stored.media_type if inline else "application/octet-stream"
        return web.Response(body=stored.data, headers=_FILE_HEADERS | {"Content-Type": kind})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        # A page that was closed shows in a write that fails.
        with self._state.events.listen() as events, suppress(ClientConnectionResetError):
            await self._stream(response, events, self._view(request.query.get("seat", "")))
        return response

    async def _stream(self, response: web.StreamResponse, events: EventQueue, view: View) -> None:
        await _write(response, view.whole_chat())
        while True:
            try:
                event = await asyncio.wait_for(events.get(), _KEEP_ALIVE_SECONDS)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if event is None:
                return
            shown = view.shown(event)
            if shown is not None:
                await _write(response, shown)

    async def _send(self, request: web.Request) -> web.Response:
        try:
            call = await read_call(request, "send", FILE_LIMIT)
        except ApiError:
            raise web.HTTPBadRequest(text=f"A file is larger than {FILE_LIMIT // MEGABYTE} MB.") from None
        text = call.text("text").strip()
        limit = CAPTION_LIMIT if call.uploads else TEXT_LIMIT
        if units(text) > limit:
            raise web.HTTPBadRequest(text=f"That is too long: Telegram takes at most {limit} characters here.")
        if not call.uploads and not text:
            raise web.HTTPBadRequest(text="There is nothing to send.")
        await self._deliver(call, text)
        return web.json_response({})

    def _view(self, seat: str) -> View:
        return View(self._state, self._seats, self._seats.find(seat))

    async def _deliver(self, call: Call, text: str) -> None:
        person = self._seats.find(call.text("seat")).person
        reply_to = person.conversation.find(call.integer("reply_to"))
        if not call.uploads:
            await person.send_text(text, reply_to)
        album = str(secrets.randbits(53)) if len(call.uploads) > 1 else None
        for name, upload in call.uploads.items():
            await _deliver_file(person, upload, name.rstrip("0123456789"), text, reply_to, album)
            text = ""  # the first of an album carries the caption

    async def _press(self, request: web.Request) -> web.Response:
        call = await read_call(request, "press")
        person = self._seats.find(call.text("seat")).person
        message = person.conversation.find(call.integer("message_id"))
        if message is None or call.text("data") not in {button.get("callback_data") for button in message.buttons}:
            raise web.HTTPBadRequest(text="This button is no longer there.")
        query = await person.press(call.text("data"), message)
        return web.json_response({"id": query.id})

    async def _language(self, request: web.Request) -> web.Response:
        call = await read_call(request, "language")
        try:
            self._seats.set_language(self._seats.find(call.text("seat")), call.text("code"))
        except ValueError:
            raise web.HTTPBadRequest(text="There is no such language.") from None
        return web.json_response({})


async def _deliver_file(
    person: Person, upload: Upload, kind: str, caption: str, reply_to: Message | None, album: str | None
) -> None:
    if kind == "photo" and size_of(upload.data):
        await person.send_photo(upload.data, caption, reply_to, album)
    elif kind == "video":
        await person.send_media("video", upload.data, upload.name, caption)
    else:  # as Telegram's apps do with what they cannot show as a photo
        await person.send_document(upload.data, upload.name, upload.media_type, caption, reply_to, album)


async def _write(response: web.StreamResponse, event: Json) -> None:
    await response.write(f"data: {json.dumps(event)}\n\n".encode())
