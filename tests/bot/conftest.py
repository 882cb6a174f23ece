"""What the bot's tests share: the sandbox, a real Redis, the bot in this process, and a stand-in for the worker."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from bot.app import build_application
from bot.coordination.loops import Loop, Steps, end
from bot.intake import media_groups
from bot.observability.liveness import Liveness
from bot.redis_keys import UPDATES
from bot.runtime import run
from bot.sandbox.chats.messages import Message
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox, running_sandbox
from bot.service import SERVICE, BotApplication
from bot.settings import BotSettings
from tests.bot.stand_in_worker import StandInWorker, picture
from worker.shared.contract import RESULTS_STREAM, StyleRequest
from worker.shared.local_redis import open_redis

SECONDS = 120.0  # how long something may take on a busy machine before a test gives up


async def until(condition: Callable[[], object]) -> None:
    """Wait until a condition holds; fail the test when it does not come true."""
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.01)


async def until_awaited(read: Callable[[], Awaitable[object]], expected: object) -> None:
    """Wait until what is read is what is expected; fail the test when it does not come true."""
    deadline = time.monotonic() + SECONDS
    while await read() != expected:
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def looping(*steps: Steps) -> AsyncIterator[None]:
    """Run loops until the block ends."""

    async def fail(error: Exception) -> None:
        raise error

    tasks = [asyncio.create_task(Loop(type(each).__name__, each, Liveness(), fail).run()) for each in steps]
    try:
        yield
    finally:
        await end(tasks)


def is_painting(message: Message) -> bool:
    """Tell whether a message holds a picture."""
    return message.kind in ("photo", "document")


def says(*words: str) -> Callable[[Message], bool]:
    """Return a test for messages that hold all these words."""
    return lambda message: all(word in message.content.text for word in words)


class BotHouse:
    """A sandbox, a Redis, a stand-in worker, and bots that come and go."""

    def __init__(self, sandbox: Sandbox, redis: Redis, redis_url: str) -> None:
        self.sandbox, self.redis, self.redis_url = sandbox, redis, redis_url
        self.person = sandbox.person
        self.changed: dict[str, object] = {}  # settings that a test wants otherwise
        self.worker = StandInWorker(redis)

    @property
    def settings(self) -> BotSettings:
        """Settings of a bot for this sandbox."""
        own = {"TELEGRAM_BOT_TOKEN": SecretStr(self.sandbox.token), "TELEGRAM_API_URL": self.sandbox.url}
        return BotSettings.model_validate(own | self.changed)

    @asynccontextmanager
    async def bot(self, polls: bool = True) -> AsyncIterator[BotApplication]:
        """Run a bot until the block ends; one that does not poll is a second one, beside one that does."""
        application = build_application(self.settings, self.redis_url)
        stop = asyncio.Event()
        running = asyncio.create_task(run(application, stop))
        try:
            service = application.bot_data[SERVICE]
            begun = (lambda: service.poller.is_polling) if polls else service.leadership.decided.is_set
            await until(lambda: running.done() or begun())
            yield application
        finally:
            stop.set()
            await running

    def status_messages(self) -> list[Message]:
        """Return what the bot says in the person's chat while it paints."""
        return [message for message in self.person.received if message.content.text.startswith("🎨")]


async def stream_length(house: BotHouse) -> int:
    """Return how many results wait."""
    return int(await house.redis.xlen(RESULTS_STREAM))


async def greeted_group(house: BotHouse) -> tuple[Person, Person, Message]:
    """Return two people in one group, and what the bot has said to the first: replies to it are for the bot."""
    state, owner, other = house.sandbox.state, house.person.user, house.sandbox.new_person("Bo").user
    group = state.open_group(-1_000_000_000_321, "Friends", [owner, other])
    ada = Person(state, owner, group)
    await ada.send_text("/start@emostyle_sandbox_bot")
    return ada, Person(state, other, group), await ada.next_message()


async def until_delivered(house: BotHouse) -> None:
    """Wait until no result waits and none is under way."""
    await until_awaited(lambda: stream_length(house), 0)


async def until_handled(house: BotHouse) -> None:
    """Wait until all updates were fetched from Telegram and handled."""
    await until(lambda: len(house.sandbox.state.updates) == 0)
    await until_awaited(lambda: house.redis.xlen(UPDATES), 0)


async def waiting_request(house: BotHouse) -> StyleRequest:
    """Return the request of a photo that a bot has taken and stopped after."""
    async with house.bot():
        await house.person.send_photo(picture())
        return await house.worker.take()


def paintings(house: BotHouse) -> int:
    """Return how many paintings the person has got."""
    return sum(map(is_painting, house.person.received))


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep settings of this machine out, and warnings of python-telegram-bot about its future."""
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "REDIS_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.chdir(tmp_path)  # where there is no .env


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one server for all tests."""
    with open_redis(None, tmp_path_factory.mktemp("redis")) as handle:
        yield handle.url


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """A connection to a server that is empty."""
    async with Redis.from_url(redis_url, socket_timeout=60) as connection:  # longer than any blocking read
        await connection.flushall()
        yield connection


@pytest.fixture
async def house(redis: Redis, redis_url: str) -> AsyncIterator[BotHouse]:
    """Everything around the bot; the test starts the bot itself."""
    async with running_sandbox() as sandbox:
        yield BotHouse(sandbox, redis, redis_url)


@pytest.fixture
async def lived_in(house: BotHouse) -> AsyncIterator[BotHouse]:
    """The same with a bot that runs."""
    async with house.bot():
        yield house


@pytest.fixture
def held_albums(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Let an album be complete only when the test sets the event."""
    complete = asyncio.Event()

    async def wait(*_: object) -> None:
        await complete.wait()

    monkeypatch.setattr(media_groups.MediaGroups, "_wait_until_complete", wait)
    return complete


@pytest.fixture
def quick_albums(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an album be complete soon."""
    monkeypatch.setattr(media_groups, "QUIET_SECONDS", 0.3)
