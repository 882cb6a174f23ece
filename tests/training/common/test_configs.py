"""The command line follows the configuration classes, and weight files keep the recipe without folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.common.configs import (
    EmotionConfig,
    EvaluateEmotionConfig,
    EvaluateStyleConfig,
    StyleConfig,
    from_command_line,
    recipe,
)
from training.common.errors import ConfigError


def test_the_command_line_follows_the_configuration() -> None:
    parsed = from_command_line(EmotionConfig, ["--data", "faces", "--epochs", "3", "--no-bf16", "--run", "runs/x"])

    assert (parsed.data, parsed.epochs, parsed.bf16, parsed.run) == (Path("faces"), 3, False, Path("runs/x"))


def test_a_variable_of_somebody_else_is_no_option(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPOCHS", "7")
    monkeypatch.setenv("DEVICE", "toaster")

    parsed = from_command_line(EmotionConfig, ["--data", "faces", "--epochs", "3"])

    assert (parsed.epochs, parsed.device) == (3, "auto")


def test_stages_are_given_as_lists() -> None:
    parsed = from_command_line(StyleConfig, ["--content", "a", "--styles", "b", "--stages", "[[64,4,10],[96,2,5]]"])

    assert parsed.stages == ((64, 4, 10), (96, 2, 5))


def test_evaluation_chooses_the_device_like_training() -> None:
    assert from_command_line(EvaluateEmotionConfig, ["--data", "faces"]).device == "auto"
    assert from_command_line(EvaluateStyleConfig, ["--content", "a", "--styles", "b"]).device == "auto"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--data: Field required"),
        (["--data", "faces", "--batch-size", "many"], "--batch-size: Input should be a valid integer"),
    ],
)
def test_wrong_values_are_named_as_they_are_typed(arguments: list[str], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        from_command_line(EmotionConfig, arguments)


def test_a_list_that_is_no_json_is_refused() -> None:
    with pytest.raises(ConfigError, match="stages"):
        from_command_line(StyleConfig, ["--content", "a", "--styles", "b", "--stages", "[[64,4"])


def test_an_unknown_option_ends_with_code_two() -> None:
    with pytest.raises(SystemExit) as ending:
        from_command_line(EmotionConfig, ["--data", "faces", "--bogus", "1"])

    assert ending.value.code == 2


def test_a_recipe_holds_every_number_and_no_folder() -> None:
    config = StyleConfig(
        content=Path("/home/ann/photos"),
        styles=Path("/home/ann/art"),
        vgg="/home/ann/vgg.safetensors",
        learning_rate=1e-3,
    )

    kept = recipe(config)

    assert set(kept) == set(StyleConfig.model_fields)
    assert (kept["content"], kept["styles"], kept["vgg"], kept["run"]) == ("photos", "art", "vgg.safetensors", "style")
    assert (kept["learning_rate"], kept["faces"], kept["device"]) == (1e-3, None, "auto")
    assert "ann" not in json.dumps(kept).replace("channels", "")
