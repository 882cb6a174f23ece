"""The composition root: what the bot is made of, its handlers in order, its start and its end."""

from __future__ import annotations

from pathlib import Path

from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, MessageHandler, TypeHandler, filters

from bot.chats import Chats, KnownChats
from bot.coordination.heartbeat import Heartbeat
from bot.coordination.leader import Leadership
from bot.coordination.locks import Locks
from bot.delivery.consumer import ResultConsumer
from bot.delivery.idempotent_sender import SendClaims
from bot.delivery.outcomes import Outcomes
from bot.delivery.replier import Replier
from bot.delivery.sender import Sender
from bot.handlers.admin import Admin
from bot.handlers.broadcast import Broadcast
from bot.handlers.button_press import press_handler
from bot.handlers.errors import ErrorHandler
from bot.handlers.filters import Command, Picture
from bot.handlers.forget import ForgetCommand
from bot.handlers.info import InfoCommands
from bot.handlers.message import message_handler
from bot.handlers.painting_buttons import PaintingButtons
from bot.handlers.photos import PhotoHandlers
from bot.handlers.queue import QueueCommands
from bot.handlers.repaint import Repainter
from bot.handlers.settings_menu import SettingsMenu
from bot.intake.limits import Limits, Rules
from bot.intake.media_groups import MediaGroups
from bot.intake.photo_intake import PhotoIntake
from bot.jobs.album_results import AlbumResults
from bot.jobs.cancellation import Cancellations
from bot.jobs.eta import Eta
from bot.jobs.job_queue import JobQueue
from bot.jobs.memory_budget import MemoryBudget
from bot.jobs.painting_cache import PaintingCache
from bot.jobs.painting_records import PaintingRecords
from bot.jobs.pending import ArrivingPhotos, OpenRequests, Statuses
from bot.jobs.tickets import Sizes
from bot.messages.keyboards import CHAT
from bot.messages.texts import Retention
from bot.observability.error_reports import ErrorReports
from bot.observability.liveness import Liveness
from bot.observability.metrics import Metrics
from bot.observability.usage_counts import UsageCounts
from bot.operations.http_server import WEB, HttpServer, Vitals
from bot.operations.queue_metrics import Snapshots
from bot.progress.status_messages import StatusMessages
from bot.progress.updater import StatusUpdater
from bot.runtime import SERVICE, BotApplication, Service, UpdatePipeline
from bot.settings import BotSettings
from bot.telegram_api.http import Connectivity, InstrumentedRequest
from bot.telegram_api.rate_limiter import RateLimiter, SharedRateLimit
from bot.updates.log_context import LogContext
from bot.updates.processor import UpdateProcessor
from bot.updates.queue import UpdateQueue
from bot.updates.webhook import Webhook
from emostyle.emotions import EMOTIONS, Emotion
from worker.shared.redis_connection import connect, connect_async

ASSETS = Path(__file__).parent / "assets"
FIRST = -1  # group of handlers, before those that answer
AT_ONCE = 64  # updates handled at the same time


def build_application(settings: BotSettings, redis_url: str) -> BotApplication:
    """Put the bot together; nothing connects before it is started. Raises OSError when the preview is missing."""
    metrics, connectivity, liveness = Metrics(), Connectivity(), Liveness()
    store = connect_async(settings, redis_url, socket_timeout=10)
    heartbeat = Heartbeat(store)
    updates = UpdateQueue(store, heartbeat, AT_ONCE)
    processor = UpdateProcessor(updates, AT_ONCE)
    application: BotApplication = (
        ApplicationBuilder()
        .token(settings.token.get_secret_value())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .rate_limiter(RateLimiter(SharedRateLimit(store, settings.calls_per_second)))
        .update_queue(updates)
        .concurrent_updates(processor)
        .request(InstrumentedRequest(metrics, connectivity, liveness, connections=AT_ONCE, pool_timeout=30))
        .get_updates_request(InstrumentedRequest(metrics, connectivity, liveness, connections=1))
        .build()
    )
    updates.belongs_to(application)
    processor.belongs_to(application)
    components = Components(
        application, settings, redis_url, UpdatePipeline(store, heartbeat, updates, processor, metrics, liveness)
    )
    application.bot_data[SERVICE] = components.service
    if settings.http_port is not None:
        updater = application.updater
        vitals = Vitals(
            connectivity,
            components.service.find_trouble,
            lambda: updater is not None and updater.running,
            liveness.ages,
        )
        hook, address = webhook_of(settings, updates, metrics), (settings.http_host, settings.http_port)
        application.bot_data[WEB] = HttpServer(address, components.snapshots.take, metrics, vitals, hook)
    add_handlers(application, components)
    application.post_init = components.service.start
    application.post_stop = components.service.stop
    return application


class Components:
    """Everything that handlers work with, made once."""

    def __init__(
        self, application: BotApplication, settings: BotSettings, redis_url: str, pipeline: UpdatePipeline
    ) -> None:
        store, self.updates, metrics = pipeline.store, pipeline.updates, pipeline.metrics
        leadership = Leadership(store, pipeline.heartbeat.name)
        queue = connect(settings, redis_url, socket_timeout=10)
        job_queue = JobQueue(queue, settings.photo_ttl, settings.job_timeout)
        status_messages, open_requests = StatusMessages(application.bot), OpenRequests(store)
        eta, counts, known_chats = Eta(store, job_queue), UsageCounts(store), KnownChats(store)
        records, cache = PaintingRecords(store, settings.buttons_ttl), PaintingCache(store, settings.cache_ttl)
        arriving_photos = ArrivingPhotos(store)
        cancellations = Cancellations(store, self.updates, job_queue, open_requests, arriving_photos)
        limits = Limits(store, job_queue, open_requests, arriving_photos, rules_of(settings), metrics)
        admins = settings.admins or frozenset()

        self.metrics, self.chats, self.log_context = metrics, Chats(store), LogContext(metrics)
        self.snapshots = Snapshots(store, job_queue, open_requests)
        self.reports = ErrorReports(application.bot, settings.admin_chat)
        self.queue_commands = QueueCommands(job_queue, eta, cancellations)
        outcomes = Outcomes(counts, eta, self.reports, known_chats, cancellations, metrics)
        claims = SendClaims(store, pipeline.heartbeat)
        replier = Replier(
            store, Sender(application.bot), status_messages, open_requests, records, cache, outcomes, claims
        )
        sizes = Sizes(settings.max_side, settings.file_max_side)
        statuses = Statuses(store)
        notes = (statuses, arriving_photos, cancellations)
        intake = PhotoIntake(
            job_queue, open_requests, status_messages, replier, eta, cache, sizes, *notes, MemoryBudget()
        )
        retention = Retention(settings.photo_ttl, settings.buttons_ttl, settings.cache_ttl)
        broadcast = Broadcast(store, application.bot, known_chats, leadership)

        self.info = InfoCommands(self.chats, read_previews(), retention)
        self.photos = PhotoHandlers(
            self.chats, intake, limits, known_chats, records, MediaGroups(store, self.updates, arriving_photos)
        )
        self.settings_menu = SettingsMenu(self.chats, Locks(store))
        self.forget_command = ForgetCommand(
            self.chats,
            records,
            cache,
            known_chats,
            AlbumResults(store),
            cancellations,
        )
        self.painting_buttons = PaintingButtons(records, Repainter(records, intake, cancellations), counts, limits)
        self.admin = Admin(admins, counts, eta, job_queue, known_chats, broadcast, self.info)
        status_updater = StatusUpdater(store, job_queue, open_requests, status_messages, eta, leadership)
        delivery = ResultConsumer(store, pipeline.heartbeat, replier, self.reports)
        loops = (delivery, status_updater, broadcast, leadership)
        self.service = Service(pipeline, queue, loops, status_messages, self.reports, admins)


def webhook_of(settings: BotSettings, updates: UpdateQueue, metrics: Metrics) -> Webhook | None:
    """Return the webhook that the settings ask for."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        return None
    return Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value(), updates, metrics)


def rules_of(settings: BotSettings) -> Rules:
    """Return the limits that the settings give."""
    return Rules(
        per_person=settings.per_person,
        per_minute=settings.per_minute,
        queue_cap=settings.queue_cap,
        admins=settings.admins or frozenset(),
        allowed=settings.allow,
        blocked=settings.block or frozenset(),
    )


def read_previews() -> dict[Emotion, bytes]:
    """Return the picture of each emotion; raise OSError when one is missing."""
    return {emotion: (ASSETS / f"{emotion}.jpg").read_bytes() for emotion in EMOTIONS}


def add_handlers(application: BotApplication, components: Components) -> None:
    """Register the handlers; the first that fits a message gets it."""
    new = filters.UpdateType.MESSAGE  # not edits: a corrected caption must not start a second job
    commands, handlers = components.info, components.photos
    application.add_handler(TypeHandler(Update, components.log_context), group=FIRST)
    for condition, callback in (
        (filters.StatusUpdate.MIGRATE, handlers.moved),
        (Command("start"), commands.start),
        (Command("style"), handlers.style),
        (Command("mix"), handlers.mix),
        (Command("emotions"), commands.emotions),
        (Command("me"), handlers.me),
        (Command("settings"), components.settings_menu.open),
        (Command("status"), components.queue_commands.status),
        (Command("cancel"), components.queue_commands.cancel),
        (Command("help"), commands.help),
        (Command("privacy"), commands.privacy),
        (Command("forget"), components.forget_command.forget),
        (Command("about"), commands.about),
        (Command("stats"), components.admin.stats),
        (Command("broadcast"), components.admin.broadcast),
        (Command(), commands.unknown),  # also as a caption: /stlye happy is not a wish to have the face read
        (Picture(), handlers.photo),
        (filters.TEXT, commands.text),
        (~filters.StatusUpdate.ALL, commands.anything_else),
    ):
        application.add_handler(MessageHandler(new & condition, message_handler(callback, components.chats)))
    # What no version of ours has said is answered as a painting that is no longer known.
    for pattern, press in ((f"^{CHAT}:", components.settings_menu.press), (None, components.painting_buttons.press)):
        application.add_handler(CallbackQueryHandler(press_handler(press, components.chats), pattern=pattern))
    application.add_error_handler(
        ErrorHandler(components.chats, components.reports, components.updates, components.metrics)
    )
