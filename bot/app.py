"""The composition root: what the bot is made of, and its handlers in order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import redis
from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, MessageHandler, TypeHandler, filters

from bot.chats import Chats, KnownChats
from bot.coordination.leader import Leadership
from bot.coordination.locks import Locks
from bot.delivery.build import build_delivery
from bot.delivery.consumer import ResultConsumer
from bot.delivery.sender import Sender
from bot.handlers.admin import Admin
from bot.handlers.broadcast import Broadcast
from bot.handlers.button_press import press_handler
from bot.handlers.errors import ErrorHandler
from bot.handlers.forget import ForgetCommand
from bot.handlers.info import InfoCommands
from bot.handlers.message import IsCommand, Picture, WrittenBy, message_handler
from bot.handlers.painting_buttons import PaintingButtons
from bot.handlers.photos import PhotoHandlers
from bot.handlers.queue import QueueCommands
from bot.handlers.repaint import Repainter
from bot.handlers.settings_menu import SettingsMenu
from bot.handlers.styles import StyleHandlers
from bot.intake.build import build_intake
from bot.jobs.build import build_jobs
from bot.jobs.measures import Outcomes, UsageCounts
from bot.messages.keyboards import CHAT
from bot.messages.texts import Retention
from bot.observability.error_reports import ErrorReports
from bot.operations.http_server import WEB, HttpServer, Vitals
from bot.operations.queue_metrics import Snapshots
from bot.progress.status_messages import StatusMessages, StatusUpdater
from bot.service import SERVICE, BotApplication, Loops, Service
from bot.settings import BotSettings
from bot.telegram_api.http import Connectivity, InstrumentedRequest
from bot.telegram_api.rate_limiter import RateLimiter, SharedRateLimit
from bot.updates.pipeline import AT_ONCE, UpdatePipeline
from bot.updates.poller import Poller
from bot.updates.processor import LogContext
from bot.updates.queue import UpdateQueue
from bot.updates.webhook import Webhook
from emostyle.emotions import EMOTIONS, Emotion
from worker.shared.redis_connection import connect, connect_async

ASSETS = Path(__file__).parent / "assets"
FIRST = -1  # group of handlers, before those that answer


def build_application(settings: BotSettings, redis_url: str) -> BotApplication:
    """Put the bot together; nothing connects before it is started. Raises OSError when the preview is missing."""
    pipeline = UpdatePipeline.of(connect_async(settings, redis_url, socket_timeout=10))
    connectivity = Connectivity()
    application = _application(settings, pipeline, connectivity)
    pipeline.updates.belongs_to(application)
    pipeline.processor.belongs_to(application)
    polls = InstrumentedRequest(pipeline.metrics, connectivity, connections=1)
    connection = connect(settings, redis_url, socket_timeout=10)
    components = build_components(application, settings, pipeline, connection, polls)
    application.bot_data[SERVICE] = service = components.service
    if settings.http_port is not None:
        vitals = Vitals(
            connectivity,
            service.find_trouble,
            lambda: service.poller.is_polling,
            pipeline.liveness.ages,
        )
        hook, address = webhook_of(settings, pipeline), (settings.http_host, settings.http_port)
        application.bot_data[WEB] = HttpServer(address, components.snapshots.take, pipeline.metrics, vitals, hook)
    add_handlers(application, components, settings.admins or frozenset())
    application.post_init = service.start
    application.post_stop = service.stop
    return application


def _application(settings: BotSettings, pipeline: UpdatePipeline, connectivity: Connectivity) -> BotApplication:
    """Return python-telegram-bot's application, with our queue, our processor, our limits and our calls."""
    return (
        ApplicationBuilder()
        .token(settings.token.get_secret_value())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .rate_limiter(RateLimiter(SharedRateLimit(pipeline.store, settings.calls_per_second)))
        .update_queue(pipeline.updates)
        .concurrent_updates(pipeline.processor)
        .request(InstrumentedRequest(pipeline.metrics, connectivity, connections=AT_ONCE, pool_timeout=30))
        .updater(None)  # `updates.poller` fetches
        .build()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """The handlers' collaborators and the background loops."""

    chats: Chats
    updates: UpdateQueue
    log_context: LogContext
    errors: ErrorHandler
    info: InfoCommands
    photos: PhotoHandlers
    styles: StyleHandlers
    settings_menu: SettingsMenu
    queue: QueueCommands
    forget: ForgetCommand
    painting_buttons: PaintingButtons
    admin: Admin
    snapshots: Snapshots
    service: Service


def build_components(
    application: BotApplication,
    settings: BotSettings,
    pipeline: UpdatePipeline,
    connection: redis.Redis,
    polls: InstrumentedRequest,
) -> Components:
    """Make everything once; RQ uses `connection`, and updates are fetched with `polls`."""
    store, metrics, bot = pipeline.store, pipeline.metrics, application.bot
    chats, known_chats, counts = Chats(store), KnownChats(store), UsageCounts(store)
    status_messages, reports = StatusMessages(bot), ErrorReports(bot, settings.admin_chat)
    leadership = Leadership(store, pipeline.heartbeat.name)
    jobs = build_jobs(settings, store, connection)
    outcomes = Outcomes(counts, jobs.eta, reports, known_chats, jobs.cancellations, metrics)
    delivery = build_delivery(store, pipeline.heartbeat, Sender(bot), status_messages, jobs, outcomes)
    intake = build_intake(settings, pipeline, jobs, delivery, status_messages)
    broadcast = Broadcast(store, bot, known_chats, leadership)
    retention = Retention(settings.photo_ttl, settings.buttons_ttl, settings.cache_ttl)
    photos = PhotoHandlers(chats, known_chats, intake)
    loops = Loops(
        ResultConsumer(store, pipeline.heartbeat, delivery.replier, reports),
        StatusUpdater(store, jobs.queue, jobs.pending, status_messages, jobs.eta, leadership),
        broadcast,
        leadership,
        Poller(bot, polls, leadership, pipeline.updates),
    )
    return Components(
        chats=chats,
        updates=pipeline.updates,
        log_context=LogContext(metrics),
        errors=ErrorHandler(chats, reports, pipeline.updates, metrics),
        info=InfoCommands(chats, read_previews(), retention),
        photos=photos,
        styles=StyleHandlers(chats, photos, jobs.records, intake.media_groups),
        settings_menu=SettingsMenu(chats, Locks(store)),
        queue=QueueCommands(jobs.queue, jobs.eta, jobs.pending, jobs.cancellations),
        forget=ForgetCommand(chats, jobs.records, jobs.cache, known_chats, jobs.cancellations),
        painting_buttons=PaintingButtons(
            jobs.records, Repainter(jobs.records, intake.photos, jobs.cancellations), counts, intake.limits
        ),
        admin=Admin(counts, jobs.eta, jobs.queue, known_chats, broadcast),
        snapshots=Snapshots(store, jobs.queue, jobs.pending),
        service=Service(
            pipeline, connection, loops, status_messages.chat_actions, reports, settings.admins or frozenset()
        ),
    )


def webhook_of(settings: BotSettings, pipeline: UpdatePipeline) -> Webhook | None:
    """Return the webhook that the settings ask for."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        return None
    return Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value(), pipeline.updates, pipeline.metrics)


def read_previews() -> dict[Emotion, bytes]:
    """Return the picture of each emotion; raise OSError when one is missing."""
    return {emotion: (ASSETS / f"{emotion}.jpg").read_bytes() for emotion in EMOTIONS}


def add_handlers(application: BotApplication, components: Components, admins: frozenset[int]) -> None:
    """Register the handlers; the first that fits a message gets it."""
    new = filters.UpdateType.MESSAGE  # not edits: a corrected caption must not start a second job
    info, photos, styles = components.info, components.photos, components.styles
    application.add_handler(TypeHandler(Update, components.log_context), group=FIRST)
    for condition, callback in (
        (filters.StatusUpdate.MIGRATE, photos.moved),
        (IsCommand("start"), info.start),
        (IsCommand("style"), styles.style),
        (IsCommand("mix"), styles.mix),
        (IsCommand("emotions"), info.emotions),
        (IsCommand("me"), styles.me),
        (IsCommand("settings"), components.settings_menu.open),
        (IsCommand("status"), components.queue.status),
        (IsCommand("cancel"), components.queue.cancel),
        (IsCommand("help"), info.help),
        (IsCommand("privacy"), info.privacy),
        (IsCommand("forget"), components.forget.forget),
        (IsCommand("about"), info.about),
        (IsCommand("stats") & WrittenBy(admins), components.admin.stats),
        (IsCommand("broadcast") & WrittenBy(admins), components.admin.broadcast),
        (IsCommand(), info.unknown),  # also as a caption: /stlye happy is not a wish to have the face read
        (Picture(), photos.photo),
        (filters.TEXT, info.text),
        (~filters.StatusUpdate.ALL, info.anything_else),
    ):
        application.add_handler(
            MessageHandler(new & condition, message_handler(callback, components.chats, components.updates))
        )
    # What no version of ours has said is answered as a painting that is no longer known.
    for pattern, press in ((f"^{CHAT}:", components.settings_menu.press), (None, components.painting_buttons.press)):
        application.add_handler(
            CallbackQueryHandler(press_handler(press, components.chats, components.updates), pattern=pattern)
        )
    application.add_error_handler(components.errors)
