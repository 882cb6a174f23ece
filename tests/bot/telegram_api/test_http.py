"""What the metrics and the health check learn from calls to Telegram."""

from __future__ import annotations

import pytest
from telegram.error import NetworkError
from telegram.ext import ExtBot

from bot.observability.metrics import Metrics
from bot.telegram_api.http import Connectivity, InstrumentedRequest, kind_of, method_of
from tests.bot.conftest import BotHouse


def counted(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(f"emostyle_{name}_total", labels)


async def test_each_call_is_counted_by_its_method_and_an_answer_means_that_telegram_is_reached(house: BotHouse) -> None:
    metrics, connectivity = Metrics(), Connectivity()
    request = InstrumentedRequest(metrics, connectivity, connections=1)
    async with ExtBot(house.sandbox.token, f"{house.sandbox.url}/bot", request=request) as bot:
        await bot.send_message(house.person.user.id, "hello")

    assert counted(metrics, "telegram_calls", method="sendMessage") == 1
    assert connectivity.was_made
    assert connectivity.lost_for() == 0.0


async def test_a_call_without_an_answer_counts_as_an_error_and_as_contact_lost() -> None:
    metrics, connectivity = Metrics(), Connectivity()
    request = InstrumentedRequest(metrics, connectivity, connections=1)
    async with request:
        with pytest.raises(NetworkError):
            await request.do_request("http://127.0.0.1:9/bot123:abc/getMe", "POST")

    assert counted(metrics, "telegram_errors", kind="network") == 1
    assert connectivity.lost_for() > 0.0


def test_contact_is_lost_since_the_first_of_the_failures_until_telegram_answers() -> None:
    connectivity = Connectivity()
    connectivity.failed()
    since = connectivity._lost_at
    connectivity.failed()

    assert connectivity._lost_at == since
    connectivity.made()
    assert connectivity.lost_for() == 0.0


@pytest.mark.parametrize(
    ("url", "method"),
    [
        ("https://example.org/bot123:abc/sendPhoto", "sendPhoto"),
        ("https://example.org/bot123:abc/getMe?timeout=3", "getMe"),
        ("https://example.org/file/bot123:abc/photos/file_1.jpg", "file"),
    ],
)
def test_a_metric_names_the_method_and_never_the_token(url: str, method: str) -> None:
    assert method_of(url) == method


@pytest.mark.parametrize(
    ("status", "kind"),
    [(200, None), (400, "refused"), (404, "refused"), (429, "flood"), (500, "server"), (502, "server")],
)
def test_a_status_says_what_kind_of_failure_it_is(status: int, kind: str | None) -> None:
    assert kind_of(status) == kind
