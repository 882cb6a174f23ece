"""What can be painted is what the weights hold, and what somebody added; nothing else is offered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.errors import MissingStyleError, UnknownStyleError, WeightsError
from emostyle.styles.catalogue import added_styles, catalogue, find, of_palette
from emostyle.styles.palette import ARTWORKS, all_style_names, style_names
from emostyle.weights.files import STYLE_WEIGHTS, WeightsHeader, load_weights, save_weights
from tests.emostyle.nets import MINE, write_style


def test_the_shipped_weights_offer_what_they_hold() -> None:
    held = load_weights(STYLE_WEIGHTS, "style")[1].labels

    choices = catalogue()

    assert {choice.artwork.style for choice in choices} == set(held) & set(all_style_names())
    assert [choice.emotion for choice in choices if choice.first] == list(EMOTIONS)


def test_weights_with_all_styles_offer_three_for_each_emotion_the_first_choice_first(tmp_path: Path) -> None:
    header = WeightsHeader(kind="style", config={}, labels=(*all_style_names(), "identity"))
    save_weights(tmp_path / "all.safetensors", {"x": torch.zeros(1)}, header)

    choices = catalogue(tmp_path / "all.safetensors")

    assert [choice.artwork for choice in choices] == [artwork for works in ARTWORKS.values() for artwork in works]
    assert [choice.first for choice in choices] == [True, False, False] * 7


def test_a_style_that_the_weights_lack_is_told_from_one_that_is_none() -> None:
    choices = of_palette(style_names())

    with pytest.raises(MissingStyleError, match="do not hold the style 'klimt-the-kiss' yet"):
        find("klimt-the-kiss", choices)
    with pytest.raises(UnknownStyleError, match="no style 'candy'"):
        find("candy", choices)


def test_an_added_style_is_some_kilobytes_and_stands_with_its_emotion(tmp_path: Path) -> None:
    path = write_style(tmp_path / "styles")

    choices = catalogue(styles_dir=tmp_path / "styles")

    assert path.stat().st_size < 30_000
    added = find("my-style", choices)
    assert (added.emotion, added.artwork, added.first, added.file) == (Emotion.SAD, MINE, False, path)
    places = [choice.emotion for choice in choices]
    assert places == sorted(places, key=EMOTIONS.index)


def test_two_styles_of_one_name_are_refused(tmp_path: Path) -> None:
    write_style(tmp_path / "styles", style_names()[0])

    with pytest.raises(WeightsError, match=f"two styles called '{style_names()[0]}'"):
        catalogue(styles_dir=tmp_path / "styles")


@pytest.mark.parametrize(
    ("labels", "changes", "says"),
    [
        (("my-style",), {"emotion": "joy"}, "does not say which style"),
        (("my-style",), {"title": None, "strength": "much"}, "does not say which style"),
        (("a", "b"), {}, "does not say which style"),
        (("My Style!",), {}, "impossible name"),
        (("my-style",), {"strength": 7}, "impossible name or strength"),
    ],
)
def test_files_that_say_nonsense_are_refused(
    labels: tuple[str, ...], changes: dict[str, object], says: str, tmp_path: Path
) -> None:
    about = {"title": "t", "artist": "a", "year": "1", "why": "w", "source": "s", "emotion": "sad", "strength": 1}
    header = WeightsHeader("palette", {}, labels, extra={**about, **changes})
    save_weights(tmp_path / "x.safetensors", {"x": torch.zeros(1)}, header)

    with pytest.raises(WeightsError, match=says):
        added_styles(tmp_path)


@pytest.mark.parametrize("content", [b"", b"junk", b"\xff" * 100, b"\x02\0\0\0\0\0\0\0[]"])
def test_damaged_files_are_told_as_such(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.safetensors").write_bytes(content)

    with pytest.raises(WeightsError, match=r"damaged|no emostyle header"):
        added_styles(tmp_path)


def test_other_peoples_weights_and_missing_folders_are_told(tmp_path: Path) -> None:
    save_file({"x": torch.zeros(1)}, tmp_path / "x.safetensors", metadata={"emostyle": json.dumps({"kind": "palette"})})
    with pytest.raises(WeightsError, match="header of"):
        added_styles(tmp_path)
    with pytest.raises(WeightsError, match="no folder"):
        added_styles(tmp_path / "nowhere")
