"""Teach the painter one style more: `python -m training.add_style IMAGE --emotion sad --name my-style --content DIR`.

Only the numbers of the style are learnt, its last kernels among them, beside shared weights that stay as they are, so
it takes minutes, and what is written is a file of tens of KB. `emostyle` and the worker paint it once
EMOSTYLE_STYLES_DIR names its folder.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from pydantic import Field, field_validator
from pydantic_settings import CliPositionalArg
from torch import Generator, Tensor

from emostyle.emotions import Emotion
from emostyle.painting.style_files import is_of_a_style, save_style
from emostyle.painting.style_net import StyleNet, StyleNetConfig
from emostyle.runtime.devices import choose_device
from emostyle.styles.catalogue import NAME, SUFFIX, Choice
from emostyle.styles.palette import IDENTITY_STYLE, Artwork, all_style_names
from emostyle.weights.files import STYLE_WEIGHTS, fill, load_weights
from training.common.configs import PaintingConfig, from_command_line
from training.common.errors import DataError, plain_endings
from training.common.run_folder import prepare_process
from training.common.schedule import Stages, training_steps
from training.losses.vgg import Vgg, load_vgg
from training.painter.objective import Batch, loss_terms
from training.painter.paintings import StyleTargets, read_painting, style_targets
from training.painter.photographs import Photograph, load_photographs, sample_batch

PROBES = 2  # batches of one photo, to find the style that is nearest to the new one
LAST = 20  # steps whose losses are averaged for the report
REPORTED = ("style", "neighbours", "content")  # terms of the loss that are reported beside all of it


class AddStyleConfig(PaintingConfig):
    """Learning one style beside those of trained weights."""

    image: CliPositionalArg[Path] = Field(description="the painting")
    emotion: Emotion = Field(description="the emotion that it speaks for")
    name: str = Field(description="name of the style: small letters, digits and hyphens")
    weights: Path | None = Field(None, description="weights to learn beside; the shipped ones when not given")
    styles_dir: Path = Field(Path("styles"), description="folder to write into; EMOSTYLE_STYLES_DIR names it later")
    title: str = Field("", description="title of the painting; the name when not given")
    artist: str = Field("unknown", description="who painted it")
    year: str = Field("undated", description="when")
    why: str = Field("Chosen by hand.", description="one sentence: why it speaks for its emotion")
    strength: float = Field(1.0, ge=0, le=1, description="how strongly it is painted when nobody says otherwise")
    stages: Stages = Field(((192, 8, 350),), description="crop size in pixels, samples in a step, steps")
    copies: int = Field(2, ge=1, description="times that each photo of a step is painted; divides the samples")
    compare_with: str | None = Field(
        None,
        description="a style of the weights of the same painting: do not start there, and say how near it one came",
    )
    learning_rate: float = Field(1e-2, description="at the start")
    final_learning_rate: float = Field(5e-4, description="at the end")
    kernel_pace: float = Field(0.4, description="learning rate of the last kernels relative to the other numbers")

    @field_validator("name")
    @classmethod
    def _check_name(cls, name: str) -> str:
        if not NAME.fullmatch(name):
            raise ValueError("a style is called by small letters, digits and hyphens, as in my-style")
        if name in (*all_style_names(), IDENTITY_STYLE):
            raise ValueError(f"the palette has a style {name} already")
        return name


def main(config: AddStyleConfig, vgg: Vgg | None = None) -> dict[str, Any]:
    """Learn the style, write its file, and return where that is and what was reached.

    Tests pass a loss network of their own. Raises DataError, WeightsError, and OptionError for a device that is not
    here.
    """
    prepare_process(config.seed, config.threads)
    begin, device = time.monotonic(), choose_device(config.device)
    vgg = (vgg or load_vgg(config.vgg)).to(device).to(memory_format=torch.channels_last)
    painting, weights = {config.name: read_painting(config.image)}, config.weights or STYLE_WEIGHTS
    targets = style_targets(vgg, painting, config.stages[0][0], device, config.bf16)
    learner = Learner(vgg, targets, load_photographs(config.content, config.faces, config.limit), config)
    start = nearest_style(weights, learner)
    net = net_of(weights, start).to(device).to(memory_format=torch.channels_last)
    optimizer, rates = make_optimizer(net, config), (config.learning_rate, config.final_learning_rate)
    numbers = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    history: list[dict[str, float]] = []
    for step in training_steps(config.stages, rates, config.seed, name=config.name):
        if step.is_first_of_size:
            learner.targets = style_targets(vgg, painting, step.size, device, config.bf16)
        for group in optimizer.param_groups:
            group["lr"] = step.rate * group["pace"]
        loss, terms = learner.loss_of(net, step.size, step.batch_size, step.generator)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(numbers, config.clip)
        optimizer.step()
        history.append({"loss": loss.item(), **terms})
    path = config.styles_dir / f"{config.name}{SUFFIX}"
    save_style(path, net, 0, choice_of(config))
    found = report(path, start, history, time.monotonic() - begin)
    if config.compare_with is not None:
        trained = net_of(weights, config.compare_with).to(device).to(memory_format=torch.channels_last)
        ours, theirs = (losses_of(each, learner, LAST) for each in (net, trained))
        found["times_its_loss"] = {name: round(ours[name] / theirs[name], 3) for name in ours}
    return found


@dataclass(slots=True)
class Learner:
    """What the new style is learnt from."""

    vgg: Vgg
    targets: StyleTargets  # of the painting alone
    photographs: list[Photograph]
    config: AddStyleConfig

    def loss_of(self, net: StyleNet, size: int, count: int, generator: Generator) -> tuple[Tensor, dict[str, float]]:
        """Paint crops in the first of two styles; return the loss, and the means of its terms by name."""
        device, photos = next(net.parameters()).device, count // self.config.copies
        crops = sample_batch(self.photographs, size, photos, self.config.face_share, generator)
        mix = torch.tensor([[1.0, 0.0]]).expand(photos * self.config.copies, -1)
        batch = Batch.of(crops, mix, device)
        loss, terms = loss_terms(net, self.vgg, self.targets, batch, self.config, generator)
        return loss, {name: term.mean().item() for name, term in terms.items()}


def nearest_style(weights: Path, learner: Learner) -> str:
    """Return the style of weights whose paintings have the lowest loss for the new artwork.

    Raises WeightsError, and DataError for weights without identity style or without the style to compare with.
    """
    _, header = load_weights(weights, "style")
    apart = learner.config.compare_with
    for needed in (IDENTITY_STYLE, apart or IDENTITY_STYLE):
        if needed not in header.labels:
            raise DataError(f"{weights} has no {needed} style.")
    styles = [label for label in header.labels if label not in {apart, IDENTITY_STYLE}] or [IDENTITY_STYLE]
    device = next(learner.vgg.parameters()).device
    losses = {style: losses_of(net_of(weights, style).to(device), learner, PROBES)["loss"] for style in styles}
    return min(losses, key=lambda style: losses[style])


def net_of(weights: Path, style: str) -> StyleNet:
    """Build a network with one style of weights and identity, whose numbers alone learn; raises WeightsError."""
    tensors, header = load_weights(weights, "style")
    rows = [header.labels.index(label) for label in (style, IDENTITY_STYLE)]
    chosen = {name: tensor[rows] if is_of_a_style(name) else tensor for name, tensor in tensors.items()}
    net = StyleNet(StyleNetConfig.from_header({**header.config, "styles": 2}))
    fill(net, chosen, weights)
    for name, parameter in net.named_parameters():
        parameter.requires_grad_(is_of_a_style(name))
    return net


def make_optimizer(net: StyleNet, config: AddStyleConfig) -> torch.optim.Optimizer:
    """Let the numbers of the styles learn, the last kernels at a pace of their own."""
    kernels = [p for name, p in net.named_parameters() if p.requires_grad and name == "paint.kernels"]
    others = [p for name, p in net.named_parameters() if p.requires_grad and name != "paint.kernels"]
    rows = [{"params": kernels, "pace": config.kernel_pace}, {"params": others, "pace": 1.0}]
    return torch.optim.Adam(rows, lr=config.learning_rate)


@torch.no_grad()
def losses_of(net: StyleNet, learner: Learner, batches: int) -> dict[str, float]:
    """Return the loss, and its largest terms, of a network's first style; always on the same crops."""
    size, _, _ = learner.config.stages[-1]
    sums = dict.fromkeys(("loss", *REPORTED), 0.0)
    for number in range(batches):
        generator = Generator().manual_seed(number)
        loss, terms = learner.loss_of(net, size, learner.config.copies, generator)
        for name in sums:
            sums[name] += (loss.item() if name == "loss" else terms[name]) / batches
    return sums


def choice_of(config: AddStyleConfig) -> Choice:
    """Return what the palette will say of the style."""
    texts = {"artist": config.artist, "year": config.year, "why": config.why, "source": config.image.name}
    artwork = Artwork(config.name, title=config.title or config.name, strength=config.strength, **texts)
    return Choice(config.emotion, artwork)


def report(path: Path, start: str, history: list[dict[str, float]], seconds: float) -> dict[str, Any]:
    """Say where the style is, how large, and what it reached; losses are averages over the last steps."""
    last = history[-LAST:]
    losses = {name: round(sum(row[name] for row in last) / len(last), 4) for name in ("loss", *REPORTED)}
    return {"file": str(path), "bytes": path.stat().st_size, "started_from": start, "seconds": round(seconds)} | losses


if __name__ == "__main__":
    with plain_endings():
        print(json.dumps(main(from_command_line(AddStyleConfig))))
