"""Training the classifier: it learns, it resumes to the same result, and the file tells how it was made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch

from emostyle.weights.files import load_weights
from training.common.configs import EmotionConfig, recipe
from training.common.errors import DataError, RunExistsError
from training.common.run_folder import Run, Stateful
from training.train_emotion import main, polish_config, size_at, teacher_config


def config(data: Path, run: Path, **changes: object) -> EmotionConfig:
    settings: dict[str, object] = {
        "data": data, "run": run, "device": "cpu", "epochs": 2, "plain_epochs": 1, "batch_size": 35, "bf16": False,
        "teachers": 0, "teacher_epochs": 1, "polish_epochs": 0,
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
    assert len(header.extra["offsets"]) == 7


def test_the_polish_goes_on_from_the_student_at_full_size_and_resumes(faces_folder: Path, tmp_path: Path) -> None:
    settings = config(faces_folder, tmp_path / "run", polish_epochs=1)
    weights = main(settings)

    assert load_weights(weights, "emotion")[1].extra["training"] == recipe(settings)  # all of it, not the last part
    student, _ = load_weights(tmp_path / "run" / "student" / "emotion.safetensors", "emotion")
    polished, _ = load_weights(weights, "emotion")
    last = polish_config(settings, tmp_path / "student.safetensors")

    apart = sum((polished[name].float() - student[name].float()).abs().sum().item() for name in student)
    size = sum(tensor.float().abs().sum().item() for tensor in student.values())
    assert 0 < apart < 0.1 * size  # another network of its kind, and not a new one
    assert [size_at(last, epoch) for epoch in range(last.epochs)] == [48]
    assert last.blur == settings.polish_blur > 0
    again = main(settings.model_copy(update={"resume": True}))
    assert all(torch.equal(polished[name], tensor) for name, tensor in load_weights(again, "emotion")[0].items())


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


def test_teachers_come_first_and_are_kept(faces_folder: Path, tmp_path: Path) -> None:
    weights = main(config(faces_folder, tmp_path / "taught", teachers=2, epochs=1, warm_start=False))
    alone = main(config(faces_folder, tmp_path / "alone", epochs=1))

    seeds = [json.loads(path.read_text())["seed"] for path in sorted(tmp_path.glob("taught/teacher-*/config.json"))]
    assert seeds == [1, 2]
    first, second = load_weights(weights, "emotion")[0], load_weights(alone, "emotion")[0]
    assert not all(torch.equal(first[name], second[name]) for name in first)


def test_a_run_that_was_stopped_among_its_teachers_goes_on(faces_folder: Path, tmp_path: Path) -> None:
    settings = config(faces_folder, tmp_path / "run", teachers=2, epochs=1)
    teacher = main(teacher_config(settings, 0))  # as if the run had been stopped after its first teacher

    with pytest.raises(RunExistsError, match="--resume"):
        main(settings)
    main(settings.model_copy(update={"resume": True}))

    assert (tmp_path / "run" / "teacher-1" / "emotion.safetensors").exists()
    assert (tmp_path / "run" / "emotion.safetensors").exists()
    assert json.loads((teacher.parent / "metrics.jsonl").read_text())["step"] == 1  # one line: it was not trained again


def test_a_run_can_start_from_other_weights(faces_folder: Path, tmp_path: Path) -> None:
    begin = main(config(faces_folder, tmp_path / "begin", epochs=1))

    still = {"epochs": 1, "learning_rate": 1e-9, "weight_decay": 0.0}
    end = main(config(faces_folder, tmp_path / "end", init=begin, **still))
    taught = main(config(faces_folder, tmp_path / "taught", teachers=1, **still))  # begins from its teacher

    first, second = load_weights(begin, "emotion")[0], load_weights(end, "emotion")[0]
    assert torch.allclose(first["classify.weight"], second["classify.weight"], atol=1e-3)
    teacher = load_weights(tmp_path / "taught" / "teacher-0" / "emotion.safetensors", "emotion")[0]
    assert torch.allclose(teacher["classify.weight"], load_weights(taught, "emotion")[0]["classify.weight"], atol=1e-3)


def test_faces_grow_while_training() -> None:
    settings = EmotionConfig(data=Path("x"), epochs=10, sizes=((36, 0.6), (40, 0.2), (48, 0.2)))

    assert [size_at(settings, epoch) for epoch in range(10)] == [36] * 6 + [40] * 2 + [48] * 2
