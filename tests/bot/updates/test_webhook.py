"""The webhook: who is let in, what is taken, and that nothing is confirmed before it is kept."""

from __future__ import annotations

import asyncio
import hmac
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import redis
from aiohttp import ClientSession
from telegram import Bot

from bot.app import build_application
from bot.observability.metrics import Metrics
from bot.operations.http_server import WEB, HttpServer, Vitals
from bot.operations.queue_metrics import Snapshot
from bot.redis_keys import UPDATES
from bot.telegram_api import retry
from bot.telegram_api.http import Connectivity
from bot.updates import webhook as module
from bot.updates.webhook import HEADER, LARGEST, Webhook
from tests.bot.conftest import SECONDS, BotHouse, until

SECRET = "a-secret_of-24-characters"
PATH = "/hook/telegram"
UPDATE = {"update_id": 7, "message": {"text": "hello"}}
GOOD = {HEADER: SECRET, "Content-Type": "application/json"}


class ListInbox:
    """Stands at the edge in place of Redis: keeps updates in a list, or is away."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.is_away = False

    async def add(self, update: dict[str, Any]) -> bool:
        if self.is_away:
            raise redis.ConnectionError
        self.updates.append(update)
        return True


class Hook:
    """A server with a webhook, and what it has taken."""

    def __init__(self, inbox: ListInbox, web: HttpServer, metrics: Metrics) -> None:
        self.updates, self._web, self._metrics = inbox, web, metrics
        self.port = web.port
        self.address = f"http://127.0.0.1:{web.port}{PATH}"

    async def post(self, body: Any, headers: dict[str, str] | None = None, method: str = "POST") -> int:
        data = io.BytesIO(json.dumps(body).encode() if isinstance(body, dict) else body)
        async with (
            ClientSession() as session,
            session.request(method, self.address, data=data, headers=GOOD if headers is None else headers) as response,
        ):
            assert not (await response.read()) or response.status != 200
            return response.status

    def counted(self, status: int) -> float:
        value = self._metrics.registry.get_sample_value("emostyle_webhook_requests_total", {"status": str(status)})
        return value or 0.0


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    inbox, metrics = ListInbox(), Metrics()
    webhook = Webhook(f"https://bot.example.org{PATH}", SECRET, inbox, metrics)
    vitals = Vitals(Connectivity(), lambda: None, lambda: False, dict)
    web = HttpServer(("127.0.0.1", 0), no_redis, metrics, vitals, webhook)
    await web.start()
    yield Hook(inbox, web, metrics)
    await web.stop()


async def no_redis() -> Snapshot:
    raise redis.ConnectionError


async def test_an_update_is_kept_before_it_is_confirmed(hook: Hook) -> None:
    assert await hook.post(UPDATE) == 200
    assert hook.updates.updates == [UPDATE]
    assert hook.counted(200) == 1


async def test_an_update_that_redis_did_not_take_is_not_confirmed(hook: Hook) -> None:
    hook.updates.is_away = True

    assert await hook.post(UPDATE) == 503
    hook.updates.is_away = False
    assert await hook.post(UPDATE) == 200
    assert hook.counted(503) == 1


@pytest.mark.parametrize("said", ["", SECRET[:-1], SECRET + "x", SECRET.upper(), "ключ", "\udcff", "a" * 5000])
async def test_who_does_not_know_the_secret_is_not_let_in(said: str, hook: Hook) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", hook.port)
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
    writer.write(f"{head}{HEADER}: {said}\r\n\r\n".encode("utf-8", "surrogateescape") + b"{}")
    line = await asyncio.wait_for(reader.readline(), SECONDS)
    writer.close()

    assert b" 403 " in line
    assert not hook.updates.updates


async def test_the_secret_is_compared_in_constant_time(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []
    real = hmac.compare_digest

    def watch(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return bool(real(one, other))

    monkeypatch.setattr(hmac, "compare_digest", watch)

    await hook.post(UPDATE, {**GOOD, HEADER: "wrong"})

    assert compared == [(b"wrong", SECRET.encode())]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
async def test_only_post_is_taken(method: str, hook: Hook) -> None:
    assert await hook.post(UPDATE, method=method) == 405
    assert not hook.updates.updates


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_only_json_is_taken(kind: str, hook: Hook) -> None:
    assert await hook.post(UPDATE, {**GOOD, "Content-Type": kind}) == 415


async def test_json_with_a_character_set_is_taken(hook: Hook) -> None:
    assert await hook.post(UPDATE, {**GOOD, "Content-Type": "application/json; charset=utf-8"}) == 200


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"7", b'"text"', b"\xff\xfe", b"[" * 100_000, b"{}", b'{"update_id": "7"}',
        b'{"update_id": true}', b'{"update_id": -1}', b'{"update_id": 1.5}', b'{"update_id": 9223372036854775808}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
async def test_what_is_no_update_is_refused(body: bytes, hook: Hook) -> None:
    assert await hook.post(body) == 400
    assert not hook.updates.updates


async def test_a_body_that_is_too_large_is_refused(hook: Hook) -> None:
    padding = "x" * LARGEST

    assert await hook.post({**UPDATE, "text": padding}) == 413
    assert not hook.updates.updates


async def test_a_body_that_is_too_large_in_pieces_is_refused(hook: Hook) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b'{"update_id": 7, "text": "'
        for _ in range(20):
            yield b"x" * (LARGEST // 16)

    async with ClientSession() as session, session.post(hook.address, data=pieces(), headers=GOOD) as response:
        assert response.status == 413
    assert not hook.updates.updates


async def test_the_largest_body_is_taken(hook: Hook) -> None:
    bare = len(json.dumps({**UPDATE, "text": ""}))

    assert await hook.post({**UPDATE, "text": "x" * (LARGEST - bare)}) == 200


async def test_a_client_that_never_ends_its_body_is_cut_off(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BODY_SECONDS", 0.3)
    reader, writer = await asyncio.open_connection("127.0.0.1", hook.port)
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n"
    writer.write(f"{head}{HEADER}: {SECRET}\r\n\r\n{{".encode())

    line = await asyncio.wait_for(reader.readline(), SECONDS)

    assert b" 408 " in line
    writer.close()


async def test_telegram_is_told_of_the_webhook_until_it_listens(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0.01)
    house.sandbox.faults.bad_gateway("setWebhook", times=2)
    metrics = Metrics()
    webhook = Webhook(f"https://bot.example.org{PATH}", SECRET, ListInbox(), metrics)
    stop = asyncio.Event()
    async with Bot(house.sandbox.token, f"{house.sandbox.url}/bot") as bot:
        telling = asyncio.create_task(webhook.announce(bot, ["message"], stop))
        await until(lambda: len(house.sandbox.calls_of("setWebhook")) > 2)

        said = house.sandbox.calls_of("setWebhook")[-1].fields
        assert said["url"] == f"https://bot.example.org{PATH}"
        assert said["secret_token"] == SECRET
        assert json.loads(said["allowed_updates"]) == ["message"]
        assert int(said["max_connections"]) == 40
        stop.set()  # the stand-in refuses webhooks of other machines
        assert await asyncio.wait_for(telling, SECONDS) is False
        assert not webhook.is_announced


async def test_the_webhook_of_a_bot_keeps_updates_in_redis_once(house: BotHouse) -> None:
    house.changed = {"http_port": 0, "webhook_url": "http://bot.example.org/hook", "webhook_secret": SECRET}
    application = build_application(house.settings, house.redis_url)
    web: HttpServer = application.bot_data[WEB]
    await web.start()
    try:
        async with ClientSession() as session:
            for _ in range(2):  # Telegram brings it again when our answer was lost
                address = f"http://127.0.0.1:{web.port}/hook"
                async with session.post(
                    address, data=io.BytesIO(json.dumps(UPDATE).encode()), headers=GOOD
                ) as response:
                    assert response.status == 200
        assert await house.redis.xlen(UPDATES) == 1
    finally:
        await web.stop()
        assert application.post_stop is not None
        await application.post_stop(application)
