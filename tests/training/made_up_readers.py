"""Peers for the tests, loaded by the process that measures them."""

from __future__ import annotations

import os

import numpy as np
import numpy.typing as npt

from training.peers.readers import Face


class ColumnReader:
    """Right about every face of faces_folder: it looks which columns are bright."""

    version = "1.2"
    weights_bytes = 2_000_000
    labels: tuple[str, ...] = ("contempt", "fear", "disgust", "angry", "sad", "surprise", "happy", "neutral")

    def read(self, face: Face) -> npt.ArrayLike:
        brightest = int(np.argmax([face[:, 6 * i : 6 * i + 6].mean() for i in range(7)]))
        said = np.zeros(8)
        said[0] = said[7 - brightest] = 0.5  # half of it contempt, which we do not count
        return said


class PoorReader(ColumnReader):
    """It knows two emotions only."""

    labels = ("happy", "sad")

    def read(self, face: Face) -> npt.ArrayLike:
        return [0.5, 0.5]


class BrokenReader(ColumnReader):
    """It stops at its first face."""

    def read(self, face: Face) -> npt.ArrayLike:
        raise RuntimeError("its weights melted")


class DazedReader(ColumnReader):
    """Its answers are no numbers."""

    def read(self, face: Face) -> npt.ArrayLike:
        return [float("nan")] * 8


class RemoteReader(ColumnReader):
    """Its package is not here."""

    def __init__(self) -> None:
        __import__("a_package_that_nobody_installed")


class SilentReader(ColumnReader):
    """It ends well and leaves nothing."""

    def __init__(self) -> None:
        raise SystemExit(0)


class CoreReader(ColumnReader):
    """It tells how many threads and cores it may use."""

    def __init__(self) -> None:
        self.version = f"{os.environ['OMP_NUM_THREADS']} {len(os.sched_getaffinity(0))}"
