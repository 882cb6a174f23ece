"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

import logging

from aiohttp import web

from bot.sandbox.bot_api.calls import Call, read_call
from bot.sandbox.bot_api.methods.table import find_method
from bot.sandbox.chats.faults import Fault, Way
from bot.sandbox.chats.files import DOWNLOAD_LIMIT
from bot.sandbox.chats.state import RecordedCall, SandboxState
from bot.sandbox.errors import ApiError

log = logging.getLogger(__name__)


class BotApi:
    """Answers the bot's calls."""

    def __init__(self, state: SandboxState) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        """Return the routes that a bot uses."""
        return [
            web.route("*", "/bot{token}/{method}", self._call),
            web.get("/file/bot{token}/{path:.+}", self._download),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
            return await self._serve(request)
        except web.HTTPRequestEntityTooLarge:
            error = ApiError(413, "Request Entity Too Large")
        except ApiError as refusal:
            error = refusal
        except ConnectionError:  # the bot has hung up: there is nobody to answer
            raise
        except Exception:
            # The outermost boundary, hence so broad: a bot reads JSON only, and without this a mistake in the sandbox
            # reaches it as aiohttp's plain text, which looks like a fault of the network.
            log.exception("The sandbox itself failed at %s.", request.match_info["method"])
            error = _own_failure()
        return web.json_response(error.as_json(), status=error.code, headers=_retry_header(error))

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        call = await read_call(request, name)
        record = self._record(call)
        fault = self._state.faults.take(name)
        try:
            await _suffer(fault)
            result = await self._act(call)
        except ApiError as error:
            record.error = error
            raise
        except Exception:
            record.error = _own_failure()
            raise
        if fault is not None and fault.way is Way.DROP and request.transport is not None:
            request.transport.abort()
        return web.json_response({"ok": True, "result": result})

    def _record(self, call: Call) -> RecordedCall:
        uploads = {name: len(upload.data) for name, upload in call.uploads.items()}
        self._state.calls.append(RecordedCall(call.method, dict(call.fields), uploads))
        return self._state.calls[-1]

    async def _act(self, call: Call) -> object:
        method = find_method(call.method)
        if method is None:
            raise ApiError(404, "Not Found")
        return await method(self._state, call)

    async def _download(self, request: web.Request) -> web.Response:
        try:
            self._check_token(request)
            data = self._stored(request.match_info["path"])
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.code)
        return web.Response(body=data, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        if request.match_info["token"] != self._state.token:
            raise ApiError(401, "Unauthorized")

    def _stored(self, path: str) -> bytes:
        stored = self._state.files.by_path(path)
        if stored is None or len(stored.data) > DOWNLOAD_LIMIT:  # getFile hands out no path to a larger one
            raise ApiError(404, "Not Found")
        return stored.data


async def _suffer(fault: Fault | None) -> None:
    if fault is not None and fault.way is Way.HANG:
        await fault.released.wait()
    if fault is not None and fault.error is not None:
        raise fault.error


def _own_failure() -> ApiError:
    return ApiError(500, "Internal Server Error")


def _retry_header(error: ApiError) -> dict[str, str]:
    return {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
