"""Small painters with random weights, for tests that must not depend on what was learnt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch

from emostyle.emotions import Emotion
from emostyle.painting.style_files import is_of_a_style, save_style
from emostyle.painting.style_net import StyleNet, StyleNetConfig
from emostyle.painting.stylizer import Stylizer
from emostyle.styles.catalogue import Choice
from emostyle.styles.palette import IDENTITY_STYLE, Artwork

SMALL = {"encoder": (8, 8, 16), "decoder": (16, 8), "blocks": (1, 1, 1)}  # channels and blocks of a StyleNetConfig
MINE = Artwork("my-style", "Dots", "Me", "2026", "Many dots.", 0.8, "drawn by a test")


def random_net(styles: int = 3, **config: tuple[int, ...]) -> StyleNet:
    """Build a small network whose styles differ in all their numbers."""
    torch.manual_seed(0)
    net = StyleNet(StyleNetConfig.from_header({"styles": styles, **SMALL, **config})).eval()
    with torch.no_grad():
        net.seed.weight.mul_(0.2)  # of loud noise a network that learnt nothing shows nothing else
        for name, parameter in net.named_parameters():
            if is_of_a_style(name):
                parameter.add_(torch.randn_like(parameter) * (0.02 if name.endswith("kernels") else 0.2))
    return net


def random_stylizer(*styles: str) -> Stylizer:
    """Build a painter of `styles` and the identity style, in fp32."""
    names = (*(styles or ("first", "second")), IDENTITY_STYLE)
    return Stylizer(random_net(len(names)), names, dtype=torch.float32)


def tinted_stylizer(*styles: str) -> Stylizer:
    """Build a painter of `styles` that each add a colour of their own to a paler photo, in fp32."""
    torch.manual_seed(0)
    names = (*styles, IDENTITY_STYLE)
    net = StyleNet(StyleNetConfig.from_header({"styles": len(names), **SMALL}))
    with torch.no_grad():
        tints = 0.4 * torch.rand(len(names), 3) - 0.2
        tints[-1] = 0
        net.paint.kernels.unflatten(2, (-1, 9))[:, :, : -3 * 4].zero_()  # nothing but the photo's own pixels
        net.gate.weight.zero_()
        net.paint.biases.copy_(tints.repeat_interleave(4, dim=1))  # the four sub-pixels of each colour
    return Stylizer(net, names, dtype=torch.float32)


def write_style(folder: Path, style: str = "my-style", net: StyleNet | None = None) -> Path:
    """Write one style of a network, by default of the shipped one, as a file of an added style."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{style}.safetensors"
    choice = Choice(Emotion.SAD, replace(MINE, style=style))
    save_style(path, net or Stylizer.load(dtype=torch.float32).net, 3, choice)
    return path
