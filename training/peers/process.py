"""Run one reader in its own process, on one core, and bring back what it said of each face."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from emostyle.emotions import EMOTIONS
from emostyle.weights.files import EMOTION_WEIGHTS
from training.common.configs import CompareReadersConfig
from training.common.errors import ReaderError, ReaderMissingError
from training.peers.catalogue import Peer
from training.peers.readers import CARD, FACES, FLOATS, JOB, MISSING, PROBABILITIES, TIMES

ROOT = Path(__file__).parents[2]  # from where `training` can be imported
ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "MKL_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "OPENCV_FOR_THREADS_NUM",
        "TF_NUM_INTEROP_THREADS",
        "TF_NUM_INTRAOP_THREADS",
    ),
    "1",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one reader said, and what it cost."""

    probabilities: Tensor  # float32 (N, 7), in our order
    ms_per_face: float | None  # median of the calls on the clock; None without faces
    cpu_ms_per_face: float  # mean of the time on the core, which other processes disturb less
    weights_bytes: int
    version: str


def ask(peer: Peer, images: Tensor, config: CompareReadersConfig) -> Answer:
    """Read grey crops (N, 1, 48, 48) uint8 one at a time with `peer`.

    Raises ReaderMissingError when it is not installed, and ReaderError when it fails.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        images.numpy().tofile(folder / FACES)
        (folder / JOB).write_text(json.dumps({"warm_up": config.warm_up, "options": _options(peer, config)}))
        _run([*_command(peer, config), str(folder)])
        try:
            return _answer(folder, len(images))
        except (OSError, KeyError, ValueError) as error:
            raise ReaderError(f"it left no answer of our form ({error})") from error


@contextmanager
def one_core() -> Iterator[bool]:
    """Hold this process and those it starts on one core, where the system can; yield whether it does."""
    if not hasattr(os, "sched_setaffinity"):
        yield False
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield True
    finally:
        os.sched_setaffinity(0, cores)


def _options(peer: Peer, config: CompareReadersConfig) -> dict[str, str]:
    match peer.runtime:
        case "own":
            return {"weights": str(config.weights or EMOTION_WEIGHTS)}
        case "node":
            return {"node_modules": str(config.node_modules.absolute())}
        case "python":
            return {}


def _command(peer: Peer, config: CompareReadersConfig) -> list[str]:
    if peer.runtime == "node":
        return ["node", str(Path(__file__).with_name("node_readers.cjs")), peer.entry]
    python = sys.executable if peer.runtime == "own" else str(config.peers_python)
    return [python, "-m", "training.peers", peer.entry]


def _run(command: list[str]) -> None:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            command, env={**os.environ, **ONE_THREAD, "PYTHONPATH": path}, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise ReaderMissingError(f"{command[0]} cannot be started: {error.strerror}") from error
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"it ended with code {done.returncode}"])[-1]
        raise (ReaderMissingError if done.returncode == MISSING else ReaderError)(reason)


def _answer(folder: Path, faces: int) -> Answer:
    card: dict[str, Any] = json.loads((folder / CARD).read_text())
    times = np.fromfile(folder / TIMES, FLOATS)
    said = torch.from_numpy(np.fromfile(folder / PROBABILITIES, FLOATS).reshape(faces, len(card["labels"])))
    return Answer(
        probabilities=_in_our_order(said, card["labels"]),
        ms_per_face=round(float(np.median(times)), 3) if len(times) else None,
        cpu_ms_per_face=round(card["cpu_ms_per_face"], 3),
        weights_bytes=card["weights_bytes"],
        version=card["version"],
    )


def _in_our_order(said: Tensor, labels: list[str]) -> Tensor:
    """Pick our seven of a reader's outputs (N, L), and let them add up to 1 again: (N, 7)."""
    if missing := set(EMOTIONS) - set(labels):
        raise ReaderError(f"it has no output for {', '.join(sorted(missing))}")
    seven = said[:, [labels.index(emotion.value) for emotion in EMOTIONS]]
    if not bool(torch.isfinite(seven).all()):
        raise ReaderError("some of its probabilities are not numbers")
    return seven / seven.sum(dim=1, keepdim=True).clamp(min=1e-12)
