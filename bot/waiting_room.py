"""`/status` and `/cancel`: what of a person's waits, and how it is stopped."""

from __future__ import annotations

from dataclasses import dataclass

from bot.estimates import Estimates
from bot.gateway import Gateway
from bot.keys import Key
from bot.talks import Talk
from bot.texts import duration
from bot.tickets import Ticket, album_of
from bot.unwanted import Unwanted
from bot.voices import Voice, voice_of


@dataclass(frozen=True, slots=True)
class WaitingRoom:
    """Tells what waits, and stops it."""

    gateway: Gateway
    estimates: Estimates
    unwanted: Unwanted

    async def status(self, talk: Talk) -> None:
        """Tell how many photos of the person are under way here, and how many are before the next one."""
        own, count = await self.unwanted.under_way(talk.person_id, talk.chat_id)
        if not count:
            await talk.answer(talk.voice.say(Key.STATUS_NONE))
            return
        lines = [talk.voice.say(Key.STATUS_LINE, count=count)]
        waiting = await self.gateway.waiting()
        places = [waiting.index(each.request_id) for each in own if each.request_id in waiting]
        if places and len(places) == len(own):  # none is being painted just now
            lines += place_texts(talk.voice, min(places), await self.estimates.until_done(min(places)))
        await talk.answer(" ".join(lines))

    async def cancel(self, talk: Talk) -> None:
        """Stop all photos of the person in this chat."""
        await self.unwanted.note(talk.person_id, talk.chat_id)  # first: what is queued after this is seen below
        own, count = await self.unwanted.under_way(talk.person_id, talk.chat_id)
        await self.unwanted.stop(own)
        await talk.answer(talk.voice.say(Key.CANCELLED, count=count) if count else talk.voice.say(Key.CANCEL_NONE))


def place_texts(voice: Voice, ahead: int, seconds: int | None) -> list[str]:
    """Return how many are before the next photo, and how long it takes when somebody can know that."""
    eta = [] if seconds is None else [voice.say(Key.STATUS_ETA, eta=duration(voice, seconds))]
    return [voice.say(Key.STATUS_NEXT, ahead=ahead), *eta]


def album_text(ticket: Ticket, ready: int) -> str:
    """Return what is said while an album is painted, of which so many paintings are ready."""
    place = album_of(ticket)
    key = Key.PAINTING_SEVEN if place.is_one_photo else Key.PAINTING_ALBUM
    return voice_of(ticket.language).say(key, total=place.total, ready=ready)


def waiting_text(voice: Voice, ahead: int, seconds: int | None) -> str:
    """Return what is said while a photo waits; `seconds` until it is painted are told when somebody can know them."""
    if ahead == 0 and seconds is None:
        return voice.say(Key.PAINTING)
    if seconds is None:
        return voice.say(Key.WAITING, ahead=ahead)
    return voice.say(Key.WAITING_ETA, ahead=ahead, eta=duration(voice, seconds))
