"""Train the classifier on FER+ and write its weights: `python -m training.train_emotion --data DIR`."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import cast

import torch
from torch import Generator, Tensor
from tqdm import tqdm

from emostyle.emotion_net import EmotionNet
from emostyle.emotions import EMOTIONS
from emostyle.pipeline import choose_device
from emostyle.recognizer import Recognizer
from emostyle.weights import WeightsHeader, save_weights
from training import augment
from training.configs import EmotionConfig, from_command_line, recipe
from training.datasets import FerPlus, load_ferplus, training_faces
from training.errors import DataError, plain_endings
from training.evaluate_emotion import fit_temperature, predict
from training.metrics import emotion_metrics, select_strict
from training.runs import Run, Stateful, average_of, git_revision, prepare_process


def main(config: EmotionConfig) -> Path:
    """Train as `config` says, going on from a checkpoint if asked; return the path of the weights.

    Raises DataError, RunExistsError, and OptionError for a device that is not here.
    """
    prepare_process(config.seed, config.threads)
    device = choose_device(config.device)
    images, targets = training_faces(load_ferplus(config.data, "train"), config.limit)
    valid = _load_valid(config.data)
    net = EmotionNet().to(device).to(memory_format=torch.channels_last)
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
    with Run(config.run, config, config.resume) as run:
        for epoch in range(run.restore(parts), config.epochs):
            generator = Generator().manual_seed(config.seed * 10_000 + epoch)
            net.train()
            losses = []
            order = torch.randperm(len(images), generator=generator)[: steps * config.batch_size]
            for batch in tqdm(order.split(config.batch_size), desc=f"epoch {epoch + 1}/{config.epochs}", leave=False):
                faces, wanted = _prepare(images[batch], targets[batch], epoch, config, generator, device)
                with torch.autocast(device.type, torch.bfloat16, enabled=config.bf16):
                    logits = net(faces.contiguous(memory_format=torch.channels_last))
                loss = -(wanted * logits.float().log_softmax(dim=1)).sum(dim=1).mean()
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
        return _publish(run, config, reader, valid, device)


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
    faces = augment.light(augment.affine(faces, generator), generator)
    faces = augment.degrade(faces, config.degrade, generator)
    if epoch >= config.epochs - config.plain_epochs:
        return faces, targets
    faces = augment.erase(faces, config.erase, generator)
    if config.mixup and torch.rand(1, generator=generator) < 0.5:
        faces, targets = augment.mixup(faces, targets, config.mixup, generator)
    return faces, targets


def _validate(net: EmotionNet, valid: FerPlus, device: torch.device) -> dict[str, float]:
    probabilities = predict(Recognizer(net, device=device), valid)
    strict = emotion_metrics(probabilities, valid.votes)["strict"]
    return {name: strict[name] for name in ("accuracy", "macro_f1", "ece")}


def _contact_sheet(faces: Tensor) -> Tensor:
    from torchvision.utils import make_grid

    sheet: Tensor = make_grid(faces[:64].cpu(), nrow=16)
    return sheet


def _publish(run: Run, config: EmotionConfig, net: EmotionNet, valid: FerPlus, device: torch.device) -> Path:
    temperature = fit_temperature(Recognizer(net, device=device), valid)
    metrics = emotion_metrics(predict(Recognizer(net, temperature, device), valid), valid.votes)
    header = WeightsHeader(
        kind="emotion",
        config=dataclasses.asdict(net.config),
        labels=tuple(e.value for e in EMOTIONS),
        revision=git_revision(),
        metrics={"valid": metrics},
        extra={"temperature": temperature, "training": recipe(config)},
    )
    path = run.folder / "emotion.safetensors"
    tensors = {name: t.contiguous() for name, t in net.state_dict().items()}
    save_weights(path, tensors, header)
    print(json.dumps({"weights": str(path), "temperature": temperature, **metrics["strict"]}))
    return path


if __name__ == "__main__":
    with plain_endings():
        main(from_command_line(EmotionConfig))
