"""Metrics begin at zero, so that the first of a kind is seen as a rise."""

from __future__ import annotations

from prometheus_client import generate_latest

from bot.i18n.message_ids import MessageId
from bot.observability.metrics import TROUBLES, Metrics


def test_every_trouble_has_its_series_from_the_start() -> None:
    text = generate_latest(Metrics().registry).decode()

    for trouble in TROUBLES:
        assert f'emostyle_outcomes_total{{outcome="{trouble.replace("-", "_")}"}} 0.0' in text


def test_a_trouble_is_counted_under_its_name() -> None:
    metrics = Metrics()

    metrics.troubled(MessageId.TOO_FAST)

    assert 'outcome="too_fast"} 1.0' in generate_latest(metrics.registry).decode()
