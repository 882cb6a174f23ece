"""Builds the objects that take photos in."""

from __future__ import annotations

from dataclasses import dataclass

from bot.delivery.build import Delivery
from bot.intake.limits import Limits, Rules
from bot.intake.media_groups import MediaGroups
from bot.intake.photo_intake import Announcer, PhotoIntake
from bot.intake.submission import Submission
from bot.jobs.build import Jobs
from bot.jobs.pictures import MemoryBudget
from bot.jobs.tickets import Sizes
from bot.progress.status_messages import StatusMessages
from bot.settings import BotSettings
from bot.updates.pipeline import UpdatePipeline


@dataclass(frozen=True, slots=True)
class Intake:
    """The objects of this room that other rooms use."""

    photos: PhotoIntake
    media_groups: MediaGroups
    limits: Limits


def build_intake(
    settings: BotSettings, pipeline: UpdatePipeline, jobs: Jobs, delivery: Delivery, status_messages: StatusMessages
) -> Intake:
    """Build the objects of this room."""
    store = pipeline.store
    submission = Submission(
        jobs.queue,
        jobs.pending,
        status_messages.chat_actions,
        MemoryBudget(),
        Sizes(settings.max_side, settings.file_max_side),
    )
    announcer = Announcer(status_messages, jobs.pending, jobs.eta)
    return Intake(
        photos=PhotoIntake(announcer, submission, delivery.replier, delivery.kept_replier, jobs.pending),
        media_groups=MediaGroups(store, pipeline.updates, jobs.pending),
        limits=Limits(store, jobs.queue, rules_of(settings), pipeline.metrics),
    )


def rules_of(settings: BotSettings) -> Rules:
    """Return the limits that the settings set."""
    return Rules(
        per_person=settings.per_person,
        per_minute=settings.per_minute,
        queue_cap=settings.queue_cap,
        admins=settings.admins or frozenset(),
        allowed=settings.allow,
        blocked=settings.block or frozenset(),
    )
