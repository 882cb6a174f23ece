"""Weight files are described and checked without torch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from emostyle.errors import WeightsError
from emostyle.weights.headers import EMOTION_WEIGHTS, MODELS_DIR, parse_header, read_header, sha256_of, verify


@pytest.mark.parametrize("name", ["emotion", "style"])
def test_the_shipped_weights_have_their_hash_a_model_card_and_a_small_size(name: str) -> None:
    path = MODELS_DIR / f"{name}.safetensors"
    verify(path)

    assert path.stat().st_size < 4_000_000
    assert (MODELS_DIR / f"{name}.md").read_text().startswith("# ")


def test_the_header_alone_says_what_weights_hold() -> None:
    header = read_header(EMOTION_WEIGHTS, "emotion")

    assert len(header.labels) == 7
    with pytest.raises(WeightsError, match="holds emotion weights"):
        read_header(EMOTION_WEIGHTS, "style")


@pytest.mark.parametrize("content", [b"", b"junk", b"\xff" * 100, b"\x02\0\0\0\0\0\0\0[]"])
def test_damaged_headers_are_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(content)

    with pytest.raises(WeightsError, match=r"damaged|no emostyle header"):
        read_header(path, "style")


def test_a_missing_file_and_a_header_of_another_version_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="missing"):
        read_header(tmp_path / "gone.safetensors", "style")
    with pytest.raises(WeightsError, match="another version"):
        parse_header(tmp_path, json.dumps({"kind": "style", "config": {}, "labels": ["a"], "mood": 1}), "style")


def test_a_file_that_is_not_listed_is_not_a_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(b"x")
    (tmp_path / "sha256.json").write_text("{}")

    with pytest.raises(WeightsError, match="not the ones that were shipped"):
        verify(path)
    (tmp_path / "sha256.json").write_text(json.dumps({path.name: sha256_of(path)}))
    verify(path)
