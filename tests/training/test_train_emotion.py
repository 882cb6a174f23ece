"""Training the classifier: it learns, it resumes to the same result, and the file tells how it was made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch

from emostyle.weights import load_weights
from training.configs import EmotionConfig, recipe
from training.errors import DataError, RunExistsError
from training.runs import Run, Stateful
from training.train_emotion import main


def config(data: Path, run: Path, **changes: object) -> EmotionConfig:
    settings: dict[str, object] = {
        "data": data, "run": run, "device": "cpu", "epochs": 2, "plain_epochs": 1, "batch_size": 35, "bf16": False,
    }  # fmt: skip
    return EmotionConfig(**{**settings, **changes})  # type: ignore[arg-type]


def test_a_run_leaves_weights_metrics_and_samples(faces_folder: Path, tmp_path: Path) -> None:
    settings = config(faces_folder, tmp_path / "run")

    weights = main(settings)

    lines = [json.loads(line) for line in (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [1, 2]
    assert {"accuracy", "macro_f1", "ece", "loss/train", "rate"} <= set(lines[0])
    assert list((tmp_path / "run" / "samples").glob("*.png"))
    assert list((tmp_path / "run").glob("events.out.*"))
    _, header = load_weights(weights, "emotion")
    assert header.metrics["valid"]["strict"]["n"] == 35
    assert header.extra["training"] == recipe(settings)
    assert header.extra["training"]["data"] == "ferplus"
    assert header.extra["temperature"] > 0


def test_an_interrupted_run_resumes_to_the_same_weights(faces_folder: Path, tmp_path: Path) -> None:
    whole = main(config(faces_folder, tmp_path / "whole"))
    save = Run.save

    def save_and_die(run: Run, parts: Mapping[str, Stateful], step: int) -> None:
        save(run, parts, step)
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Run, "save", save_and_die)
        with pytest.raises(KeyboardInterrupt):
            main(config(faces_folder, tmp_path / "parts"))
    resumed = main(config(faces_folder, tmp_path / "parts", resume=True))

    first, second = load_weights(whole, "emotion")[0], load_weights(resumed, "emotion")[0]
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_a_run_is_not_overwritten_by_accident(faces_folder: Path, tmp_path: Path) -> None:
    main(config(faces_folder, tmp_path / "run", epochs=1))

    with pytest.raises(RunExistsError, match="--resume"):
        main(config(faces_folder, tmp_path / "run", epochs=1))


def test_too_few_faces_for_a_batch_are_refused(faces_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="70 faces do not fill one batch of 71: lower --batch-size"):
        main(config(faces_folder, tmp_path / "run", batch_size=71))


def test_validation_needs_a_face_that_people_agree_on(faces_folder: Path, tmp_path: Path) -> None:
    images = np.zeros((2, 48, 48), np.uint8)
    np.savez(faces_folder / "valid.npz", images=images, votes=np.ones((2, 10), np.uint8))

    with pytest.raises(DataError, match=r"valid\.npz has no face that most people agree on"):
        main(config(faces_folder, tmp_path / "run"))
