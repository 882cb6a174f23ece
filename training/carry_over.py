"""Initialise a network of this version from the first painter's weights: `python -m training.carry_over OLD OUT`.

OLD is the `style.safetensors` of commit 0859950, which had neither noise nor a last convolution for each style. Its
convolutions and its styles' scales and shifts are kept; what is new adds nothing at first, but half of the photo is
taken out of the last convolution, so that strokes have to take its place.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor

from emostyle.painting.style_net import StyleNet, StyleNetConfig
from emostyle.styles.palette import IDENTITY_STYLE
from emostyle.weights.files import WeightsHeader, load_weights, save_weights
from training.common.errors import DataError, plain_endings
from training.common.run_folder import git_revision
from training.painter.paintings import shipped_styles

NEW = {"van-gogh-the-starry-night": "van-gogh-starry-night-over-the-rhone"}  # a new style begins as a known one
_OPEN, _HALF = 4.0, 0.0  # of the gate for the photo's own pixels: for the identity style, and for the others


def main(argv: list[str] | None = None) -> Path:
    """Write the network that the command line asks for; return its path. Raises WeightsError and DataError."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path, help="weights of the first painter")
    parser.add_argument("out", type=Path, help="weights to write, for --init of training.train_style")
    arguments = parser.parse_args(argv)
    tensors, header = load_weights(arguments.old, "style")
    net = carried_over(tensors, header.labels)
    about = WeightsHeader(
        "style", asdict(net.config), shipped_styles(), git_revision(), extra={"from": header.revision}
    )
    out: Path = arguments.out
    print(json.dumps({"weights": str(out), "sha256": save_weights(out, net.state_dict(), about)}))
    return out


@torch.no_grad()
def carried_over(tensors: dict[str, Tensor], labels: tuple[str, ...]) -> StyleNet:
    """Build the network from tensors of the first painter, whose styles are `labels`; raise DataError for others."""
    styles = shipped_styles()
    try:
        rows = [labels.index(NEW.get(style, style)) for style in styles]
        kernels, biases = tensors["paint.weight"], tensors["paint.bias"]
    except (ValueError, KeyError) as error:
        raise DataError(f"These are no weights of the first painter ({error}).") from error
    net = StyleNet(StyleNetConfig(styles=len(styles)))
    own = net.state_dict()
    for name, tensor in tensors.items():
        if name.endswith((".scale", ".shift")):
            own[name].copy_(tensor[rows])
        elif name == "up1.conv.weight":
            own[name].zero_()[:, : tensor.shape[1]].copy_(tensor)
        elif not name.startswith("paint."):
            own[name].copy_(tensor)
    own["paint.kernels"].copy_(kernels.flatten(1).expand_as(own["paint.kernels"]))
    own["paint.biases"].copy_(biases.expand_as(own["paint.biases"]))
    for name in ("blocks1", "blocks2"):
        for key in [key for key in own if key.startswith(name) and "second.norm.scale" in key]:
            own[key].zero_()
    own["gate.weight"].zero_()
    own["gate.bias"].zero_()
    own["gate_shift"].fill_(_HALF)
    own["gate_shift"][styles.index(IDENTITY_STYLE)] = _OPEN
    return net


if __name__ == "__main__":
    with plain_endings():
        main()
