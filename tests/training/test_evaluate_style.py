"""Measuring the painter: every style has its figures, and what cannot be measured is null."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from training.common.configs import EvaluateStyleConfig, from_command_line
from training.common.errors import ConfigError, DataError
from training.evaluate_style import main
from training.losses.vgg import Vgg
from training.painter import figures

STYLES = ("munch-the-scream", "van-gogh-the-night-cafe", "klimt-the-kiss")

pytestmark = pytest.mark.usefixtures("small_pictures")


def config(content: Path, styles: Path, weights: Path, **changes: object) -> EvaluateStyleConfig:
    settings: dict[str, object] = {
        "content": content, "styles": styles, "weights": weights, "only": STYLES, "device": "cpu",
    }  # fmt: skip
    return EvaluateStyleConfig(**{**settings, **changes})  # type: ignore[arg-type]


def check(row: dict[str, Any]) -> None:
    assert row["own_texture"] > 0
    assert list(row["own_texture_by_band"]) == ["2-4", "4-8", "8-16", "16-32"]
    assert row["own_texture_on_walls"] > 0
    assert list(row["tint_score_by_size"]) == ["512", "256", "128"]
    assert row["tint_score"] < 1.2
    assert -1 <= row["light_order"] <= 1
    assert row["faces"] == 1
    assert row["faces_found"] in {0.0, 1.0}
    assert row["faces_found_at_half"] in {0.0, 1.0}
    assert (row["landmark_shift"] is None) == (row["faces_found"] == 0)


def test_every_style_is_measured(photos_folder: Path, paintings_folder: Path, weights: Path, vgg: Vgg) -> None:
    found = main(config(photos_folder, paintings_folder, weights), vgg)

    assert found["photos"] == 2
    assert set(found["styles"]) == set(STYLES)
    for row in found["styles"].values():
        check(row)
    firsts = [found["styles"][style]["own_texture"] for style in STYLES[:2]]
    assert found["first_choices"]["own_texture"] == pytest.approx(sum(firsts) / 2, abs=1e-3)
    assert "faces" not in found["first_choices"]
    assert found["identity_psnr_db"] > 45
    assert 0 <= found["blends_between"] <= 1
    json.dumps(found, allow_nan=False)


def test_figures_of_faces_are_null_without_a_face_and_blends_need_two_first_choices(
    photos_folder: Path, paintings_folder: Path, weights: Path, vgg: Vgg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "SURE", 1.01)

    found = main(config(photos_folder, paintings_folder, weights, only=STYLES[:1], photos=1), vgg)

    (row,) = found["styles"].values()
    assert (row["faces"], row["faces_found"], row["faces_read_as_before"], row["landmark_shift"]) == (
        0,
        None,
        None,
        None,
    )
    assert found["blends_between"] is None


def test_what_is_missing_is_named(photos_folder: Path, paintings_folder: Path, weights: Path, vgg: Vgg) -> None:
    with pytest.raises(DataError, match="nowhere is no folder"):
        main(config(photos_folder / "nowhere", paintings_folder, weights), vgg)
    with pytest.raises(ConfigError, match="picabia-udnie"):
        from_command_line(
            EvaluateStyleConfig, ["--content", "photos", "--styles", "paintings", "--only", '["no-such"]']
        )
