"""Builds the objects that deliver results."""

from __future__ import annotations

from dataclasses import dataclass

from redis.asyncio import Redis

from bot.coordination.heartbeat import Heartbeat
from bot.delivery.album_buttons import AlbumButtons
from bot.delivery.album_replier import AlbumReplier
from bot.delivery.idempotent_sender import IdempotentSender, SendClaims
from bot.delivery.publisher import KeptReplier, Publisher
from bot.delivery.replier import Replier
from bot.delivery.sender import Sender
from bot.jobs.album_results import SentAlbums
from bot.jobs.build import Jobs
from bot.jobs.measures import Outcomes
from bot.jobs.pictures import MemoryBudget, Paintings
from bot.progress.status_messages import StatusMessages


@dataclass(frozen=True, slots=True)
class Delivery:
    """The objects of this room that other rooms use."""

    replier: Replier
    kept_replier: KeptReplier


def build_delivery(
    store: Redis, heartbeat: Heartbeat, sender: Sender, status_messages: StatusMessages, jobs: Jobs, outcomes: Outcomes
) -> Delivery:
    """Build the objects of this room."""
    sent, paintings = SentAlbums(store), Paintings(store, MemoryBudget())
    once = IdempotentSender(sender, SendClaims(store, heartbeat), status_messages)
    buttons = AlbumButtons(jobs.records, sent, once)
    publisher = Publisher(once, status_messages, jobs.records, jobs.cache, outcomes)
    albums = AlbumReplier(publisher, jobs.albums, paintings, buttons)
    return Delivery(
        replier=Replier(publisher, albums, paintings, jobs.pending, outcomes),
        kept_replier=KeptReplier(publisher, buttons, jobs.cache, jobs.records, outcomes),
    )
