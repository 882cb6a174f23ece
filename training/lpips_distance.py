"""How different two pictures look (LPIPS, Zhang 2018), on the layers that our loss network has.

The package `lpips` brings the weights of its linear head; only that file is read. The original looks at five layers of
an ImageNet VGG16; ours ends at the fourth, so the figure is comparable among our own styles, not with papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor

LAYERS = ("relu1_2", "relu2_2", "relu3_3", "relu4_3")
_FILE = "weights/v0.1/vgg.pth"  # in the package

Heads = list[Tensor]  # weights per channel of each layer: (1, C, 1, 1)


def load_heads() -> Heads | None:
    """Read the linear head out of the package `lpips`; None where it is not installed."""
    package = find_spec("lpips")
    if package is None or not package.submodule_search_locations:
        return None
    path = Path(package.submodule_search_locations[0]) / _FILE
    state: dict[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
    return [state[f"lin{i}.model.1.weight"] for i in range(len(LAYERS))]


def lpips_distance(heads: Heads, one: Mapping[str, Tensor], other: Mapping[str, Tensor]) -> Tensor:
    """Return the distance of pictures by their activations at LAYERS, one number per pair (N,); 0 for the same."""
    terms = []
    for layer, head in zip(LAYERS, heads, strict=True):
        a, b = (_unit(activations[layer].float()) for activations in (one, other))
        terms.append(((a - b).square() * head.to(a)).sum(dim=1).mean(dim=(1, 2)))
    return torch.stack(terms).sum(dim=0)


def _unit(activations: Tensor) -> Tensor:
    return activations / activations.square().sum(dim=1, keepdim=True).sqrt().clamp(min=1e-10)
