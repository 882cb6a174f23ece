"""The webhook: an update is confirmed to Telegram only after it is in Redis."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

import redis
from aiohttp import web
from telegram import Bot

from bot.observability.metrics import Metrics
from bot.telegram_api.retry import until_answered

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024  # bytes of an update; Telegram's own are a few KB
BODY_SECONDS = 10.0  # for a client to send its body
HIGHEST_ID = 2**63 - 1
CONNECTIONS = 40  # that Telegram opens at once
log = logging.getLogger(__name__)


class Queue(Protocol):
    """Stores updates until they are handled."""

    async def add(self, update: dict[str, Any]) -> bool:
        """Store an update; return False if it was stored before. Raises redis.RedisError."""
        ...


class Webhook:
    """Accepts updates from callers that send the secret."""

    def __init__(self, url: str, secret: str, updates: Queue, metrics: Metrics) -> None:
        self._url, self._secret = url, secret
        self._updates, self._metrics = updates, metrics
        self.is_announced = False  # whether Telegram has accepted this webhook

    @property
    def path(self) -> str:
        """The path at which this server accepts updates."""
        return urlsplit(self._url).path

    async def take(self, request: web.Request) -> web.Response:
        """Answer one HTTP request; after any status but 200, Telegram sends the update again."""
        try:
            response = await self._take(request)
        except web.HTTPException as refusal:
            self._metrics.webhook.labels(str(refusal.status)).inc()
            raise
        self._metrics.webhook.labels(str(response.status)).inc()
        return response

    async def _take(self, request: web.Request) -> web.Response:
        # Checked before the body is read: a caller without the secret costs nothing.
        if not self._is_telegram(request.headers.get(HEADER, "")):
            raise web.HTTPForbidden
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        if (request.content_length or 0) > LARGEST:
            raise web.HTTPRequestEntityTooLarge(LARGEST, request.content_length or 0)
        update = read_update(await self._body(request))
        try:
            await self._updates.add(update)
        except redis.RedisError as error:
            words = "update %d not stored, Redis unavailable (%s): Telegram will send it again"
            log.warning(words, update["update_id"], type(error).__name__)
            raise web.HTTPServiceUnavailable from None
        return web.Response()

    def _is_telegram(self, header: str) -> bool:
        # Compared as bytes: compare_digest raises an error for texts that are not ASCII.
        return hmac.compare_digest(header.encode("utf-8", "surrogateescape"), self._secret.encode())

    async def _body(self, request: web.Request) -> bytes:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                return await request.read()  # ends by itself with 413 at the size that the application allows
        except TimeoutError:
            raise web.HTTPRequestTimeout from None

    async def announce(self, bot: Bot, kinds: Sequence[str], stop: asyncio.Event) -> bool:
        """Set the webhook at Telegram, repeating until it succeeds; return False when the bot is stopped before."""
        self.is_announced = await until_answered(
            lambda: bot.set_webhook(
                self._url, allowed_updates=kinds, max_connections=CONNECTIONS, secret_token=self._secret
            ),
            stop,
            "webhook not set at Telegram",
        )
        return self.is_announced


def read_update(body: bytes) -> dict[str, Any]:
    """Return the update in the body of an HTTP request; raise HTTPBadRequest if the body is not an update."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    number = update.get("update_id") if isinstance(update, dict) else None
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= HIGHEST_ID:
        raise web.HTTPBadRequest
    return dict(update)
