"""Train the painter and write its weights: `python -m training.train_style --content DIR --styles DIR --vgg FILE`."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import cast

import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from emostyle.painting.style_files import is_of_a_style
from emostyle.painting.style_net import StyleNet, StyleNetConfig, draw_noise
from emostyle.runtime.devices import choose_device
from emostyle.styles.palette import ARTWORKS, all_style_names, style_names
from emostyle.weights.files import WeightsHeader, fill, load_weights, save_weights
from training.common.configs import StyleConfig, from_command_line, recipe
from training.common.errors import DataError, plain_endings
from training.common.run_folder import Run, Stateful, average_of, git_revision, prepare_process
from training.common.schedule import steps_of, training_steps
from training.losses.vgg import Vgg, load_vgg
from training.painter.objective import Batch, Tally, loss_terms
from training.painter.paintings import load_paintings, shipped_styles, style_targets
from training.painter.photographs import Photograph, load_photographs, sample_batch

PREVIEW_LONG, PREVIEWS = 448, 6
LOG_STEPS, PREVIEW_STEPS = 25, 250
FIRST = range(len(style_names()))  # numbers of the first choices


def main(config: StyleConfig, vgg: Vgg | None = None) -> Path:
    """Train as `config` says, resuming from a checkpoint if requested; return the path of the weights.

    Tests pass a loss network of their own; otherwise `config.vgg` names it. Raises DataError, RunExistsError,
    WeightsError, and OptionError for a device that is not here.
    """
    prepare_process(config.seed, config.threads)
    device = choose_device(config.device)
    vgg = (vgg or load_vgg(config.vgg)).to(device).to(memory_format=torch.channels_last)
    styles, paintings = shipped_styles(), load_paintings(config.styles)
    photographs = load_photographs(config.content, config.faces, config.limit)
    net = build_net(config, styles).to(device).to(memory_format=torch.channels_last)
    keep_all_but(net, config.only, styles)
    average = average_of(net, config.ema_decay)
    painter = cast("StyleNet", average.module)  # the averaged network is the one that is shown and shipped
    optimizer, tally = make_optimizer(net, config), Tally(styles)
    parts: dict[str, Stateful] = {"net": net, "average": average, "optimizer": optimizer}
    rates = (config.learning_rate, config.final_learning_rate)
    with Run(config.run, config, config.resume) as run:
        for step in training_steps(config.stages, rates, config.seed, run.restore(parts)):
            if step.is_first_of_size:
                targets = style_targets(vgg, paintings, step.size, device, config.bf16)
            for group in optimizer.param_groups:
                group["lr"] = step.rate * group["pace"]
            photos = step.batch_size // config.copies
            crops = sample_batch(photographs, step.size, photos, config.face_share, step.generator)
            mix = draw_mix(step.number, step.batch_size, config, step.generator)
            batch = Batch.of(crops, mix, device)
            loss, terms = loss_terms(net, vgg, targets, batch, config, step.generator)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            gradient = torch.nn.utils.clip_grad_norm_(net.parameters(), config.clip)
            optimizer.step()
            average.update_parameters(net)
            tally.add(terms, mix)
            if step.number % LOG_STEPS == 0:
                run.log(step.number, {"total": loss.item(), "gradient": gradient.item(), **tally.means()})
            if step.number % PREVIEW_STEPS == PREVIEW_STEPS - 1:
                run.picture(step.number, "sheet", preview(painter, choose_previews(photographs), device))
            run.save_now_and_then(parts, step.number + 1)
        run.save(parts, total := steps_of(config.stages))
        run.picture(total, "sheet", preview(painter, choose_previews(photographs), device))
        return publish(run, config, painter, styles)


def build_net(config: StyleConfig, styles: tuple[str, ...]) -> StyleNet:
    """Make the network, from the weights that `config.init` names if it does.

    A style that those lack starts as the first choice of its emotion. Raises WeightsError, and DataError for weights
    without a first choice or the identity style.
    """
    if config.init is None:
        return StyleNet(StyleNetConfig(styles=len(styles)))
    tensors, header = load_weights(config.init, "style")
    rows = [_row_for(style, header.labels, config.init) for style in styles]
    grown = {name: tensor[rows] if is_of_a_style(name) else tensor for name, tensor in tensors.items()}
    net = StyleNet(StyleNetConfig.from_header({**header.config, "styles": len(styles)}))
    fill(net, grown, config.init)
    return net


def _row_for(style: str, labels: tuple[str, ...], path: Path) -> int:
    first = next((works[0].style for works in ARTWORKS.values() if style in [work.style for work in works]), style)
    for name in (style, first):
        if name in labels:
            return labels.index(name)
    raise DataError(f"{path} holds other styles than the palette: {', '.join(labels)}.")


def keep_all_but(net: StyleNet, only: tuple[str, ...], styles: tuple[str, ...]) -> None:
    """Let only the numbers of some of the styles learn; all of the network when none is named."""
    if not only:
        return
    for name, parameter in net.named_parameters():
        parameter.requires_grad_(is_of_a_style(name))
        if parameter.requires_grad:
            learns = torch.tensor([float(style in only) for style in styles], device=parameter.device)
            learns = learns.view(-1, *[1] * (parameter.dim() - 1))
            parameter.register_hook(lambda gradient, learns=learns: gradient * learns)


def make_optimizer(net: StyleNet, config: StyleConfig) -> torch.optim.Optimizer:
    """Let the numbers of the styles learn faster than the shared weights.

    Each style is seen in a seventh of the samples and has to part from the others by scales and shifts alone.
    """
    paces = {"shared": 1.0, "kernels": config.kernel_pace, "numbers": config.style_pace}
    groups: dict[str, list[Tensor]] = {kind: [] for kind in paces}
    for name, parameter in net.named_parameters():
        if parameter.requires_grad:
            kind = "shared" if not is_of_a_style(name) else "kernels" if name == "paint.kernels" else "numbers"
            groups[kind].append(parameter)
    rows = [{"params": parameters, "pace": paces[kind]} for kind, parameters in groups.items() if parameters]
    return torch.optim.Adam(rows, lr=config.learning_rate)


def draw_mix(step: int, count: int, config: StyleConfig, generator: Generator) -> Tensor:
    """Choose what each sample is painted in: (count, styles); the styles take turns.

    Some samples blend two styles, some are painted at part of the strength, some are identity.
    """
    styles = len(shipped_styles())
    samples = range(step * count, (step + 1) * count)
    some = [shipped_styles().index(style) for style in config.only]
    turn = torch.tensor([some[i % len(some)] if some else turn_of(i, config.first_share) for i in samples])
    mix = F.one_hot(turn, styles).float()
    kind = torch.rand(count, generator=generator)
    other = F.one_hot(torch.randint(styles - 1, (count,), generator=generator), styles).float()
    share = torch.rand(count, 1, generator=generator)
    same = F.one_hot(torch.tensor(styles - 1), styles).float()
    fading, blending = config.identity_share + config.fade_share, 1 - config.blend_share
    mix = torch.where((kind > blending)[:, None], mix.lerp(other, share), mix)
    mix = torch.where((kind < fading)[:, None], mix.lerp(same, share), mix)
    return torch.where((kind < config.identity_share)[:, None], same, mix)


def turn_of(sample: int, first_share: float) -> int:
    """Return the number of the style whose turn the sample is: first choices take `first_share` of all, by turns."""
    firsts, others = len(style_names()), len(all_style_names()) - len(style_names())
    before = math.floor(sample * first_share)  # first choices among the samples before this one
    if math.floor((sample + 1) * first_share) > before:
        return before % firsts
    return firsts + (sample - before) % others


def choose_previews(photographs: list[Photograph]) -> list[Photograph]:
    """Choose the photos of the sample sheets: mostly with faces, always the same."""
    faces = [p for p in photographs if len(p.faces)][: PREVIEWS - 2]
    return faces + [p for p in photographs if not len(p.faces)][: PREVIEWS - len(faces)]


@torch.no_grad()
def preview(net: StyleNet, photographs: list[Photograph], device: torch.device) -> Tensor:
    """Draw photos (rows) in the first choices (columns) as one picture (3, H, W)."""
    from torchvision.utils import make_grid

    rows = []
    for photograph in photographs:
        photo = photograph.pixels[None].float().to(device) / 255
        scale = PREVIEW_LONG / max(photo.shape[-2:])
        photo = F.interpolate(photo, scale_factor=scale, mode="bilinear", antialias=True, align_corners=False)
        noise = draw_noise(photo, Generator().manual_seed(0))
        painted = [net(photo, F.one_hot(torch.tensor([i]), net.config.styles).float().to(device), noise) for i in FIRST]
        for picture in (photo, *painted):
            missing = (0, PREVIEW_LONG - picture.shape[-1], 0, PREVIEW_LONG - picture.shape[-2])
            rows.append(F.pad(picture.clamp(0, 1).cpu(), missing, value=1.0))
    sheet: Tensor = make_grid(torch.cat(rows), nrow=len(FIRST) + 1)
    return sheet


def publish(run: Run, config: StyleConfig, net: StyleNet, styles: tuple[str, ...]) -> Path:
    """Write the averaged network as `style.safetensors` into the run folder."""
    path = run.folder / "style.safetensors"
    header = WeightsHeader(
        kind="style",
        config=asdict(net.config),
        labels=styles,
        revision=git_revision(),
        extra={"training": recipe(config)},
    )
    tensors = {name: tensor.contiguous() for name, tensor in net.state_dict().items()}
    print(json.dumps({"weights": str(path), "sha256": save_weights(path, tensors, header)}))
    return path


if __name__ == "__main__":
    with plain_endings():
        main(from_command_line(StyleConfig))
