"""Commands and wishes."""

from __future__ import annotations

import pytest

from bot.handlers.message import Command, read_command
from bot.styles.paint_options import StyleChoice
from bot.styles.style_parser import Unknown, read_meaning, read_mix
from bot.styles.vocabulary import Meaning
from emostyle.emotions import EMOTIONS, Emotion
from worker.shared.contract import StyleRequest


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/style happy", Command("style", "happy")),
        ("/STYLE@My_Bot  sad \n", Command("style", "sad")),
        ("/style\nfear", Command("style", "fear")),
        ("/help", Command("help", "")),
        ("/help@other_bot", None),
        ("hello /help", None),
        ("/", None),
        ("/über", None),
        ("", None),
        (None, None),
    ],
)
def test_a_command_is_read_as_telegram_writes_it(text: str | None, command: Command | None) -> None:
    assert read_command(text, "my_bot") == command


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_every_emotion_can_be_wished_in_any_case(emotion: Emotion) -> None:
    assert read_meaning(f" {emotion.upper()} ") == Meaning(emotion)


@pytest.mark.parametrize(
    ("word", "wish"),
    [
        ("Auto", Meaning(None)),
        ("Wut", Meaning(Emotion.ANGRY)),
        ("scream", Meaning(Emotion.FEAR, "munch-the-scream")),
        ("suprise", Unknown("suprise", Meaning(Emotion.SURPRISE))),
        ("scraem", Unknown("scraem", Meaning(Emotion.FEAR, "munch-the-scream"))),
        ("qqq", Unknown("qqq", None)),
        ("klimt", Meaning(Emotion.HAPPY, "klimt-the-kiss")),
        ("rembrandt", Unknown("rembrandt", None)),
        ("munch", Meaning(Emotion.FEAR, "munch-the-scream")),
        ("x" * 5000, Unknown("x" * 40, None)),
    ],
)
def test_a_word_is_a_wish_or_told_with_the_nearest(word: str, wish: Meaning | Unknown) -> None:
    assert read_meaning(word) == wish


@pytest.mark.parametrize(
    ("text", "mix"),
    [
        ("happy 70 sad 30", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("30% traurig, 70% Freude", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("happy=7 sad=3", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("快乐70悲伤30", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("happy sad", {Emotion.HAPPY: 0.5, Emotion.SAD: 0.5}),
        ("happy 1,5 sad 0.5 fear 0", {Emotion.HAPPY: 0.75, Emotion.SAD: 0.25}),
        ("hap 1 happy 1", {Emotion.HAPPY: 1.0}),
        ("happy 70 sad", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("starry night 70 Edvard Munch 30", {Emotion.SURPRISE: 0.7, Emotion.FEAR: 0.3}),
        ("over the Rhône 70, Kandinsky", {Emotion.SAD: 0.7, Emotion.HAPPY: 0.3}),
        ("happy 70, night café", {Emotion.HAPPY: 0.7, Emotion.DISGUST: 0.3}),
        ("happy 70, sad, fear", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.15, Emotion.FEAR: 0.15}),
        ("70% happy, sad", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("sad 30 happy", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("happy 0.7 sad", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("happy 0 sad", {Emotion.SAD: 1.0}),
        ("happy 70 sad 30 fear", None),  # nothing is left
        ("happy 120 sad", None),
        ("happy/sad", {Emotion.HAPPY: 0.5, Emotion.SAD: 0.5}),
        ("happy/sad 70/30", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("70/30 happy sad", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("happy 70 - sad 30", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("😄 happy 70% + 😢 sad 30%", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("😄😢", {Emotion.HAPPY: 0.5, Emotion.SAD: 0.5}),
        ("☹️30 😄", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("happy 70 and sad 30", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("alegría y tristeza", {Emotion.HAPPY: 0.5, Emotion.SAD: 0.5}),
        ("com raiva 70 e com medo", {Emotion.ANGRY: 0.7, Emotion.FEAR: 0.3}),
        ("Freude und Wut", {Emotion.HAPPY: 0.5, Emotion.ANGRY: 0.5}),
        ("70% en colère et triste", {Emotion.ANGRY: 0.7, Emotion.SAD: 0.3}),
        ("радость и грусть", {Emotion.HAPPY: 0.5, Emotion.SAD: 0.5}),
        ("ख़ुशी और डर", {Emotion.HAPPY: 0.5, Emotion.FEAR: 0.5}),
        ("快乐70和悲伤30", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        ("开心、难过", {Emotion.HAPPY: 0.5, Emotion.SAD: 0.5}),
        ("the scream 70 sad", {Emotion.FEAR: 0.7, Emotion.SAD: 0.3}),
        ("and", None),
        ("happy 70 and qqqq", Unknown("qqqq", None)),
        ("hapy 70", Unknown("hapy", Meaning(Emotion.HAPPY))),
        ("auto 70", Unknown("auto", Meaning(None))),
        ("", None),
        ("70", None),
        ("happy 0", None),
    ],
)
def test_a_mix_is_read_as_people_write_it(text: str, mix: dict[Emotion, float] | Unknown | None) -> None:
    assert read_mix(text) == mix


def test_what_is_wished_can_be_asked_of_workers() -> None:
    asked = StyleChoice(strength=0.5, keep_colors=True, by_face=True).asked_for()

    request = StyleRequest(request_id="r", ticket="t", submitted=0, **asked)
    assert request.by_face
    assert request.keep_colors
    assert request.strength == 0.5


def test_an_artwork_is_asked_for_alone_because_it_says_its_emotion() -> None:
    asked = StyleChoice().painting(Emotion.FEAR, "munch-the-scream").asked_for()

    assert (asked["emotion"], asked["mix"], asked["style"]) == (None, None, "munch-the-scream")
    assert not asked["by_face"]
    assert StyleChoice().painting(Emotion.FEAR).asked_for()["emotion"] is Emotion.FEAR


def test_an_artwork_that_the_bot_does_not_know_is_not_replaced_by_another() -> None:
    assert StyleChoice().painting(Emotion.FEAR, "gone").asked_for()["style"] == "gone"


def test_an_artist_of_several_artworks_is_a_question() -> None:
    asked = read_meaning("Van Gogh")

    assert isinstance(asked, Unknown)
    assert {work.emotion for work in asked.works} == {Emotion.HAPPY, Emotion.SURPRISE, Emotion.SAD, Emotion.DISGUST}


def test_a_typo_in_the_name_of_such_an_artist_is_the_same_question() -> None:
    asked = read_meaning("Ван Гогг")

    assert isinstance(asked, Unknown)
    assert (asked.name, asked.nearest, len(asked.works)) == ("Ван Гогг", None, 4)


@pytest.mark.parametrize(("text", "name"), [("van gogh 70 sad 30", "van gogh"), ("happy 70, Vincent 30", "Vincent")])
def test_an_artist_of_several_emotions_in_a_mix_is_a_question_too(text: str, name: str) -> None:
    asked = read_mix(text)

    assert isinstance(asked, Unknown)
    assert (asked.name, asked.nearest) == (name, None)
    assert len({work.emotion for work in asked.works}) > 1


def test_a_mix_of_one_is_a_wish_for_that_one() -> None:
    assert StyleChoice(strength=0.5).mixing({Emotion.SAD: 3.0}) == StyleChoice(emotion=Emotion.SAD, strength=0.5)


def test_another_emotion_keeps_strength_and_colours() -> None:
    wish = StyleChoice(mix={Emotion.SAD: 1}, strength=0.5, keep_colors=True)

    assert wish.painting(Emotion.FEAR) == StyleChoice(emotion=Emotion.FEAR, strength=0.5, keep_colors=True)
