"""The bot's web server: health, readiness, metrics, and what it does with slow clients."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families
from redis.asyncio import Redis

from bot.app import build_application
from bot.operations import http_server as server
from bot.operations.http_server import WEB, HttpServer, WebError
from bot.service import SERVICE
from tests.bot.conftest import SECONDS, BotHouse, is_painting, until_awaited, until_delivered
from tests.bot.stand_in_worker import picture
from worker.shared.contract import Reason

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
async def served(house: BotHouse) -> AsyncIterator[tuple[BotHouse, str]]:
    """A bot that runs with its server, and where that is."""
    house.changed["http_port"] = 0
    async with house.bot() as application:
        yield house, address_of(application.bot_data[WEB])


def address_of(web: HttpServer) -> str:
    return f"http://127.0.0.1:{web.port}"


async def get(address: str) -> tuple[int, str]:
    async with ClientSession() as session, session.get(address) as response:
        return response.status, await response.text()


async def samples_of(address: str) -> Samples:
    status, text = await get(f"{address}/metrics")
    assert status == 200
    families = list(text_string_to_metric_families(text))
    assert all(family.documentation for family in families)
    return {(s.name, frozenset(s.labels.items())): s.value for family in families for s in family.samples}


def value(samples: Samples, name: str, **labels: str) -> float:
    return samples[f"emostyle_{name}", frozenset(labels.items())]


async def test_a_bot_that_runs_is_healthy_and_ready(served: tuple[BotHouse, str]) -> None:
    _, address = served

    assert await get(f"{address}/healthz") == (200, "ok\n")
    assert await get(f"{address}/readyz") == (200, "ok\n")


async def test_a_bot_that_has_not_reached_telegram_is_alive_but_not_ready(house: BotHouse) -> None:
    house.changed["http_port"] = 0
    application = build_application(house.settings, house.redis_url)
    web: HttpServer = application.bot_data[WEB]
    await web.start()

    assert (await get(f"{address_of(web)}/healthz"))[0] == 200
    assert await get(f"{address_of(web)}/readyz") == (503, "Telegram was not reached yet\n")
    await web.stop()


async def test_a_bot_without_telegram_or_redis_is_not_ready(
    served: tuple[BotHouse, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, address = served
    monkeypatch.setattr(server, "LOST_SECONDS", 0.0)
    house.sandbox.faults.bad_gateway("getUpdates", times=1000)

    async def readiness() -> bool:
        return (await get(f"{address}/readyz"))[1].startswith("Telegram has not answered")

    await until_awaited(readiness, True)
    assert (await get(f"{address}/healthz"))[0] == 200


async def test_without_redis_metrics_say_so_and_tell_no_old_figures(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LOOK_SECONDS", 0.5)
    house.changed["http_port"] = 0
    application = build_application(house.settings, "redis://127.0.0.1:1/0")
    web: HttpServer = application.bot_data[WEB]
    await web.start()

    samples = await samples_of(address_of(web))

    assert value(samples, "redis_up") == 0
    assert ("emostyle_queue_jobs", frozenset()) not in samples
    await web.stop()


async def test_a_loop_that_has_ended_makes_a_bot_unhealthy(house: BotHouse) -> None:
    house.changed["http_port"] = 0
    async with house.bot() as application:
        address = address_of(application.bot_data[WEB])
        next(iter(application.bot_data[SERVICE]._running.values())).cancel()
        await asyncio.sleep(0)

        async def health() -> int:
            return (await get(f"{address}/healthz"))[0]

        await until_awaited(health, 503)


async def test_the_metrics_tell_of_a_whole_run(served: tuple[BotHouse, str]) -> None:
    house, address = served
    before = await samples_of(address)
    await house.person.send_photo(picture())
    request = await house.worker.take()
    waiting = await samples_of(address)
    await house.worker.finish(request)
    await house.person.next_message(is_painting)
    await house.person.send_photo(picture(color=(9, 9, 9)))
    await house.worker.fail(Reason.TOO_SMALL)
    await until_delivered(house)

    async def sent() -> float:
        return value(await samples_of(address), "answer_seconds_count")

    await until_awaited(sent, 2.0)
    after = await samples_of(address)

    assert value(before, "outcomes_total", outcome="painted") == 0
    assert value(waiting, "open_requests") == 1
    assert value(after, "open_requests") == 0
    assert value(after, "outcomes_total", outcome="painted") == 1
    assert value(after, "outcomes_total", outcome="too_small") == 1
    assert value(after, "emotions_painted_total", emotion="sad") == 1
    assert value(after, "emotions_read_total", emotion="sad") == 1
    assert value(after, "faces_found_count") == 1
    assert value(after, "stage_seconds_sum", stage="paint") == pytest.approx(0.1)
    assert value(after, "answers_total", outcome="sent") == 2
    assert value(after, "updates_total", kind="message") == 2
    assert value(after, "telegram_calls_total", method="sendPhoto") == 1
    assert value(after, "telegram_calls_total", method="file") == 2
    assert value(after, "redis_up") == 1
    assert value(after, "redis_memory_bytes") > 100_000
    assert value(after, "receiving", how="polling") == 1
    assert value(after, "receiving", how="webhook") == 0


async def test_no_metric_tells_the_token_or_whose_photo_it_is(served: tuple[BotHouse, str]) -> None:
    house, address = served
    await house.person.send_photo(picture(), "my secret caption")
    await house.worker.paint()
    await house.person.next_message(is_painting)

    _, text = await get(f"{address}/metrics")

    for secret in (house.sandbox.token, house.sandbox.token.partition(":")[0], "secret", str(house.person.user.id)):
        assert secret not in text


async def test_what_telegram_refuses_is_counted_by_kind(served: tuple[BotHouse, str]) -> None:
    house, address = served
    house.sandbox.faults.too_many_requests("sendMessage")
    house.sandbox.faults.bad_gateway("sendPhoto", times=1)

    await house.person.send_photo(picture())
    await house.worker.paint()
    await house.person.next_message(is_painting)

    samples = await samples_of(address)
    assert value(samples, "telegram_errors_total", kind="server") == 1
    assert value(samples, "telegram_errors_total", kind="flood") == 1


async def test_workers_and_their_weights_are_told_from_what_they_say_in_redis(served: tuple[BotHouse, str]) -> None:
    house, address = served
    for name, state in (("a", "busy"), ("b", "idle"), ("c", "of another version")):
        await worker_says(house.redis, name, state=state, emotion_weights="abc", style_weights="def")
    await house.redis.sadd("rq:workers:emostyle", "rq:worker:dead")
    await house.redis.hset("emostyle:worker:counts", "retries", "4")

    samples = await samples_of(address)

    states = {state: value(samples, "workers", state=state) for state in ("busy", "idle", "started", "other")}
    assert states == {"busy": 1, "idle": 1, "started": 0, "other": 1}
    assert value(samples, "worker_weights", emotion_weights="abc", style_weights="def") == 3
    assert value(samples, "job_retries_total") == 4


async def worker_says(redis: Redis, name: str, **fields: str) -> None:
    await redis.sadd("rq:workers:emostyle", f"rq:worker:{name}")
    for field, said in fields.items():
        await redis.hset(f"rq:worker:{name}", field, said)


async def test_a_photo_that_waits_is_told_with_its_age(served: tuple[BotHouse, str]) -> None:
    house, address = served
    await house.person.send_photo(picture())
    await until_awaited(house.worker.waiting, 1)

    samples = await samples_of(address)

    assert value(samples, "queue_jobs") == 1
    assert 0 < value(samples, "queue_oldest_seconds") < SECONDS


async def test_a_client_that_never_ends_its_headers_is_cut_off(
    house: BotHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "IDLE_SECONDS", 0.3)
    house.changed["http_port"] = 0
    async with house.bot() as application:
        web: HttpServer = application.bot_data[WEB]
        reader, writer = await asyncio.open_connection("127.0.0.1", web.port)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ")

        assert await asyncio.wait_for(reader.read(), SECONDS) == b""
        writer.close()


async def test_a_taken_port_is_told_in_one_line(house: BotHouse) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        house.changed["http_port"] = other.getsockname()[1]

        with pytest.raises(WebError, match=f"served at 127.0.0.1:{other.getsockname()[1]}: "):
            async with house.bot():
                pass


async def test_nothing_is_served_when_no_port_is_set(house: BotHouse) -> None:
    assert WEB not in build_application(house.settings, house.redis_url).bot_data


async def test_other_addresses_and_methods_are_refused(served: tuple[BotHouse, str]) -> None:
    _, address = served

    assert (await get(f"{address}/"))[0] == 404
    async with ClientSession() as session, session.post(f"{address}/metrics") as response:
        assert response.status == 405
