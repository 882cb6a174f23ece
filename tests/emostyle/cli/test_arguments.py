"""What people type after `emostyle` becomes emotions, shares and numbers, or a sentence that says what is wrong."""

from __future__ import annotations

import pytest

from emostyle.cli.arguments import chosen_emotion, chosen_mix, parser
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.errors import OptionError, UnknownEmotionError
from emostyle.options import Brush


def test_paint_has_the_defaults_that_its_help_names() -> None:
    arguments = parser().parse_args(["paint", "me.jpg"])

    assert vars(arguments) == {
        "command": "paint", "photo": "me.jpg", "device": "auto", "json": False, "out": None, "emotion": "auto",
        "mix": None, "strength": None, "keep_colors": False, "max_side": 1280, "by_face": False, "style": None,
        "brush": Brush.MEDIUM, "take": 0,
    }  # fmt: skip


@pytest.mark.parametrize("command", ["paint", "read", "sheet"])
def test_a_dash_is_a_photo_and_not_an_option(command: str) -> None:
    assert parser().parse_args([command, "-"]).photo == "-"


def test_auto_in_any_case_chooses_no_emotion() -> None:
    assert [chosen_emotion(name, None) for name in ("auto", "AUTO", " Auto ")] == [None, None, None]
    assert chosen_emotion("auto", "happy=1") is None


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_every_emotion_can_be_chosen(emotion: Emotion) -> None:
    assert chosen_emotion(emotion.upper(), None) is emotion


def test_one_emotion_and_a_mix_exclude_each_other() -> None:
    with pytest.raises(OptionError, match="either --emotion or --mix"):
        chosen_emotion("happy", "sad=1")


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("happy=0.7,sad=0.3", {Emotion.HAPPY: 0.7, Emotion.SAD: 0.3}),
        (" Happy = 2 , SAD = 1e-1 ", {Emotion.HAPPY: 2.0, Emotion.SAD: 0.1}),
        ("fear", {Emotion.FEAR: 1.0}),
        ("fear,angry", {Emotion.FEAR: 1.0, Emotion.ANGRY: 1.0}),
        ("fear=0,angry=1", {Emotion.FEAR: 0.0, Emotion.ANGRY: 1.0}),
    ],
)
def test_a_mix_names_emotions_with_shares_of_which_1_is_the_default(text: str, shares: dict[Emotion, float]) -> None:
    assert chosen_mix(text) == shares


def test_no_mix_is_none() -> None:
    assert chosen_mix(None) is None


@pytest.mark.parametrize("text", ["happy=", "happy=much", "happy=nan", "happy=inf", "happy=-0.1", "happy=1=2"])
def test_shares_that_are_no_positive_numbers_are_refused(text: str) -> None:
    with pytest.raises(OptionError, match="is no share of a mix"):
        chosen_mix(text)


@pytest.mark.parametrize("text", ["", ",", "happy=1,", "joy=1", "=1"])
def test_a_mix_of_unknown_names_is_refused(text: str) -> None:
    with pytest.raises(UnknownEmotionError, match="Choose one of: neutral, happy"):
        chosen_mix(text)


def test_a_mix_of_nothing_and_a_mix_with_a_name_twice_are_refused() -> None:
    with pytest.raises(OptionError, match="all 0"):
        chosen_mix("happy=0,sad=0")
    with pytest.raises(OptionError, match="happy twice"):
        chosen_mix("happy=1,HAPPY=2")


@pytest.mark.parametrize("command", [[], ["paint"], ["read"], ["sheet"], ["palette"], ["export"]])
def test_every_command_explains_itself(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        parser().parse_args([*command, "--help"])

    assert capsys.readouterr().out.startswith("usage: emostyle")
