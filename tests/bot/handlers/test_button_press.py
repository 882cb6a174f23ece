"""Who may press: also the admins of a group, on what one of them asked for in its name."""

from __future__ import annotations

import pytest

from bot.sandbox.chats.messages import Message
from bot.sandbox.chats.people import ANONYMOUS_ADMIN
from bot.sandbox.errors import ApiError
from bot.sandbox.person import Person
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse, is_painting, says, until
from tests.bot.stand_in_worker import picture


class Group:
    """A group whose owner writes in its name."""

    def __init__(self, house: BotHouse) -> None:
        state, owner, other = house.sandbox.state, house.person.user, house.sandbox.new_person("Bo").user
        chat = state.open_group(-1_000_000_000_321, "Friends", [owner, other])
        self.owner, self.other = Person(state, owner, chat), Person(state, other, chat)
        self.anonymous = Person(state, ANONYMOUS_ADMIN, chat)


@pytest.fixture
def group(lived_in: BotHouse) -> Group:
    return Group(lived_in)


async def painted(house: BotHouse, group: Group) -> Message:
    """Have a photo painted for somebody who writes as the group."""
    await group.anonymous.send_text("/start@emostyle_sandbox_bot")
    await group.anonymous.send_photo(picture(), reply_to=await group.anonymous.next_message())
    await house.worker.paint(Emotion.SAD)
    return await group.anonymous.next_message(is_painting)


async def test_an_admin_may_press_under_what_was_painted_for_the_group(lived_in: BotHouse, group: Group) -> None:
    painting = await painted(lived_in, group)

    answer = await (await group.owner.press("😠", painting)).answered()

    assert answer.text == "🎨 Painting…"
    assert (await lived_in.worker.paint()).emotion is Emotion.ANGRY
    await until(lambda: painting.content.text.startswith("😠 angry"))


async def test_other_members_may_not(lived_in: BotHouse, group: Group) -> None:
    painting = await painted(lived_in, group)

    answer = await (await group.other.press("😠", painting)).answered()

    assert (answer.show_alert, "somebody else" in answer.text) == (True, True)
    assert await lived_in.worker.waiting() == 0


async def test_whoever_telegram_tells_nothing_of_may_not(lived_in: BotHouse, group: Group) -> None:
    painting = await painted(lived_in, group)
    lived_in.sandbox.faults.refuse("getChatMember", ApiError(400, "Bad Request: CHAT_ADMIN_REQUIRED"))

    answer = await (await group.owner.press("😠", painting)).answered()

    assert "somebody else" in answer.text


async def test_an_admin_may_press_in_the_settings_that_were_opened_for_the_group(
    lived_in: BotHouse, group: Group
) -> None:
    await group.anonymous.send_text("/settings@emostyle_sandbox_bot")
    menu = await group.anonymous.next_message(says("How I paint in this chat"))

    answer = await (await group.other.press("Style: read from faces", menu)).answered()
    assert "somebody else" in answer.text
    for label, then in (("Style: read from faces", "😢 sad"), ("😢 sad", "Style: 😢 sad")):
        await (await group.owner.press(label, menu)).answered()
        await until(lambda then=then: then in [button["text"] for button in menu.buttons])  # type: ignore[misc]


@pytest.mark.parametrize("said", ["c::style", "c:x:style", "c:--1:style"])
async def test_a_forged_press_in_the_settings_is_refused(lived_in: BotHouse, said: str) -> None:
    await lived_in.person.send_text("/settings")
    menu = await lived_in.person.next_message(says("How I paint in this chat"))

    query = lived_in.sandbox.state.press(menu, said, lived_in.person.user)

    assert "somebody else" in (await query.answered()).text
