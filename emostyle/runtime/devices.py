"""Where the networks compute."""

from __future__ import annotations

import torch

from emostyle.errors import OptionError


def choose_device(name: str) -> torch.device:
    """Return the device called `name`; `auto` takes CUDA, then MPS, then the CPU. Raises OptionError."""
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError) as error:
        raise OptionError(f"The device {name!r} cannot be used here: choose auto, cpu, cuda, cuda:N or mps.") from error
    return device
