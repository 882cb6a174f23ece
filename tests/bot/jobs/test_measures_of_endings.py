"""What is counted when a request ends."""

from __future__ import annotations

from typing import cast

from prometheus_client import generate_latest
from redis.asyncio import Redis

from bot.chats import KnownChats
from bot.jobs.cancellation import Cancellations
from bot.jobs.job_queue import JobQueue
from bot.jobs.measures import Count, Eta, Outcomes, UsageCounts
from bot.jobs.painting_records import PaintingSummary
from bot.observability.error_reports import ErrorReports
from bot.observability.metrics import Metrics
from emostyle.emotions import Emotion
from worker.shared.contract import WAITED, Failed, Reason, Styled


class Noted:
    """Reports and cancellations that are only noted."""

    def __init__(self) -> None:
        self.said: list[object] = []

    async def tell(self, error: str, where: str) -> None:
        self.said.append((error, where))

    async def stop_chat(self, chat_id: int) -> None:
        self.said.append(chat_id)


def outcomes_of(redis: Redis, noted: Noted) -> Outcomes:
    reports, cancellations = cast("ErrorReports", noted), cast("Cancellations", noted)
    eta = Eta(redis, cast("JobQueue", None))
    return Outcomes(UsageCounts(redis), eta, reports, KnownChats(redis), cancellations, Metrics())


STYLED = Styled(
    request_id="r", ticket="t", emotion=Emotion.SAD, confidence=None, faces=(), style="x", width=9, height=9,
    media_type="image/jpeg", seconds={WAITED: 3.0, "paint": 2.0, "framing": 1.0},
)  # fmt: skip


async def test_a_painting_is_counted_and_its_time_kept(redis: Redis) -> None:
    outcomes = outcomes_of(redis, Noted())

    await outcomes.ended(STYLED)

    assert await outcomes.counts.read(Count.PAINTED) == {"sad": 1}
    assert await outcomes.eta.median() == 3.0  # without the wait
    text = generate_latest(outcomes.metrics.registry).decode()
    assert 'emostyle_outcomes_total{outcome="painted"} 1.0' in text
    assert 'emostyle_stage_seconds_count{stage="other"} 1.0' in text


async def test_only_a_failure_of_ours_is_reported(redis: Redis) -> None:
    noted = Noted()
    outcomes = outcomes_of(redis, noted)

    for reason in (Reason.NO_FACE, Reason.CANCELLED, Reason.FAILED):
        await outcomes.ended(Failed(request_id="r", ticket="t", reason=reason))

    assert noted.said == [("failed", "worker")]
    assert await outcomes.counts.read(Count.FAILED) == {"no_face": 1, "failed": 1}


async def test_an_answer_from_the_cache_counts_as_one(redis: Redis) -> None:
    outcomes = outcomes_of(redis, Noted())

    await outcomes.answered_at_once(PaintingSummary(emotion=Emotion.SAD, confidence=None, style="x"))

    assert await outcomes.counts.read(Count.CACHED) == {"sad": 1}


async def test_what_waits_for_a_chat_that_left_is_stopped(redis: Redis) -> None:
    noted = Noted()
    outcomes = outcomes_of(redis, noted)
    await outcomes.known_chats.add(5)

    await outcomes.left(5)

    assert noted.said == [5]
    assert await outcomes.known_chats.all() == []
