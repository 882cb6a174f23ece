"""The composition root: what the bot is made of, its handlers in order, its start and its end."""

from __future__ import annotations

from pathlib import Path

from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, MessageHandler, TypeHandler, filters

from bot.admin import Admin
from bot.album_parts import AlbumParts
from bot.albums import Albums
from bot.answers import Answers
from bot.arriving import Arriving
from bot.broadcast import Broadcast
from bot.budget import Budget
from bot.buttons import Buttons
from bot.cache import Cache
from bot.chats import Chats
from bot.commands import Commands
from bot.counts import Counts
from bot.delivery import Delivery
from bot.desk import Desk
from bot.error_handler import ErrorHandler
from bot.estimates import Estimates
from bot.filters import Command, Picture
from bot.forgetting import Forgetting
from bot.gateway import Gateway
from bot.handlers import Handlers
from bot.handling import Handling
from bot.inbox import Inbox
from bot.keyboards import CHAT
from bot.known_chats import KnownChats
from bot.leadership import Leadership
from bot.ledger import Ledger
from bot.limits import Limits, Rules
from bot.locks import Locks
from bot.measured_calls import Contact, MeasuredCalls
from bot.metrics import Metrics
from bot.open_requests import OpenRequests
from bot.orders import Sizes
from bot.pacing import Pace, SharedPace
from bot.presence import Presence
from bot.presses import feel
from bot.progress import Progress
from bot.pulse import Pulse
from bot.reception import Reception
from bot.repainting import Repainting
from bot.reports import Reports
from bot.sending import Sender
from bot.sendings import Sendings
from bot.service import SERVICE, BotApplication, Service, Sources
from bot.settings import BotSettings
from bot.settings_menu import SettingsMenu
from bot.shown import ShownPaintings
from bot.snapshot import Snapshots
from bot.statuses import Statuses
from bot.talks import hear
from bot.texts import Keeping
from bot.unwanted import Unwanted
from bot.waiting_room import WaitingRoom
from bot.watch import Watch
from bot.web import WEB, Vitals, Web
from bot.webhook import Webhook
from emostyle.emotions import EMOTIONS, Emotion
from worker.shared.redis_connection import connect, connect_async

ASSETS = Path(__file__).parent / "assets"
FIRST = -1  # group of handlers, before those that answer
AT_ONCE = 64  # updates handled at the same time
ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]


def build_application(settings: BotSettings, redis_url: str) -> BotApplication:
    """Put the bot together; nothing connects before it is started. Raises OSError when the preview is missing."""
    metrics, contact, pulse = Metrics(), Contact(), Pulse()
    store = connect_async(settings, redis_url, socket_timeout=10)
    presence = Presence(store)
    inbox = Inbox(store, presence, AT_ONCE)
    handling = Handling(inbox, AT_ONCE)
    application: BotApplication = (
        ApplicationBuilder()
        .token(settings.token.get_secret_value())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .rate_limiter(Pace(SharedPace(store, settings.calls_per_second)))
        .update_queue(inbox)
        .concurrent_updates(handling)
        .request(MeasuredCalls(metrics, contact, pulse, connections=AT_ONCE, pool_timeout=30))
        .get_updates_request(MeasuredCalls(metrics, contact, pulse, connections=1))
        .build()
    )
    inbox.belongs_to(application)
    handling.belongs_to(application)
    rooms = Rooms(application, settings, redis_url, Sources(store, presence, inbox, handling, metrics, pulse))
    application.bot_data[SERVICE] = rooms.service
    if settings.http_port is not None:
        updater = application.updater
        vitals = Vitals(
            contact, rooms.service.find_trouble, lambda: updater is not None and updater.running, pulse.ages
        )
        hook, address = webhook_of(settings, inbox, metrics), (settings.http_host, settings.http_port)
        application.bot_data[WEB] = Web(address, rooms.snapshots.take, metrics, vitals, hook)
    add_handlers(application, rooms)
    application.post_init = rooms.service.start
    application.post_stop = rooms.service.stop
    return application


class Rooms:
    """Everything that handlers work with, made once."""

    def __init__(self, application: BotApplication, settings: BotSettings, redis_url: str, sources: Sources) -> None:
        store, self.inbox, metrics = sources.store, sources.inbox, sources.metrics
        leadership = Leadership(store, sources.presence.name)
        queue = connect(settings, redis_url, socket_timeout=10)
        gateway = Gateway(queue, settings.photo_ttl, settings.job_timeout)
        progress, open_requests = Progress(application.bot), OpenRequests(store)
        estimates, counts, known_chats = Estimates(store, gateway), Counts(store), KnownChats(store)
        shown, cache = ShownPaintings(store, settings.buttons_ttl), Cache(store, settings.cache_ttl)
        arriving = Arriving(store)
        unwanted = Unwanted(store, self.inbox, gateway, open_requests, arriving)
        limits = Limits(store, gateway, open_requests, arriving, rules_of(settings), metrics)
        admins = settings.admins or frozenset()

        self.metrics, self.chats, self.reception = metrics, Chats(store), Reception(metrics)
        self.snapshots = Snapshots(store, gateway, open_requests)
        self.reports = Reports(application.bot, settings.admin_chat)
        self.waiting_room = WaitingRoom(gateway, estimates, unwanted)
        ledger = Ledger(counts, estimates, self.reports, known_chats, unwanted, metrics)
        sendings = Sendings(store, sources.presence)
        answers = Answers(store, Sender(application.bot), progress, open_requests, shown, cache, ledger, sendings)
        sizes = Sizes(settings.max_side, settings.file_max_side)
        statuses = Statuses(store)
        notes = (statuses, arriving, unwanted)
        desk = Desk(gateway, open_requests, progress, answers, estimates, cache, sizes, *notes, Budget())
        keeping = Keeping(settings.photo_ttl, settings.buttons_ttl, settings.cache_ttl)
        broadcast = Broadcast(store, application.bot, known_chats, leadership)

        self.commands = Commands(self.chats, read_previews(), keeping)
        self.handlers = Handlers(self.chats, desk, limits, known_chats, shown, Albums(store, self.inbox, arriving))
        self.settings_menu = SettingsMenu(self.chats, Locks(store))
        self.forgetting = Forgetting(
            self.chats,
            shown,
            cache,
            known_chats,
            AlbumParts(store),
            unwanted,
        )
        self.buttons = Buttons(shown, Repainting(shown, desk, unwanted), counts, limits)
        self.admin = Admin(admins, counts, estimates, gateway, known_chats, broadcast, self.commands)
        watch = Watch(store, gateway, open_requests, progress, estimates, leadership)
        delivery = Delivery(store, sources.presence, answers, self.reports)
        loops = (delivery, watch, broadcast, leadership)
        self.service = Service(sources, queue, loops, progress, self.reports, admins)


def webhook_of(settings: BotSettings, inbox: Inbox, metrics: Metrics) -> Webhook | None:
    """Return the webhook that the settings ask for."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        return None
    return Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value(), inbox, metrics)


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


def add_handlers(application: BotApplication, rooms: Rooms) -> None:
    """Register the handlers; the first that fits a message gets it."""
    new = filters.UpdateType.MESSAGE  # not edits: a corrected caption must not start a second job
    commands, handlers = rooms.commands, rooms.handlers
    application.add_handler(TypeHandler(Update, rooms.reception), group=FIRST)
    for condition, callback in (
        (filters.StatusUpdate.MIGRATE, handlers.moved),
        (Command("start"), commands.start),
        (Command("style"), handlers.style),
        (Command("mix"), handlers.mix),
        (Command("emotions"), commands.emotions),
        (Command("me"), handlers.me),
        (Command("settings"), rooms.settings_menu.open),
        (Command("status"), rooms.waiting_room.status),
        (Command("cancel"), rooms.waiting_room.cancel),
        (Command("help"), commands.help),
        (Command("privacy"), commands.privacy),
        (Command("forget"), rooms.forgetting.forget),
        (Command("about"), commands.about),
        (Command("stats"), rooms.admin.stats),
        (Command("broadcast"), rooms.admin.broadcast),
        (Command(), commands.unknown),  # also as a caption: /stlye happy is not a wish to have the face read
        (Picture(), handlers.photo),
        (filters.TEXT, commands.text),
        (~filters.StatusUpdate.ALL, commands.anything_else),
    ):
        application.add_handler(MessageHandler(new & condition, hear(callback, rooms.chats)))
    # What no version of ours has said is answered as a painting that is no longer known.
    for pattern, press in ((f"^{CHAT}:", rooms.settings_menu.press), (None, rooms.buttons.press)):
        application.add_handler(CallbackQueryHandler(feel(press, rooms.chats), pattern=pattern))
    application.add_error_handler(ErrorHandler(rooms.chats, rooms.reports, rooms.inbox, rooms.metrics))
