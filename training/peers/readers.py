"""What a reader is, and how it is measured: one face at a time, each call timed.

Runs in the peers' interpreter too, so it needs the standard library and NumPy only.
"""

from __future__ import annotations

import json
import time
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

SIDE = 48  # pixels, of a face crop
MISSING = 3  # exit code of a process whose reader is not installed
JOB, FACES = "job.json", "faces.u8"  # what a reader's process finds in its folder
CARD, PROBABILITIES, TIMES = "card.json", "probabilities.f32", "milliseconds.f32"  # what it leaves there
FLOATS = np.dtype("<f4")

Face = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.float32]


class FaceReader(Protocol):
    """A classifier of face crops, loaded and ready."""

    version: str
    labels: tuple[str, ...]  # our names of its outputs, in its own order
    weights_bytes: int  # of the file with its weights

    def read(self, face: Face) -> npt.ArrayLike:
        """Return a probability for each of `labels` for one grey crop (48, 48)."""


def load_reader(entry: str, options: dict[str, Any]) -> FaceReader:
    """Build the reader that `entry` names as `module:class`; raise ImportError when its package is not installed."""
    module, _, name = entry.partition(":")
    reader: FaceReader = getattr(import_module(module), name)(**options)
    return reader


def measure(reader: FaceReader, folder: Path) -> None:
    """Read every face of the folder, and leave the probabilities, the milliseconds of each call and a card there."""
    job = json.loads((folder / JOB).read_text())
    faces = np.fromfile(folder / FACES, np.uint8).reshape(-1, SIDE, SIDE)
    for face in faces[: job["warm_up"]]:
        reader.read(face)
    began = time.process_time()
    probabilities, times = _read_each(reader, faces)
    cpu = 1000 * (time.process_time() - began) / max(len(faces), 1)
    probabilities.tofile(folder / PROBABILITIES)
    times.tofile(folder / TIMES)
    card = {"version": reader.version, "labels": reader.labels, "weights_bytes": reader.weights_bytes}
    (folder / CARD).write_text(json.dumps({**card, "cpu_ms_per_face": cpu}))


def _read_each(reader: FaceReader, faces: Face) -> tuple[Numbers, Numbers]:
    probabilities = np.zeros((len(faces), len(reader.labels)), FLOATS)
    times = np.zeros(len(faces), FLOATS)
    for i, face in enumerate(faces):
        began = time.perf_counter()
        answer = np.asarray(reader.read(face))
        times[i] = 1000 * (time.perf_counter() - began)
        probabilities[i] = answer
    return probabilities, times
