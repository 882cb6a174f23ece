"""Groups and topics: what the bot answers, what it leaves alone, and where its answers go."""

from __future__ import annotations

import pytest

from bot.chats import KnownChats
from bot.sandbox.chats.messages import Message
from bot.sandbox.chats.people import User
from bot.sandbox.person import Person
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, is_painting, says, until_awaited
from tests.bot.stand_in_worker import picture


@pytest.fixture
def in_group(lived_in: BotHouse) -> Person:
    """A person in a group with the bot, which sees everything that is written there."""
    return group_of(lived_in, -1_000_000_000_777)


def group_of(house: BotHouse, chat_id: int) -> Person:
    user = User(700_000_900, "Ada")
    return Person(house.sandbox.state, user, house.sandbox.state.open_group(chat_id, "Friends", [user]))


def deliver_unseen(house: BotHouse, person: Person) -> None:
    """Hand the newest message of a group to the bot, as Telegram does with privacy mode off."""
    newest = list(person.conversation.messages.values())[-1]
    house.sandbox.state.updates.add("message", newest.as_json())


async def test_a_group_hears_nothing_about_what_is_not_for_the_bot(lived_in: BotHouse, in_group: Person) -> None:
    for send in (
        in_group.send_text("good morning"),
        in_group.send_photo(picture()),
        in_group.send_text("/nonsense"),
        in_group.send_media("video", b"v", "a.mp4"),
        in_group.send_text("/help@other_bot"),
    ):
        await send
        deliver_unseen(lived_in, in_group)
    await in_group.send_text("/help")

    await in_group.next_message()
    assert [says("Send a photo")(message) for message in in_group.received] == [True]
    assert await lived_in.worker.waiting() == 0


async def test_a_group_gets_answers_to_commands_and_to_replies_to_the_bot(lived_in: BotHouse, in_group: Person) -> None:
    await in_group.send_text("/start@emostyle_sandbox_bot")
    hello = await in_group.next_message(says("Hello!"))

    sent = await in_group.send_photo(picture(), reply_to=hello)

    await lived_in.worker.paint()
    painting = await in_group.next_message(is_painting)
    assert painting.reply_to is sent


async def test_in_a_group_style_in_reply_to_a_photo_paints_it(lived_in: BotHouse, in_group: Person) -> None:
    sent = await in_group.send_photo(picture())

    await in_group.send_text("/style happy", reply_to=sent)

    assert (await lived_in.worker.paint()).emotion is Emotion.HAPPY
    painting = await in_group.next_message(is_painting)
    assert painting.reply_to is sent


async def test_a_painting_goes_back_into_its_topic(lived_in: BotHouse, in_group: Person) -> None:
    in_topic(lived_in, await in_group.send_photo(picture(), "/style sad"))

    await lived_in.worker.paint()
    await in_group.next_message(is_painting)
    assert {"sendmessage", "sendchataction", "sendphoto"} <= {call.method for call in lived_in.sandbox.state.calls}
    assert threads(lived_in) == {"5"}


async def test_a_group_that_becomes_a_supergroup_keeps_its_style(lived_in: BotHouse) -> None:
    small, large = group_of(lived_in, -700), group_of(lived_in, -1_000_000_000_700)
    await small.send_text("/style fear")
    await small.next_message(says("The Scream"))
    await KnownChats(lived_in.redis).add(-700)
    moving = {"message_id": 99, "date": 1, "chat": small.conversation.chat.as_json()}

    lived_in.sandbox.state.updates.add("message", moving | {"migrate_to_chat_id": -1_000_000_000_700})
    await until_awaited(KnownChats(lived_in.redis).all, [-1_000_000_000_700])

    await large.send_text("/style")
    await large.next_message(says("I paint everything here 😨 fear"))


@pytest.mark.parametrize(
    "text",
    ["/start", "/emotions", "/settings", "/style", "/style hapy", "/status", "/cancel", "/me", "/forget"],
)
async def test_answers_go_into_the_topic_of_the_question(lived_in: BotHouse, in_group: Person, text: str) -> None:
    in_topic(lived_in, await in_group.send_text("not a command"), text=text)

    await in_group.next_message(lambda message: message.kind == "text")
    assert threads(lived_in) == {"5"}


async def test_all_that_follows_a_press_goes_into_the_topic(lived_in: BotHouse, in_group: Person) -> None:
    in_topic(lived_in, await in_group.send_photo(picture(), "/style sad"))
    await lived_in.worker.paint()
    painting = await in_group.next_message(is_painting)

    for button in ("📄 Full size", "🖼 All seven"):
        await (await in_group.press(button, painting)).answered()
    for _ in range(8):
        await lived_in.worker.paint()

    await in_group.next_message(lambda message: message.kind == "document")
    await in_group.next_message(lambda message: message.album is not None)
    assert {"sendmediagroup", "senddocument"} <= {call.method for call in lived_in.sandbox.state.calls}
    assert threads(lived_in) == {"5"}


def in_topic(house: BotHouse, message: Message, **changes: str) -> None:
    """Tell the bot of a message that it has not seen as of one in a topic."""
    topic = {"message_thread_id": 5, "is_topic_message": True}
    house.sandbox.state.updates.add("message", message.as_json() | topic | changes)


def threads(house: BotHouse) -> set[str]:
    """Return the topics of all that was sent."""
    sent = [call for call in house.sandbox.state.calls if call.method.startswith("send")]
    return {str(call.fields.get("message_thread_id")) for call in sent}


async def test_in_a_group_what_is_clearly_for_the_bot_is_answered(lived_in: BotHouse, in_group: Person) -> None:
    await in_group.send_text("/stlye@emostyle_sandbox_bot happy")
    answer = await in_group.next_message(says("/help"))

    clip = await in_group.send_media("video", picture(), "a.mp4", reply_to=answer)

    assert (await in_group.next_message(says("only paint still pictures"))).reply_to is clip
