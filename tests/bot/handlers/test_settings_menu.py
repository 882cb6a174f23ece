"""`/settings` and what it changes, as a person sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chats import ChatSettings
from bot.handlers.settings_menu import changed_settings
from bot.i18n.translator import Language
from bot.sandbox.chats.keyboards import DATA_LIMIT
from bot.sandbox.chats.messages import Message
from bot.sandbox.person import Person
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import Emotion
from emostyle.options import Brush
from tests.bot.conftest import BotHouse, greeted_group, is_painting, says, until
from tests.bot.stand_in_worker import picture


def labels(message: Message) -> list[str]:
    return [button["text"] for button in message.buttons]


async def open_menu(person: Person) -> Message:
    await person.send_text("/settings")
    return await person.next_message(says("How I paint in this chat"))


async def choose(person: Person, message: Message, *path: str) -> None:
    """Press buttons of the menu one after the other, each when it shows."""
    for label in path:
        await until(lambda label=label: any(label in shown for shown in labels(message)))  # type: ignore[misc]
        full = next(shown for shown in labels(message) if label in shown)
        query = await person.press(full, message)
        await query.answered()


async def test_the_menu_shows_what_holds(lived_in: BotHouse) -> None:
    menu = await open_menu(lived_in.person)

    assert labels(menu) == [
        "Style: read from faces",
        "Mix: –",
        "Strength: automatic",
        "Brush: medium",
        "Keep the photo's colours: no",
        "Answer as: photo",
        "Language: English",
    ]


async def test_what_is_chosen_holds_for_the_next_photo(lived_in: BotHouse) -> None:
    menu = await open_menu(lived_in.person)

    await choose(lived_in.person, menu, "Style", "sad", "Strength", "50%", "Keep the photo's colours", "Answer as")
    await until(lambda: "Answer as: file" in labels(menu))
    await lived_in.person.send_photo(picture())

    request = await lived_in.worker.paint()
    assert (request.emotion, request.strength, request.keep_colors) == (Emotion.SAD, 0.5, True)
    assert (request.max_side, request.lossless) == (4096, False)
    painting = await lived_in.person.next_message(is_painting)
    assert painting.kind == "document"
    assert labels(menu)[0] == "Style: 😢 sad"


async def test_strokes_that_are_chosen_are_marked_and_hold_for_every_photo_whatever_its_emotion(
    lived_in: BotHouse,
) -> None:
    menu = await open_menu(lived_in.person)

    await choose(lived_in.person, menu, "Brush: medium", "broad", "Brush: broad")
    await until(lambda: labels(menu) == ["fine", "medium", "✓ broad", "↩ Back"])
    await lived_in.person.send_photo(picture())
    await lived_in.person.send_photo(picture(), "/style sad")

    assert [(await lived_in.worker.take()).brush for _ in range(2)] == [Brush.BROAD, Brush.BROAD]


async def test_a_mix_is_put_together_for_the_chat(lived_in: BotHouse) -> None:
    menu = await open_menu(lived_in.person)

    await choose(lived_in.person, menu, "Mix")
    await until(lambda: "😄" in labels(menu))
    assert all(len(button["callback_data"].encode()) <= DATA_LIMIT for button in menu.buttons)
    happy, sad = (next(one["callback_data"] for one in menu.buttons if one["text"] == face) for face in ("😄", "😢"))
    for said in (happy, sad, sad, happy, sad):  # faster than the buttons change
        await lived_in.person.press(said, menu)
    await until(lambda: {"😄 ×2", "😢 ×3"} <= set(labels(menu)))
    await choose(lived_in.person, menu, "Save")

    await until(lambda: "Mix: 😢 sad 60% + 😄 happy 40%" in labels(menu))
    assert "Style: –" in labels(menu)
    await lived_in.person.send_photo(picture())
    assert (await lived_in.worker.take()).mix == {Emotion.SAD: 0.6, Emotion.HAPPY: 0.4}


async def test_an_empty_mix_changes_nothing_and_a_style_ends_a_mix(lived_in: BotHouse) -> None:
    menu = await open_menu(lived_in.person)

    await choose(lived_in.person, menu, "Mix", "Save")
    await until(lambda: "Mix: –" in labels(menu))
    await choose(lived_in.person, menu, "Mix", "😄", "😄 ×1", "Save", "Style", "fear")

    await until(lambda: {"Style: 😨 fear", "Mix: –"} <= set(labels(menu)))


async def test_a_mix_that_was_begun_and_left_is_given_up(lived_in: BotHouse) -> None:
    left = await open_menu(lived_in.person)
    await choose(lived_in.person, left, "Mix", "😄")
    await until(lambda: "😄 ×1" in labels(left))

    menu = await open_menu(lived_in.person)
    await choose(lived_in.person, menu, "Keep the photo's colours: no")

    await until(lambda: "Keep the photo's colours: yes" in labels(menu))
    await choose(lived_in.person, menu, "Mix")
    await until(lambda: "😄" in labels(menu))


async def test_the_present_choice_is_marked_and_back_leads_back(lived_in: BotHouse) -> None:
    menu = await open_menu(lived_in.person)

    await choose(lived_in.person, menu, "Style", "angry", "Style")

    await until(lambda: "✓ 😠 angry" in labels(menu))
    await choose(lived_in.person, menu, "Back")
    await until(lambda: "Style: 😠 angry" in labels(menu))


async def test_a_language_that_is_chosen_is_spoken_at_once_and_from_then_on(lived_in: BotHouse) -> None:
    menu = await open_menu(lived_in.person)

    await choose(lived_in.person, menu, "Language", "Deutsch")

    await until(lambda: "Sprache: Deutsch" in labels(menu))
    await lived_in.person.send_text("/help")
    await lived_in.person.next_message(says("Schick ein Foto"))


async def test_a_group_can_go_back_to_the_language_of_each_person(lived_in: BotHouse) -> None:
    ada, bo, _ = await greeted_group(lived_in)
    bo.user = replace(bo.user, language_code="es")
    menu = await open_menu(ada)
    await choose(ada, menu, "Language", "Deutsch", "Sprache")
    await until(lambda: {"✓ Deutsch", "🌐 wie in Telegram"} <= set(labels(menu)))

    await choose(ada, menu, "🌐 wie in Telegram")

    await until(lambda: "Language: English" in labels(menu))
    await bo.send_text("/status")
    await bo.next_message(says("No tienes ninguna foto en espera"))
    assert not await lived_in.redis.keys("emostyle:chat:*")
    await choose(ada, menu, "Language")
    await until(lambda: "✓ 🌐 as in Telegram" in labels(menu))


async def test_settings_of_one_chat_are_not_those_of_another(lived_in: BotHouse) -> None:
    other = lived_in.sandbox.new_person("Bo")
    menu = await open_menu(lived_in.person)
    await choose(lived_in.person, menu, "Keep the photo's colours")

    await other.send_photo(picture())

    assert not (await lived_in.worker.take()).keep_colors


async def test_only_the_one_who_opened_the_menu_of_a_group_may_press(lived_in: BotHouse) -> None:
    state, owner, other = lived_in.sandbox.state, lived_in.person.user, lived_in.sandbox.new_person("Bo").user
    group = state.open_group(-1_000_000_000_321, "Friends", [owner, other])
    menu = await open_menu(Person(state, owner, group))

    query = await Person(state, other, group).press("Answer as: photo", menu)

    answer = await query.answered()
    assert answer.show_alert
    assert "somebody else" in answer.text
    assert "Answer as: photo" in labels(menu)


async def test_the_menu_works_after_the_bot_was_restarted(house: BotHouse) -> None:
    async with house.bot():
        menu = await open_menu(house.person)
    async with house.bot():
        await choose(house.person, menu, "Answer as")

        await until(lambda: "Answer as: file" in labels(menu))


async def test_the_way_back_to_the_defaults_leaves_nothing_behind(lived_in: BotHouse) -> None:
    menu = await open_menu(lived_in.person)

    await choose(lived_in.person, menu, "Answer as: photo", "Answer as: file")

    assert not await lived_in.redis.keys("emostyle:chat:*")


@pytest.mark.parametrize(
    ("action", "value", "changed"),
    [
        ("style", "happy", ChatSettings(wish=StyleChoice(emotion=Emotion.HAPPY))),
        ("style", "gloomy", ChatSettings()),
        ("mixed", "", ChatSettings()),
        ("part", "gloomy", ChatSettings()),
        ("strength", "75", ChatSettings(wish=StyleChoice(strength=0.75))),
        ("strength", "900", ChatSettings(wish=StyleChoice(strength=1))),
        ("strength", "-1", ChatSettings()),
        ("strength", "auto", ChatSettings()),
        ("brush", "broad", ChatSettings(wish=StyleChoice(brush=Brush.BROAD))),
        ("brush", "huge", ChatSettings()),
        ("language", "ru", ChatSettings(language=Language.RUSSIAN)),
        ("language", "xx", ChatSettings()),
        ("back", "", ChatSettings()),
    ],
)
def test_a_forged_press_changes_nothing(action: str, value: str, changed: ChatSettings) -> None:
    assert changed_settings(ChatSettings(), action, value) == changed
