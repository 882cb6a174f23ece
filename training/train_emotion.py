"""Train the classifier on FER+ and write its weights: `python -m training.train_emotion --data DIR`.

Teachers of other seeds come first, each in a folder of its own beside the other files of the run; then a student
learns from the votes and from what a teacher says of the very face it sees (Hinton 2015, Beyer 2022); last, it goes on
for a few epochs at a low learning rate with more blurred faces, and is shipped.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import cast

import torch
from torch import Generator, Tensor
from tqdm import tqdm

from emostyle.emotions import EMOTIONS
from emostyle.pipeline import choose_device
from emostyle.reading.emotion_net import EmotionNet
from emostyle.reading.recognizer import Recognizer, load_net
from emostyle.weights.files import WeightsHeader, save_weights
from training.common.configs import EmotionConfig, from_command_line, recipe
from training.common.errors import DataError, plain_endings
from training.common.run_folder import Run, Stateful, average_of, git_revision, prepare_process
from training.evaluate_emotion import measure, predict
from training.reader import augment
from training.reader.calibration import calibrate
from training.reader.class_balance import BalancedLoss, draw_order, rare_offsets
from training.reader.datasets import FerPlus, load_ferplus, training_faces
from training.reader.metrics import emotion_metrics, select_strict


def main(config: EmotionConfig) -> Path:
    """Train as `config` says, resuming from a checkpoint if requested; return the path of the weights.

    Raises DataError, RunExistsError, and OptionError for a device that is not here.
    """
    device, asked = choose_device(config.device), config
    with Run(config.run, config, config.resume) as run:
        weights = [main(teacher_config(config, i)) for i in range(config.teachers)]
        teachers = [_load_teacher(path, device) for path in weights]
        if weights and config.warm_start:
            config = config.model_copy(update={"init": weights[0]})
        if config.polish_epochs:
            student = student_config(config)
            with Run(student.run, student, config.resume) as student_run:
                config = polish_config(config, _learn(student_run, student, teachers, device, student))
        return _learn(run, config, teachers, device, asked)


def _learn(
    run: Run, config: EmotionConfig, teachers: list[EmotionNet], device: torch.device, asked: EmotionConfig
) -> Path:
    prepare_process(config.seed, config.threads)
    images, targets = training_faces(load_ferplus(config.data, "train"), config.limit)
    valid = _load_valid(config.data)
    net, criterion = _build_net(config, device), BalancedLoss(config.balance, targets, config.balance_power)
    average = average_of(net, config.ema_decay)
    reader = cast("EmotionNet", average.module)  # the averaged network is the one that is measured and shipped
    optimizer = _optimizer(net, config)
    steps = len(images) // config.batch_size
    if not steps:
        raise DataError(f"{len(images)} faces do not fill one batch of {config.batch_size}: lower --batch-size.")
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, config.learning_rate, total_steps=steps * config.epochs, pct_start=0.15
    )
    parts: dict[str, Stateful] = {"net": net, "average": average, "optimizer": optimizer, "schedule": schedule}
    for epoch in range(run.restore(parts), config.epochs):
        generator = Generator().manual_seed(config.seed * 10_000 + epoch)
        net.train()
        losses = []
        batches = _batches(targets, config, generator)[:steps]
        for batch in tqdm(batches, desc=f"epoch {epoch + 1}/{config.epochs}", leave=False, mininterval=5):
            faces, wanted = _prepare(images[batch], targets[batch], epoch, config, generator, device)
            if teachers:
                wanted = wanted.lerp(_taught(faces, teachers, config, generator), config.teaching)
            with torch.autocast(device.type, torch.bfloat16, enabled=config.bf16):
                logits = net(faces.contiguous(memory_format=torch.channels_last))
            loss = criterion(logits, wanted)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            average.update_parameters(net)
            losses.append(loss.detach())
        figures = _validate(reader, valid, device)
        figures |= {"loss/train": float(torch.stack(losses).mean()), "rate": float(schedule.get_last_lr()[0])}
        run.log(epoch + 1, figures)
        tqdm.write(f"epoch {epoch + 1}: " + " ".join(f"{k}={v:.4f}" for k, v in figures.items()))
        if epoch == 0:
            run.picture(epoch, "faces", _contact_sheet(faces))
        run.save(parts, epoch + 1)
    return _publish(run, asked, reader, targets, valid)


def teacher_config(config: EmotionConfig, number: int) -> EmotionConfig:
    """Return how teacher `number` is trained: as the network itself, for fewer epochs, alone and from another seed."""
    changes = {
        "run": config.run / f"teacher-{number}",
        "seed": config.seed + 1 + number,
        "epochs": config.teacher_epochs,
        "teachers": 0,
        "polish_epochs": 0,
    }
    return config.model_copy(update=changes)


def student_config(config: EmotionConfig) -> EmotionConfig:
    """Return how the student is trained, before it is polished."""
    return config.model_copy(update={"run": config.run / "student", "polish_epochs": 0})


def polish_config(config: EmotionConfig, student: Path) -> EmotionConfig:
    """Return how the student with these weights is polished: at full size, with blur, without cover and mixup."""
    changes = {
        "init": student,
        "epochs": config.polish_epochs,
        "plain_epochs": config.polish_epochs,
        "learning_rate": config.polish_rate,
        "sizes": (config.sizes[-1],),
        "blur": config.polish_blur,
    }
    return config.model_copy(update=changes)


def _load_teacher(weights: Path, device: torch.device) -> EmotionNet:
    return load_net(weights)[0].eval().to(device).to(memory_format=torch.channels_last)


def _build_net(config: EmotionConfig, device: torch.device) -> EmotionNet:
    net = load_net(config.init)[0] if config.init else EmotionNet()
    return net.to(device).to(memory_format=torch.channels_last)


def _batches(targets: Tensor, config: EmotionConfig, generator: Generator) -> list[Tensor]:
    if config.balance == "sampling":
        order = draw_order(targets, config.balance_power, generator)
    else:
        order = torch.randperm(len(targets), generator=generator)
    return list(order.split(config.batch_size))


def size_at(config: EmotionConfig, epoch: int) -> int:
    """Return the side of the faces in pixels in an epoch, counted from 0."""
    progress, end = (epoch + 0.5) / config.epochs, 0.0
    for size, share in config.sizes:
        end += share
        if progress < end:
            return size
    return config.sizes[-1][0]


def _taught(faces: Tensor, teachers: list[EmotionNet], config: EmotionConfig, generator: Generator) -> Tensor:
    # One teacher at random per batch costs a third of asking all and means the same in the long run.
    teacher = teachers[int(torch.randint(len(teachers), (1,), generator=generator))]
    with torch.no_grad(), torch.autocast(faces.device.type, torch.bfloat16, enabled=config.bf16):
        logits: Tensor = teacher(faces.contiguous(memory_format=torch.channels_last))
    return logits.float().softmax(dim=1)


def _load_valid(folder: Path) -> FerPlus:
    valid = load_ferplus(folder, "valid")
    if not select_strict(valid.votes)[0].any():
        raise DataError(f"{folder / 'valid.npz'} has no face that most people agree on, so nothing can be measured.")
    return valid


def _optimizer(net: EmotionNet, config: EmotionConfig) -> torch.optim.Optimizer:
    decayed = [p for p in net.parameters() if p.ndim > 1]
    plain = [p for p in net.parameters() if p.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": config.weight_decay}, {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=config.learning_rate)


def _prepare(
    images: Tensor, targets: Tensor, epoch: int, config: EmotionConfig, generator: Generator, device: torch.device
) -> tuple[Tensor, Tensor]:
    faces, targets = images.to(device).float() / 255, targets.to(device)
    faces = augment.light(augment.affine(faces, generator, size_at(config, epoch)), generator)
    faces = augment.blur(faces, config.blur, generator)
    faces = augment.compress(augment.degrade(faces, config.degrade, generator), config.compress, generator)
    if epoch >= config.epochs - config.plain_epochs:
        return faces, targets
    faces = augment.erase(faces, config.erase, generator)
    if config.mixup and torch.rand(1, generator=generator) < 0.5:
        faces, targets = augment.mixup(faces, targets, config.mixup, generator)
    return faces, targets


def _validate(net: EmotionNet, valid: FerPlus, device: torch.device) -> dict[str, float]:
    logits = predict(Recognizer(net, device=device), valid.images)
    strict = emotion_metrics(logits.softmax(dim=1), valid.votes)["strict"]
    return {name: strict[name] for name in ("accuracy", "macro_f1", "ece")}


def _contact_sheet(faces: Tensor) -> Tensor:
    from torchvision.utils import make_grid

    sheet: Tensor = make_grid(faces[:64].cpu(), nrow=16)
    return sheet


def _publish(run: Run, config: EmotionConfig, net: EmotionNet, targets: Tensor, valid: FerPlus) -> Path:
    device = next(net.parameters()).device
    with torch.no_grad():  # what is measured is what is written: numbers of 16 bits
        for numbers in filter(torch.is_floating_point, net.state_dict().values()):
            numbers.copy_(numbers.half())
    logits = predict(Recognizer(net, device=device), valid.images)
    calibration = calibrate(logits, valid, rare_offsets(targets, config.rare_power), config.least_side)
    metrics = measure(Recognizer(net, calibration, device), logits, valid)
    header = WeightsHeader(
        kind="emotion",
        config=dataclasses.asdict(net.config),
        labels=tuple(e.value for e in EMOTIONS),
        revision=git_revision(),
        metrics={"valid": metrics},
        extra={**dataclasses.asdict(calibration), "training": recipe(config)},
    )
    path = run.folder / "emotion.safetensors"
    tensors = {name: t.contiguous() for name, t in net.state_dict().items()}
    save_weights(path, tensors, header)
    strict = metrics["strict"]
    print(json.dumps({"weights": str(path), **{k: strict[k] for k in ("accuracy", "macro_f1", "recall", "ece")}}))
    return path


if __name__ == "__main__":
    with plain_endings():
        main(from_command_line(EmotionConfig))
