"""Teach the painter one style more: `python -m training.add_style IMAGE --emotion sad --name my-style --content DIR`.

Only the numbers of the style are learnt, beside shared weights that stay as they are, so it takes minutes, and what is
written is a file of a few KB. `emostyle` and the worker paint it once EMOSTYLE_STYLES_DIR names its folder.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from pydantic import Field, field_validator
from pydantic_settings import CliPositionalArg
from torch import Generator, Tensor
from torch.nn import functional as F

from emostyle.catalogue import NAME, SUFFIX, Choice
from emostyle.devices import choose_device
from emostyle.emotions import Emotion
from emostyle.palette import IDENTITY_STYLE, Artwork, all_style_names
from emostyle.style_net import StyleNet, StyleNetConfig
from emostyle.style_numbers import is_of_a_style, save_style
from emostyle.weights import STYLE_WEIGHTS, fill, load_weights
from training.colours import allowed_steps
from training.configs import PaintingConfig, from_command_line
from training.errors import DataError, plain_endings
from training.losses import style_loss
from training.objective import Batch, Judges, loss_terms, make_judges
from training.paintings import read_painting, style_targets
from training.photographs import Photograph, load_photographs, sample_batch
from training.runs import prepare_process
from training.schedule import Stages, training_steps
from training.vgg import Vgg, load_vgg

PROBES, PROBE_SIDE = 4, 128  # photos and pixels, to find the style that is nearest to the new one
LAST = 20  # steps whose losses are averaged for the report


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
    strength: float = Field(0.75, ge=0, le=1, description="how strongly it is painted when nobody says otherwise")
    stages: Stages = Field(((128, 8, 400), (192, 8, 250)), description="crop size in pixels, batch size, steps")
    compare_with: str | None = Field(
        None,
        description="a style of the weights of the same painting: do not start there, and say how near it one came",
    )
    learning_rate: float = Field(2e-2, description="at the start")
    final_learning_rate: float = Field(1e-3, description="at the end")

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
    painting = {config.name: read_painting(config.image, config.style_size)}
    photographs = load_photographs(config.content, config.faces, config.limit)
    weights = config.weights or STYLE_WEIGHTS
    net, start = lone_net(weights, photographs, vgg, style_targets(vgg, painting, PROBE_SIDE, device), config)
    numbers = [parameter for name, parameter in net.named_parameters() if is_of_a_style(name)]
    optimizer, rates = torch.optim.Adam(numbers), (config.learning_rate, config.final_learning_rate)
    judges = make_judges(vgg, (config.name, IDENTITY_STYLE), device)
    judges = replace(judges, colours=config.patch_allowance * allowed_steps(list(painting.values())).to(device))
    history: list[dict[str, float]] = []
    for step in training_steps(config.stages, rates, config.seed, name=config.name):
        if step.is_first_of_size:
            judges = replace(judges, targets=style_targets(vgg, painting, step.size, device))
        optimizer.param_groups[0]["lr"] = step.rate
        crops = sample_batch(photographs, step.size, step.batch_size, config.face_share, step.generator)
        mix = torch.tensor([[1.0, 0.0]]).expand(step.batch_size, -1)
        batch = Batch(crops.photos.to(device), crops.masks.to(device), mix, crops.faces.to(device))
        loss, terms = loss_terms(net, judges, batch, config)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(numbers, config.clip)
        optimizer.step()
        history.append({name: values.mean().item() for name, values in terms.items()})
    path = config.styles_dir / f"{config.name}{SUFFIX}"
    save_style(path, net, 0, choice_of(config))
    found = report(path, start, history, time.monotonic() - begin)
    if config.compare_with is not None:
        trained = net_of(weights, config.compare_with).to(device).to(memory_format=torch.channels_last)
        ours, theirs = (losses_of(each, judges, photographs, config) for each in (net, trained))
        found["times_its_loss"] = {name: round(ours[name] / theirs[name], 3) for name in ours}
    return found


def lone_net(
    weights: Path, photographs: list[Photograph], vgg: Vgg, targets: dict[str, Tensor], config: AddStyleConfig
) -> tuple[StyleNet, str]:
    """Build a network with two styles, the new one and identity, and say from which style the new one starts.

    Only the numbers of styles take a gradient. Raises WeightsError, and DataError for weights without identity style
    or without the style to compare with.
    """
    device = next(vgg.parameters()).device
    tensors, header = load_weights(weights, "style")
    for needed in (IDENTITY_STYLE, config.compare_with or IDENTITY_STYLE):
        if needed not in header.labels:
            raise DataError(f"{weights} has no {needed} style.")
    whole = StyleNet(StyleNetConfig.from_header(header.config))
    fill(whole, tensors, weights)
    others = [number for number, label in enumerate(header.labels) if label != config.compare_with]
    nearest = header.labels[nearest_style(whole.to(device), others, photographs, vgg, targets)]
    net = net_of(weights, nearest)
    for name, parameter in net.named_parameters():
        parameter.requires_grad_(is_of_a_style(name))
    return net.to(device).to(memory_format=torch.channels_last), nearest


def net_of(weights: Path, style: str) -> StyleNet:
    """Build a network with one style of weights and identity; raises WeightsError."""
    tensors, header = load_weights(weights, "style")
    rows = [header.labels.index(label) for label in (style, IDENTITY_STYLE)]
    chosen = {name: tensor[rows] if is_of_a_style(name) else tensor for name, tensor in tensors.items()}
    net = StyleNet(StyleNetConfig.from_header({**header.config, "styles": 2}))
    fill(net, chosen, weights)
    return net


@torch.no_grad()
def losses_of(net: StyleNet, judges: Judges, photographs: list[Photograph], config: AddStyleConfig) -> dict[str, float]:
    """Return the whole loss, and its largest terms, of a network's first style; always on the same crops."""
    size, count, _ = config.stages[-1]
    sums = dict.fromkeys(("total", "style", "content"), 0.0)
    for number in range(LAST):
        crops = sample_batch(photographs, size, count, config.face_share, Generator().manual_seed(number))
        device = next(net.parameters()).device
        mix = torch.tensor([[1.0, 0.0]]).expand(count, -1)
        batch = Batch(crops.photos.to(device), crops.masks.to(device), mix, crops.faces.to(device))
        total, terms = loss_terms(net, judges, batch, config)
        for name in sums:
            sums[name] += (total if name == "total" else terms[name].mean()).item() / LAST
    return sums


@torch.no_grad()
def nearest_style(
    net: StyleNet, styles: list[int], photographs: list[Photograph], vgg: Vgg, targets: dict[str, Tensor]
) -> int:
    """Return which of some styles paints a few photos nearest to the Gram matrices of `targets`, by its number."""
    device = next(net.parameters()).device
    crops = sample_batch(photographs, PROBE_SIDE, PROBES, 0.5, Generator().manual_seed(0))
    photos = crops.photos.to(device)
    mixes = F.one_hot(torch.tensor(styles), net.config.styles).float().to(device)
    losses = [style_loss(vgg(net(photos, mix.expand(PROBES, -1))), targets).mean() for mix in mixes]
    return styles[int(torch.stack(losses).argmin())]


def choice_of(config: AddStyleConfig) -> Choice:
    """Return what the palette will say of the style."""
    texts = {"artist": config.artist, "year": config.year, "why": config.why, "source": config.image.name}
    artwork = Artwork(config.name, title=config.title or config.name, strength=config.strength, **texts)
    return Choice(config.emotion, artwork)


def report(path: Path, start: str, history: list[dict[str, float]], seconds: float) -> dict[str, Any]:
    """Say where the style is, how large, and what it reached; losses are averages over the last steps."""
    last = history[-LAST:]
    losses = {name: round(sum(row[name] for row in last) / len(last), 4) for name in ("style", "content", "reading")}
    return {"file": str(path), "bytes": path.stat().st_size, "started_from": start, "seconds": round(seconds)} | losses


if __name__ == "__main__":
    with plain_endings():
        print(json.dumps(main(from_command_line(AddStyleConfig))))
