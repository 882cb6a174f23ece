"""The numbers that make a style: taken out of a network, put into another, and kept in a file of a few KB.

They mean something only beside the shared weights that they were learnt with, so a file names those by their
fingerprint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from emostyle.errors import WeightsError
from emostyle.painting.style_net import StyleNet
from emostyle.styles.catalogue import Choice
from emostyle.weights.files import WeightsHeader, fingerprint, load_weights, save_weights

_NUMBERS = ("scale", "shift", "loudness", "seed_scale", "gate_shift", "kernels", "biases")


def is_of_a_style(name: str) -> bool:
    """Return whether a parameter of the painter holds numbers of the styles: one row (...) for each."""
    return name.rpartition(".")[2] in _NUMBERS


def trunk_fingerprint(net: StyleNet) -> str:
    """Return a fingerprint of the shared weights; it does not depend on the styles."""
    return fingerprint({name: p.detach() for name, p in net.named_parameters() if not is_of_a_style(name)})


def numbers_of(net: StyleNet, index: int) -> dict[str, Tensor]:
    """Return the numbers of one style by the names of their parameters: (C,), or (12, n) for kernels."""
    return {name: p.detach()[index].clone() for name, p in net.named_parameters() if is_of_a_style(name)}


def append(net: StyleNet, numbers: Mapping[str, Tensor]) -> None:
    """Give a network one style more, behind the others; raise ValueError when the numbers are not its own."""
    own = {name: p for name, p in net.named_parameters() if is_of_a_style(name)}
    if {name: row.shape for name, row in numbers.items()} != {name: p.shape[1:] for name, p in own.items()}:
        raise ValueError("the numbers are of a network with other layers")
    for name, rows in own.items():
        module, _, kind = name.rpartition(".")
        more = torch.cat([rows.detach(), numbers[name].to(rows)[None]])
        setattr(net.get_submodule(module), kind, nn.Parameter(more))
    net.config = replace(net.config, styles=net.config.styles + 1)


def save_style(path: Path, net: StyleNet, index: int, choice: Choice) -> str:
    """Write one style of a network with what the palette says of it; return the file's sha256 in hex."""
    about = {key: value for key, value in asdict(choice.artwork).items() if key != "style"}
    header = WeightsHeader(
        kind="palette",
        config=asdict(net.config) | {"styles": 1},
        labels=(choice.artwork.style,),
        extra={**about, "emotion": choice.emotion.value, "trunk": trunk_fingerprint(net)},
    )
    return save_weights(path, numbers_of(net, index), header)


def load_style(path: Path, net: StyleNet) -> None:
    """Give a network the style of a file; raise WeightsError when it was trained against other shared weights."""
    numbers, header = load_weights(path, "palette")
    if header.extra.get("trunk") != trunk_fingerprint(net):
        raise WeightsError(
            f"The style {path} was trained against other base weights than the ones loaded. Train it again with "
            f"`python -m training.add_style`, or take it out of the folder."
        )
    try:
        append(net, numbers)
    except ValueError as error:
        raise WeightsError(f"The style {path} does not fit the network: {error}.") from error
