"""What goes wrong on purpose ends in one line that says what to do, in every command."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from emostyle.errors import OptionError
from training.common.errors import DataError, plain_endings

TRAINING = Path(__file__).parents[3] / "training"


def last_words(
    command: str, arguments: list[str], patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
) -> str:
    """Run `python -m training.COMMAND` in this process; return what it writes to standard error before code 2."""
    patch.setattr(sys, "argv", [command, *arguments])
    with pytest.raises(SystemExit) as ending:
        runpy.run_path(str(TRAINING / f"{command}.py"), run_name="__main__")
    assert ending.value.code == 2
    said = capture.readouterr()
    assert said.out == ""
    return said.err


@pytest.mark.parametrize("error", [DataError("a\n\tb."), OptionError("a b.")])
def test_an_expected_failure_is_one_line_and_code_two(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending, plain_endings():
        raise error

    assert ending.value.code == 2
    assert capsys.readouterr().err == "a b.\n"


def test_our_own_mistakes_keep_their_traceback() -> None:
    with pytest.raises(ZeroDivisionError), plain_endings():
        _ = 1 / 0


@pytest.mark.parametrize(
    ("command", "arguments", "words"),
    [
        ("train_emotion", ["--data", "nowhere"], "nowhere/train.npz is missing: --data names a folder"),
        ("train_emotion", [], "--data: Field required"),
        ("evaluate_emotion", ["--data", "nowhere", "--split", "x"], "nowhere/x.npz is missing: --data names a folder"),
        ("train_style", ["--content", "a", "--styles", "b", "--vgg", "no.file"], "no.file cannot be read"),
        ("evaluate_style", ["--content", "a", "--styles", "b", "--vgg", "no.file"], "no.file cannot be read"),
        ("evaluate_style", ["--content", "a", "--styles", "b", "--device", "abacus"], "'abacus' cannot be used here"),
        ("publish", ["style.safetensors"], "style.safetensors are missing"),
    ],
)
def test_every_command_says_what_is_missing(
    command: str,
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    line = last_words(command, arguments, monkeypatch, capsys)

    assert words in line
    assert line.count("\n") == 1


def test_a_taken_run_folder_is_one_line_too(
    faces_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "checkpoint.pt").touch()
    arguments = ["--data", str(faces_folder), "--run", str(tmp_path / "run"), "--batch-size", "8"]

    assert "add --resume to go on" in last_words("train_emotion", arguments, monkeypatch, capsys)
