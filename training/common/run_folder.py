"""A run folder: configuration, metrics as JSON lines, TensorBoard scalars, checkpoints, and how to go on from them.

runs/NAME/config.json       what was asked for
runs/NAME/metrics.jsonl     one JSON object per logged step
runs/NAME/checkpoint.pt     networks, optimiser, schedule, step (tensors and plain values only)
runs/NAME/samples/          pictures drawn on the way
runs/NAME/events.out.*      the same for TensorBoard
"""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import torch
from pydantic import BaseModel
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.tensorboard import SummaryWriter

from emostyle.runtime.allocator import keep_freed_memory
from training.common.errors import RunExistsError

CHECKPOINT_SECONDS = 180.0
Tensors = list[Tensor] | tuple[Tensor, ...]


class Stateful(Protocol):
    """A network, an optimiser or a schedule."""

    def state_dict(self) -> dict[str, Any]:
        """Return all that it has learnt."""
        ...

    def load_state_dict(self, state: dict[str, Any], /) -> object:
        """Go back to what `state_dict` returned."""
        ...


class Run:
    """One training run on disk; use it as a context manager, so that its files are closed."""

    def __init__(self, folder: Path, config: BaseModel, resume: bool) -> None:
        """Open the files in `folder`; raise RunExistsError when it holds a checkpoint and `resume` is not set."""
        self.folder = folder
        if self.checkpoint_path.exists() and not resume:
            raise RunExistsError(f"{folder} holds a run already: add --resume to go on, or choose another --run.")
        (folder / "samples").mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_text(config.model_dump_json(indent=2) + "\n")
        self._metrics = (folder / "metrics.jsonl").open("a")
        self._board = SummaryWriter(str(folder))
        self._saved = time.monotonic()

    def __enter__(self) -> Run:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._metrics.close()
        self._board.close()

    @property
    def checkpoint_path(self) -> Path:
        """Where the newest checkpoint lies."""
        return self.folder / "checkpoint.pt"

    def log(self, step: int, values: dict[str, float]) -> None:
        """Write named numbers for one step to the metrics file and to TensorBoard."""
        line = {"step": step, "time": round(time.time(), 1), **values}
        self._metrics.write(json.dumps(line) + "\n")
        self._metrics.flush()
        for name, value in values.items():
            self._board.add_scalar(name, value, step)

    def picture(self, step: int, name: str, image: torch.Tensor) -> Path:
        """Keep a sample picture (3, H, W) with values in 0..1 as PNG and in TensorBoard; return its path."""
        from torchvision.utils import save_image

        path = self.folder / "samples" / f"{name}-{step:07d}.png"
        save_image(image, path)
        self._board.add_image(name, image, step)
        return path

    def save(self, parts: Mapping[str, Stateful], step: int) -> None:
        """Replace the checkpoint in one go, so that a kill leaves the old one or the new one, never a half."""
        partial = self.checkpoint_path.with_suffix(".part")
        torch.save({name: part.state_dict() for name, part in parts.items()} | {"step": step}, partial)
        partial.replace(self.checkpoint_path)
        self._saved = time.monotonic()

    def save_now_and_then(self, parts: Mapping[str, Stateful], step: int) -> None:
        """Replace the checkpoint if the last one is three minutes old."""
        if time.monotonic() - self._saved > CHECKPOINT_SECONDS:
            self.save(parts, step)

    def restore(self, parts: Mapping[str, Stateful]) -> int:
        """Bring parts to where the newest checkpoint left them; return its step, 0 at the start of a run."""
        if not self.checkpoint_path.exists():
            return 0
        state: dict[str, Any] = torch.load(self.checkpoint_path, map_location="cpu", weights_only=True)
        for name, part in parts.items():
            part.load_state_dict(state[name])
        return int(state["step"])


def prepare_process(seed: int, threads: int) -> None:
    """Seed every generator, set the CPU threads (0 leaves torch's choice) and keep freed memory."""
    keep_freed_memory()
    if threads:
        torch.set_num_threads(threads)
    random.seed(seed)
    torch.manual_seed(seed)


def average_of(net: nn.Module, decay: float) -> AveragedModel:
    """Return the running average of a network's weights and buffers, with `decay` per step.

    It begins with a lower decay, so that the random weights of the start are soon forgotten.
    """

    def update(averaged: Tensors, current: Tensors, count: Tensor | int) -> None:
        steps = float(count)
        get_ema_multi_avg_fn(min(decay, (1 + steps) / (10 + steps)))(averaged, current, count)

    return AveragedModel(net, multi_avg_fn=update, use_buffers=True)


def git_revision() -> str:
    """Return the short revision of the code in use, or `unknown` outside a git checkout."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    found = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    return found.stdout.strip() if found.returncode == 0 else "unknown"
