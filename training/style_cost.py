"""Count what a painting costs: `python -m training.style_cost [--weights FILE]`.

Prints one JSON object: GFLOP (two for each multiply-add of the convolutions) at 512 × 512 pixels, parameters, bytes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from pydantic import Field
from pydantic_settings import SettingsConfigDict
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from emostyle.style_net import StyleNet
from emostyle.style_numbers import is_of_a_style
from emostyle.stylizer import Stylizer
from emostyle.weights import STYLE_WEIGHTS
from training.configs import CommandConfig, from_command_line
from training.errors import plain_endings

SIDE = 512  # pixels


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
        "gflop_at_512": round(style_gflop(stylizer.net, SIDE), 2),
        "parameters": total,
        "shared_parameters": total - styled,
        "numbers_per_style": styled // len(stylizer.styles),
        "bytes": path.stat().st_size,
    }


def style_gflop(net: StyleNet, side: int) -> float:
    """Count the GFLOP of painting one square of `side` pixels."""
    return gflop(net, torch.zeros(1, 3, side, side), torch.eye(net.config.styles)[:1])


@torch.inference_mode()
def gflop(net: nn.Module, *inputs: Tensor) -> float:
    """Count the GFLOP of one forward pass."""
    with FlopCounterMode(display=False) as counter:
        net(*inputs)
    return float(counter.get_total_flops()) / 1e9


if __name__ == "__main__":
    with plain_endings():
        print(json.dumps(main(from_command_line(CostConfig))))
