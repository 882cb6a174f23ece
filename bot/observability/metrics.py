"""Metrics of this process, for Prometheus. No label holds personal data; each has few values."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics

from bot.i18n.message_ids import MessageId
from emostyle.emotions import EMOTIONS
from worker.shared.contract import Reason

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 900, 3600)  # bounds of the histograms
CALL_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60)
FACES = (0, 1, 2, 3, 5, 8, 13, 21)
ENDINGS = ("sent", "unconfirmed", "unwanted")  # of answers
FAILURES = ("flood", "server", "refused", "timeout", "network")  # of calls to Telegram
PAINTED, CACHED, OTHER = "painted", "cached", "other"
STAGES = ("decode", "faces", "read", "paint", OTHER)  # other: whatever a worker of another version names
TROUBLES = (
    MessageId.TOO_BIG_TO_FETCH, MessageId.NOT_FETCHED, MessageId.NOT_QUEUED,
    MessageId.NOT_INVITED, MessageId.QUEUE_FULL, MessageId.TOO_MANY_WAITING, MessageId.TOO_FAST,
)  # fmt: skip


class Metrics:
    """The metrics of one process, by their names without `emostyle_`, and the registry that holds them."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each is of little use
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        outcomes = (PAINTED, CACHED, *Reason, *map(_word, TROUBLES))
        self.updates = self._counter("updates", "Updates that were handled", "kind", ("message", "press"))
        self.outcomes = self._counter("outcomes", "Photos: painted, cached, or why not", "outcome", outcomes)
        self.answers = self._counter("answers", "Answers, by what Telegram made of them", "outcome", ENDINGS)
        self.painted = self._counter("emotions_painted", "Paintings", "emotion", EMOTIONS)
        self.read = self._counter("emotions_read", "Faces, by what they show most", "emotion", EMOTIONS)
        self.calls = self._counter("telegram_calls", "Calls to Telegram", "method")
        self.errors = self._counter("telegram_errors", "Calls to Telegram that failed", "kind", FAILURES)
        self.webhook = self._counter("webhook_requests", "Requests to the webhook", "status")
        self.troubles = self._counter("troubles", "Errors that nobody had thought of", "where", ("handler", "loop"))
        self.faces = self._histogram("faces_found", "Faces in a photo", FACES)
        self.waited = self._histogram("queue_wait_seconds", "From queueing a photo to its worker's start", SECONDS)
        self.stages = self._histogram("stage_seconds", "What a worker needed", SECONDS, "stage", STAGES)
        self.whole = self._histogram("answer_seconds", "From queueing a photo to its answer", SECONDS)
        self.call_seconds = self._histogram("telegram_call_seconds", "Calls but getUpdates and files", CALL_SECONDS)
        text = "1 while this process polls, or Telegram knows of its webhook"
        self.receiving = Gauge("emostyle_receiving", text, ("how",), registry=self.registry)
        text = "Seconds since a loop's last turn"
        self.turns = Gauge("emostyle_loop_last_turn_seconds", text, ("loop",), registry=self.registry)

    def troubled(self, trouble: MessageId) -> None:
        """Count a photo that came to no request."""
        self.outcomes.labels(_word(trouble)).inc()

    def _counter(self, name: str, text: str, label: str, values: tuple[str, ...] = ()) -> Counter:
        counter = Counter(f"emostyle_{name}", text, (label,), registry=self.registry)
        for value in values:  # from zero on, so that the first of a kind is seen as a rise
            counter.labels(value)
        return counter

    def _histogram(
        self, name: str, text: str, buckets: tuple[float, ...], label: str = "", values: tuple[str, ...] = ()
    ) -> Histogram:
        labels = (label,) if label else ()
        histogram = Histogram(f"emostyle_{name}", text, labels, buckets=buckets, registry=self.registry)
        for value in values:
            histogram.labels(value)
        return histogram


def _word(key: MessageId) -> str:
    return key.value.replace("-", "_")
