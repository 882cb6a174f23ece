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


def number_type(device: torch.device) -> torch.dtype:
    """Return bfloat16 where the CPU multiplies it natively, which takes about half the time, and float32 elsewhere."""
    if device.type != "cpu":
        return torch.float32
    native = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}  # new in torch 2.10
    return torch.bfloat16 if native.get("avx512_bf16") or native.get("amx_bf16") else torch.float32
