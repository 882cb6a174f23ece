"""What admins can ask for; to all others these commands do not exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.broadcast import Broadcast
from bot.commands import Commands
from bot.counts import Count, Counts
from bot.estimates import Estimates
from bot.gateway import Gateway
from bot.keys import Key
from bot.known_chats import KnownChats
from bot.talks import Handler, Talk
from bot.texts import emotion_name
from bot.voices import Voice
from emostyle.emotions import Emotion


@dataclass(frozen=True, slots=True)
class Admin:
    """The handlers of admins' commands."""

    admins: frozenset[int]
    counts: Counts
    estimates: Estimates
    gateway: Gateway
    known_chats: KnownChats
    broadcasts: Broadcast
    commands: Commands

    async def stats(self, talk: Talk) -> None:
        """Tell the figures."""
        await self._only_for_admins(talk, self._stats)

    async def broadcast(self, talk: Talk) -> None:
        """Send a text to everybody."""
        await self._only_for_admins(talk, self.broadcasts.begin)

    async def _only_for_admins(self, talk: Talk, handler: Handler) -> None:
        await (handler if talk.person_id in self.admins else self.commands.unknown)(talk)

    async def _stats(self, talk: Talk) -> None:
        counted = {count: await self.counts.read(count) for count in Count}
        totals = {count: sum(names.values()) for count, names in counted.items()}
        numbers = talk.voice.say(
            Key.STATS,
            chats=len(await self.known_chats.all()),
            waiting=len(await self.gateway.waiting()),
            photos=totals[Count.PAINTED] + totals[Count.CACHED] + totals[Count.FAILED],
            paintings=totals[Count.PAINTED],
            cached=totals[Count.CACHED],
            failures=totals[Count.FAILED],
        )
        lines = [numbers]
        for count, key in ((Count.PAINTED, Key.STATS_EMOTIONS), (Count.CORRECTIONS, Key.STATS_CORRECTIONS)):
            if counted[count]:
                lines.append(talk.voice.say(key, list=listed(talk.voice, counted[count])))
        if (median := await self.estimates.median()) is not None:
            lines.append(talk.voice.say(Key.STATS_SECONDS, seconds=round(median, 1)))
        await talk.answer("\n".join(lines))


def listed(voice: Voice, names: Mapping[str, int]) -> str:
    """Return how often emotions and corrections were counted, the most frequent first."""
    ordered = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    return voice.listed(voice.say(Key.STATS_COUNT, name=_named(voice, name), count=times) for name, times in ordered)


def _named(voice: Voice, name: str) -> str:
    read, _, right = name.partition(">")
    if right:
        return voice.say(Key.STATS_CORRECTION, read=_named(voice, read), right=_named(voice, right))
    return emotion_name(voice, Emotion(name)) if name in set(Emotion) else name
