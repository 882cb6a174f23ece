"""Compare the painter with a network of one style: `python -m training.separate_network --content DIR --valid DIR ...`.

Trains Johnson's network (2016) on one painting by the same loss network and the same weights of style and content, then
measures it and the painter on the same photos. Prints one JSON object: the figures of `evaluate_style` for both, the
steps of L-BFGS that both are worth, and our losses as multiples of its.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import torch
from pydantic import Field
from torch import Tensor, nn

from emostyle.devices import choose_device
from emostyle.faces import RetinaFace
from emostyle.headers import STYLE_WEIGHTS
from emostyle.recognizer import Recognizer
from emostyle.stylizer import Stylizer
from training.configs import PaintingConfig, StyleName, TrainConfig, from_command_line
from training.errors import plain_endings
from training.evaluate_style import middle, painter_of, square
from training.johnson import johnson_net
from training.losses import paint_terms
from training.lpips_distance import load_heads
from training.paintings import load_paintings, style_targets
from training.photographs import Photograph, load_photographs, sample_batch
from training.runs import Run, Stateful, average_of, prepare_process
from training.schedule import Stages, steps_of, training_steps
from training.style_figures import Goal, Judge, Paint, lbfgs_steps, measure_styles
from training.vgg import CONTENT_LAYER, Vgg, load_vgg

LOG_STEPS = 50
WORTH = ("style_loss", "content_loss", "loss")  # figures that are given as ratios


class SeparateNetworkConfig(PaintingConfig, TrainConfig):
    """Training of a network of one style, to compare the painter with."""

    styles: Path = Field(description="folder with one sub-folder of paintings per emotion")
    style: StyleName = Field("munch-the-scream", description="the style of the palette that it learns")
    valid: Path = Field(description="folder of photographs that neither was trained on")
    weights: Path | None = Field(None, description="the painter's weights; the shipped ones when not given")
    run: Path = Path("runs/separate")
    stages: Stages = Field(
        ((128, 8, 1450), (192, 8, 390), (256, 8, 110)),
        description="crop size in pixels, batch size, steps; as many photos as the painter saw in one first choice",
    )
    learning_rate: float = 1e-3  # Johnson's
    final_learning_rate: float = 5e-5
    ema_decay: float = 0.99
    size: int = Field(256, description="pixels, side of the squares that both are measured on")
    valid_limit: int = Field(0, description="measure on so many photographs; 0 for all")
    gatys_photos: int = Field(8, ge=0, description="photos on which L-BFGS is timed in steps; 0 leaves it out")
    gatys_steps: int = Field(150, ge=1, description="most steps of L-BFGS, counted where it needs more")


def main(config: SeparateNetworkConfig, vgg: Vgg | None = None) -> dict[str, Any]:
    """Train the network and compare; tests pass a loss network of their own.

    Raises DataError, RunExistsError, WeightsError, and OptionError for a device that is not here.
    """
    prepare_process(config.seed, config.threads)
    device = choose_device(config.device)
    vgg = (vgg or load_vgg(config.vgg)).to(device).to(memory_format=torch.channels_last)
    paintings = load_paintings(config.styles, config.style_size, [config.style])
    photographs = load_photographs(config.content, config.faces, config.limit)
    begin = time.monotonic()
    net = train(config, vgg, paintings, photographs)
    seconds, count = time.monotonic() - begin, sum(batch * steps for _, batch, steps in config.stages)
    stylizer = Stylizer.load(config.weights or STYLE_WEIGHTS, device)
    judge = Judge(vgg, RetinaFace(1), Recognizer.load(device=device), load_heads())
    wanted = style_targets(vgg, paintings, config.size, device)
    shown = middle(paintings[config.style], config.size)
    painters = {"ours": painter_of(stylizer, config.style), "separate": _painter(net)}
    goals = [Goal(config.style, wanted, shown, paint) for paint in painters.values()]
    photos = [square(photo, config.size) for photo in load_photographs(config.valid, limit=config.valid_limit)]
    measured = zip(goals, measure_styles(judge, goals, photos), strict=True)
    both = [_with_worth(figures, judge, goal, photos, config) for goal, figures in measured]
    found = dict(zip(painters, both, strict=True))
    ratio = {name: round(found["ours"][name] / found["separate"][name], 3) for name in WORTH}
    return {"style": config.style, "photos_seen": count, "seconds": round(seconds), **found, "ours_by_separate": ratio}


def train(
    config: SeparateNetworkConfig, vgg: Vgg, paintings: dict[str, Tensor], photographs: list[Photograph]
) -> nn.Module:
    """Train Johnson's network on one painting and return its running average; goes on from a checkpoint if asked."""
    device, rates = next(vgg.parameters()).device, (config.learning_rate, config.final_learning_rate)
    net = johnson_net().to(device).to(memory_format=torch.channels_last)
    average, optimizer = average_of(net, config.ema_decay), torch.optim.Adam(net.parameters())
    parts: dict[str, Stateful] = {"net": net, "average": average, "optimizer": optimizer}
    counts = {"style": config.style_weight, "content": config.content_weight}
    counts |= {"variation": config.variation_weight, "range": config.range_weight}
    with Run(config.run, config, config.resume) as run:
        for step in training_steps(config.stages, rates, config.seed, run.restore(parts)):
            if step.is_first_of_size:
                targets = style_targets(vgg, paintings, step.size, device)
            optimizer.param_groups[0]["lr"] = step.rate
            crops = sample_batch(photographs, step.size, step.batch_size, config.face_share, step.generator)
            photos = crops.photos.to(device)
            with torch.autocast(device.type, torch.bfloat16, enabled=config.bf16):
                painted = net(photos)
                with torch.no_grad():
                    photo = vgg(photos, until=CONTENT_LAYER)[CONTENT_LAYER]
                terms = paint_terms(painted.float(), vgg(painted), photo, targets, None)
            loss = torch.stack([counts[name] * term for name, term in terms.items()]).sum(dim=0).mean()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), config.clip)
            optimizer.step()
            average.update_parameters(net)
            if step.number % LOG_STEPS == 0:
                run.log(
                    step.number, {"total": loss.item(), **{name: term.mean().item() for name, term in terms.items()}}
                )
            run.save_now_and_then(parts, step.number + 1)
        run.save(parts, steps_of(config.stages))
    return average.module


def _painter(net: nn.Module) -> Paint:
    device = next(net.parameters()).device

    @torch.inference_mode()
    def paint(photo: Tensor, strength: float) -> Tensor:
        painted: Tensor = net(photo.to(device)).clamp(0, 1).to(photo)
        return photo.lerp(painted, strength)  # such a network has no strength of its own

    return paint


def _with_worth(
    figures: dict[str, Any], judge: Judge, goal: Goal, photos: list[Tensor], config: SeparateNetworkConfig
) -> dict[str, Any]:
    weights = (config.style_weight, config.content_weight)
    loss = weights[0] * figures["style_loss"] + weights[1] * figures["content_loss"]
    some = photos[: config.gatys_photos]
    steps = lbfgs_steps(judge.vgg, goal, some, weights, config.gatys_steps, "noise")
    return {**figures, "loss": loss, "lbfgs": steps}


if __name__ == "__main__":
    with plain_endings():
        print(json.dumps(main(from_command_line(SeparateNetworkConfig))))
