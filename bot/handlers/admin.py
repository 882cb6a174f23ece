"""What admins can ask for; `bot.app` lets nobody else through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chats import KnownChats
from bot.handlers.broadcast import Broadcast
from bot.handlers.message import IncomingMessage
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Translator
from bot.jobs.job_queue import JobQueue
from bot.jobs.measures import Count, Eta, UsageCounts
from bot.messages.texts import emotion_name
from emostyle.emotions import Emotion


@dataclass(frozen=True, slots=True)
class Admin:
    """The handlers of admins' commands."""

    counts: UsageCounts
    eta: Eta
    job_queue: JobQueue
    known_chats: KnownChats
    broadcasts: Broadcast

    async def broadcast(self, incoming: IncomingMessage) -> None:
        """Send a text to everybody."""
        await self.broadcasts.begin(incoming)

    async def stats(self, incoming: IncomingMessage) -> None:
        """Answer with the usage figures."""
        counted = {count: await self.counts.read(count) for count in Count}
        totals = {count: sum(names.values()) for count, names in counted.items()}
        numbers = incoming.translator.text(
            MessageId.STATS,
            chats=len(await self.known_chats.all()),
            waiting=len(await self.job_queue.waiting()),
            photos=totals[Count.PAINTED] + totals[Count.CACHED] + totals[Count.FAILED],
            paintings=totals[Count.PAINTED],
            cached=totals[Count.CACHED],
            failures=totals[Count.FAILED],
        )
        lines = [numbers]
        for count, key in ((Count.PAINTED, MessageId.STATS_EMOTIONS), (Count.CORRECTIONS, MessageId.STATS_CORRECTIONS)):
            if counted[count]:
                lines.append(incoming.translator.text(key, list=listed(incoming.translator, counted[count])))
        if (median := await self.eta.median()) is not None:
            lines.append(incoming.translator.text(MessageId.STATS_SECONDS, seconds=round(median, 1)))
        await incoming.answer("\n".join(lines))


def listed(translator: Translator, names: Mapping[str, int]) -> str:
    """Return how often emotions and corrections were counted, the most frequent first."""
    ordered = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    return translator.listed(
        translator.text(MessageId.STATS_COUNT, name=_named(translator, name), count=times) for name, times in ordered
    )


def _named(translator: Translator, name: str) -> str:
    read, _, right = name.partition(">")
    if right:
        return translator.text(
            MessageId.STATS_CORRECTION, read=_named(translator, read), right=_named(translator, right)
        )
    return emotion_name(translator, Emotion(name)) if name in set(Emotion) else name
