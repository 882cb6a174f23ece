"""Our own reader, measured as its peers are."""

from __future__ import annotations

from pathlib import Path

import torch

from emostyle.emotions import EMOTIONS
from emostyle.reading.recognizer import Recognizer
from emostyle.weights.files import sha256_of
from training.peers.readers import Face, Numbers


class OwnReader:
    """The classifier of this repository, inferring as it does when it is shipped."""

    labels = tuple(emotion.value for emotion in EMOTIONS)

    def __init__(self, weights: str) -> None:
        self.version = sha256_of(Path(weights))[:12]
        self.weights_bytes = Path(weights).stat().st_size
        self._recognizer = Recognizer.load(Path(weights))

    def read(self, face: Face) -> Numbers:
        """Return the calibrated probabilities (7,) of one grey crop (48, 48)."""
        reading: Numbers = self._recognizer.read(torch.from_numpy(face)[None, None].float() / 255)[0].numpy()
        return reading
