"""Count what a painting costs: `python -m training.style_cost [--weights FILE]`.

Prints one JSON object: GFLOP (two for each multiply-add of the convolutions) of a delivered picture of 1,280 × 960
pixels and of the network alone on squares, parameters, bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from pydantic import Field
from pydantic_settings import SettingsConfigDict
from torch import Generator, Tensor
from torch.utils.flop_counter import FlopCounterMode

from emostyle.painting.style_files import is_of_a_style
from emostyle.painting.style_net import StyleNet, draw_noise
from emostyle.painting.stylizer import Stylizer
from emostyle.weights.files import STYLE_WEIGHTS
from training.common.configs import CommandConfig, from_command_line
from training.common.errors import plain_endings

DELIVERED = (960, 1280)  # pixels, height and width of a picture of chat size
SIDES = (256, 512, 1024)  # pixels, of squares on which the network is counted alone


class CostConfig(CommandConfig):
    """What is counted."""

    model_config = SettingsConfigDict(frozen=True, cli_kebab_case=True, cli_hide_none_type=True)

    weights: Path | None = Field(None, description="weights to count; the shipped ones when not given")


def main(config: CostConfig) -> dict[str, Any]:
    """Return the cost of the weights that `config` names; raise WeightsError when they cannot be read."""
    path = config.weights or STYLE_WEIGHTS
    stylizer = Stylizer.load(path, dtype=torch.float32)
    styled = sum(p.numel() for name, p in stylizer.net.named_parameters() if is_of_a_style(name))
    total = sum(p.numel() for p in stylizer.net.parameters())
    return {
        "styles": len(stylizer.styles),
        "gflop_delivered": round(delivered_gflop(stylizer), 2),
        "gflop_of_network": {str(side): round(network_gflop(stylizer.net, side), 2) for side in SIDES},
        "parameters": total,
        "shared_parameters": total - styled,
        "numbers_per_style": styled // len(stylizer.styles),
        "bytes": path.stat().st_size,
    }


def delivered_gflop(stylizer: Stylizer) -> float:
    """Count the GFLOP from a photo of chat size to its painting of the same size, in one style and without faces."""
    return gflop(lambda: stylizer.paint(torch.zeros(1, 3, *DELIVERED), one_style(stylizer.net)))


def network_gflop(net: StyleNet, side: int) -> float:
    """Count the GFLOP of the network alone on one square of `side` pixels."""
    photo = torch.zeros(1, 3, side, side)
    noise = draw_noise(photo, Generator().manual_seed(0))
    return gflop(lambda: net(photo, one_style(net), noise))


def one_style(net: StyleNet) -> Tensor:
    """Return the mix (1, styles) of the network's first style alone."""
    return torch.eye(net.config.styles)[:1]


@torch.inference_mode()
def gflop(work: Callable[[], object]) -> float:
    """Count the GFLOP of all convolutions and matrix products in some work."""
    with FlopCounterMode(display=False) as counter:
        work()
    return float(counter.get_total_flops()) / 1e9


if __name__ == "__main__":
    with plain_endings():
        print(json.dumps(main(from_command_line(CostConfig))))
