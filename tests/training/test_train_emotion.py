"""Training the classifier: it learns, it resumes to the same result, and its figures can be measured again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch

from emostyle.weights import load_weights
from training import evaluate_emotion
from training.configs import EmotionConfig, EvaluateEmotionConfig, from_command_line
from training.datasets import load_ferplus, vote_targets
from training.runs import Run, RunExistsError, Stateful
from training.train_emotion import main


def config(data: Path, run: Path, **changes: object) -> EmotionConfig:
    settings: dict[str, object] = {
        "data": data, "run": run, "device": "cpu", "epochs": 2, "plain_epochs": 1, "batch_size": 35, "bf16": False,
    }  # fmt: skip
    return EmotionConfig(**{**settings, **changes})  # type: ignore[arg-type]


def test_a_run_leaves_weights_metrics_and_samples(faces_folder: Path, tmp_path: Path) -> None:
    weights = main(config(faces_folder, tmp_path / "run"))

    lines = [json.loads(line) for line in (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [1, 2]
    assert {"accuracy", "macro_f1", "ece", "loss/train", "rate"} <= set(lines[0])
    assert list((tmp_path / "run" / "samples").glob("*.png"))
    assert list((tmp_path / "run").glob("events.out.*"))
    _, header = load_weights(weights, "emotion")
    assert header.metrics["valid"]["strict"]["n"] == 35


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


def test_evaluation_prints_what_the_issue_names(faces_folder: Path, tmp_path: Path) -> None:
    weights = main(config(faces_folder, tmp_path / "run", epochs=1))

    figures = evaluate_emotion.main(EvaluateEmotionConfig(data=faces_folder, split="valid", weights=weights))

    for way in ("plurality", "strict"):
        assert set(figures[way]) == {"n", "accuracy", "macro_f1", "recall", "confusion", "ece"}
    json.dumps(figures)


def test_the_shipped_classifier_can_be_measured_on_any_split(faces_folder: Path) -> None:
    (faces_folder / "valid.npz").rename(faces_folder / "secret.npz")

    figures = evaluate_emotion.main(EvaluateEmotionConfig(data=faces_folder, split="secret"))

    assert figures["faces"] == 35


def test_a_missing_split_is_named(faces_folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.npz"):
        load_ferplus(faces_folder, "nowhere")


def test_arrays_of_another_form_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "odd.npz", images=np.zeros((2, 32, 32), np.uint8), votes=np.zeros((2, 10), np.uint8))

    with pytest.raises(ValueError, match="want images"):
        load_ferplus(tmp_path, "odd")


def test_targets_drop_single_votes_and_classes_that_are_not_ours() -> None:
    votes = torch.tensor([[4.0, 4, 1, 0, 0, 0, 0, 5, 0, 0], [0, 0, 0, 0, 0, 0, 0, 10, 0, 0]])

    targets, usable = vote_targets(votes)

    assert targets[0].tolist() == [0.5, 0.5, 0, 0, 0, 0, 0]
    assert usable.tolist() == [True, False]


def test_the_command_line_follows_the_configuration() -> None:
    parsed = from_command_line(EmotionConfig, ["--data", "faces", "--epochs", "3", "--no-bf16", "--run", "runs/x"])

    assert (parsed.data, parsed.epochs, parsed.bf16, parsed.run) == (Path("faces"), 3, False, Path("runs/x"))
