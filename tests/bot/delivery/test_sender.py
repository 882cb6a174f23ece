"""What each of Telegram's refusals means for one reply."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot
from telegram.error import ChatMigrated, NetworkError, TelegramError, TimedOut

from bot.delivery.sender import Outcome, Sender, second_best
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Language, translator_for
from bot.jobs.tickets import Ticket
from bot.messages.replies import PictureReply, TextReply
from bot.sandbox.errors import ApiError
from bot.telegram_api.errors import is_safe_to_repeat
from tests.bot.conftest import BotHouse
from tests.bot.stand_in_worker import picture

ENGLISH = translator_for(Language.ENGLISH)
PHOTO = PictureReply("a caption", "a.jpg", as_file=False)


class Pauses:
    """Notes how long would have been waited."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def sender(house: BotHouse, pauses: Pauses) -> AsyncIterator[Sender]:
    async with Bot(house.sandbox.token, f"{house.sandbox.url}/bot", f"{house.sandbox.url}/file/bot") as bot:
        yield Sender(bot, pauses)


@pytest.fixture
def ticket(house: BotHouse) -> Ticket:
    return Ticket(chat_id=house.person.conversation.chat.id, message_id=1)


@pytest.mark.parametrize(("as_file", "kind"), [(False, "photo"), (True, "document")])
async def test_a_reply_to_a_deleted_message_is_sent_all_the_same(
    house: BotHouse, sender: Sender, ticket: Ticket, as_file: bool, kind: str
) -> None:
    outcome = await sender.send(PictureReply("a caption", "a.jpg", as_file), ticket, picture())

    assert outcome.outcome is Outcome.SENT
    assert [(message.kind, message.content.text) for message in house.person.received] == [(kind, "a caption")]


async def test_telegram_says_how_long_to_wait(house: BotHouse, sender: Sender, ticket: Ticket, pauses: Pauses) -> None:
    house.sandbox.faults.too_many_requests("sendPhoto", times=2, retry_after=17)

    assert (await sender.send(PHOTO, ticket, picture())).outcome is Outcome.SENT
    assert pauses.seconds == [17.0, 17.0]


@pytest.mark.filterwarnings("ignore:.*retry_after.*")
async def test_the_wait_is_understood_in_both_forms(
    house: BotHouse, sender: Sender, ticket: Ticket, pauses: Pauses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "false")
    house.sandbox.faults.too_many_requests("sendMessage", retry_after=3)

    assert (await sender.send(TextReply("hello"), ticket, b"")).outcome is Outcome.SENT
    assert pauses.seconds == [3.0]


async def test_pauses_grow_while_telegram_is_down(
    house: BotHouse, sender: Sender, ticket: Ticket, pauses: Pauses
) -> None:
    house.sandbox.faults.bad_gateway("sendPhoto", times=8)

    assert (await sender.send(PHOTO, ticket, picture())).outcome is Outcome.SENT
    assert pauses.seconds == [1, 2, 4, 8, 16, 32, 60, 60]
    assert len(house.person.received) == 1


@pytest.mark.parametrize(
    "error",
    [
        ApiError(403, "Forbidden: bot was blocked by the user"),
        ApiError(400, "Bad Request: chat not found"),
        ApiError(400, "Bad Request: not enough rights to send photos to the chat"),
    ],
)
async def test_a_chat_that_is_gone_wants_nothing(
    house: BotHouse, sender: Sender, ticket: Ticket, error: ApiError
) -> None:
    house.sandbox.faults.refuse("sendPhoto", error)

    assert (await sender.send(PHOTO, ticket, picture())).outcome is Outcome.UNWANTED
    assert not house.person.received


async def test_what_telegram_refuses_in_every_form_is_given_up(house: BotHouse, sender: Sender, ticket: Ticket) -> None:
    for method in ("sendPhoto", "sendDocument", "sendMessage"):
        house.sandbox.faults.refuse(method, ApiError(400, "Bad Request: something new"))

    assert (await sender.send(PHOTO, ticket, picture())).outcome is Outcome.UNWANTED


@pytest.mark.parametrize("error", [ApiError(404, "Not Found"), ApiError(413, "Request Entity Too Large")])
async def test_what_a_server_does_not_take_as_a_photo_goes_as_a_file(
    house: BotHouse, sender: Sender, ticket: Ticket, pauses: Pauses, error: ApiError
) -> None:
    house.sandbox.faults.refuse("sendPhoto", error)

    assert (await sender.send(PHOTO, ticket, picture())).outcome is Outcome.SENT
    assert [message.kind for message in house.person.received] == ["document"]
    assert pauses.seconds == []


class MumblingBot(Bot):
    """A bot at the edge whose server says yes in a form that python-telegram-bot cannot read."""

    __slots__ = ()

    async def send_message(self, *args: object, **options: object) -> None:  # type: ignore[override]
        raise KeyError("message_id")


async def test_an_answer_that_cannot_be_read_is_not_asked_for_again(house: BotHouse, ticket: Ticket) -> None:
    bot = MumblingBot(house.sandbox.token)

    assert (await Sender(bot).send(TextReply("hello"), ticket)).outcome is Outcome.UNCONFIRMED


async def test_a_broken_connection_after_the_upload_is_not_repeated(
    house: BotHouse, sender: Sender, ticket: Ticket
) -> None:
    house.sandbox.faults.drop_after_acting("sendPhoto")

    assert (await sender.send(PHOTO, ticket, picture())).outcome is Outcome.UNCONFIRMED
    assert len(house.person.received) == 1


class MovingBot(Bot):
    """A bot at the edge whose group has become a supergroup, which the sandbox does not play."""

    __slots__ = ("asked",)

    async def send_message(self, chat_id: int | str, *args: object, **options: object) -> None:  # type: ignore[override]
        if chat_id == -5:
            raise ChatMigrated(-1_000_000_000_005)
        with self._unfrozen():
            self.asked = (chat_id, options["message_thread_id"])


async def test_a_group_that_became_a_supergroup_is_followed(house: BotHouse) -> None:
    bot = MovingBot(house.sandbox.token)

    outcome = await Sender(bot).send(TextReply("hello"), Ticket(chat_id=-5, thread_id=3, message_id=1), b"")

    assert outcome.outcome is Outcome.SENT
    assert bot.asked == (-1_000_000_000_005, None)


@pytest.mark.parametrize(
    ("error", "cause", "safe"),
    [
        (NetworkError("Bad Gateway"), None, True),
        (NetworkError("Bad Gateway (502). Parsing failed"), TelegramError("Invalid server response"), True),
        (NetworkError("Gateway Timeout (504). Parsing failed"), TelegramError("Invalid server response"), False),
        (NetworkError("x"), httpx.ConnectError("x"), True),
        (TimedOut(), httpx.PoolTimeout("x"), True),
        (TimedOut(), httpx.WriteTimeout("x"), True),
        (TimedOut(), httpx.ReadTimeout("x"), False),
        (NetworkError("x"), httpx.RemoteProtocolError("x"), False),
        (TelegramError("Invalid server response"), ValueError("x"), False),
    ],
)
def test_only_a_call_that_cannot_have_been_read_is_repeated(
    error: TelegramError, cause: Exception | None, safe: bool
) -> None:
    error.__cause__ = cause

    assert is_safe_to_repeat(error) is safe


def test_what_is_refused_becomes_a_file_then_a_sentence_then_nothing() -> None:
    as_file = PictureReply("a caption", "a.jpg", as_file=True)
    sorry = TextReply(ENGLISH.text(MessageId.SORRY))

    assert second_best(PHOTO, ENGLISH) == as_file
    assert second_best(as_file, ENGLISH) == sorry
    assert second_best(TextReply("anything"), ENGLISH) == sorry
    assert second_best(sorry, ENGLISH) is None
