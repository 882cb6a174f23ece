"""From face crops to readings: the classifier with its weights, ready to use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from emostyle.emotions import EMOTIONS
from emostyle.errors import WeightsError
from emostyle.reading.emotion_net import EmotionNet, EmotionNetConfig
from emostyle.weights.files import EMOTION_WEIGHTS, WeightsHeader, fill, load_weights


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns logits into probabilities; measured on faces that the network was not trained on."""

    temperature: float = 1.0  # divides the logits; below 1 makes the reading more certain (Guo 2017)
    offsets: tuple[float, ...] = (0.0,) * len(EMOTIONS)  # added to the logits first, in favour of rare emotions
    vote_temperature: float = 1.0  # the same for what ten people would vote, without the offsets
    doubt_below: float = 0.0  # a reading whose probability is lower is more often wrong than right
    least_side: int = 0  # pixels; faces whose box is lower than this are not read well enough

    @classmethod
    def from_header(cls, extra: Mapping[str, Any]) -> Calibration:
        """Return what the header of a weight file holds; what it lacks keeps its default."""
        known = {field.name: extra[field.name] for field in fields(cls) if field.name in extra}
        return cls(**{**known, "offsets": tuple(known.get("offsets", cls().offsets))})


class Recognizer:
    """The classifier on its device; keeps nothing between calls."""

    def __init__(
        self, net: EmotionNet, calibration: Calibration | None = None, device: torch.device | str = "cpu"
    ) -> None:
        self.device = torch.device(device)
        self.net = net.fused().to(self.device).to(memory_format=torch.channels_last)
        self.calibration = calibration or Calibration()

    @classmethod
    def load(cls, path: Path = EMOTION_WEIGHTS, device: torch.device | str = "cpu") -> Recognizer:
        """Build the classifier from a weight file; raise WeightsError when it does not fit."""
        net, header = load_net(path)
        return cls(net, Calibration.from_header(header.extra), device)

    def read(self, faces: Tensor) -> Tensor:
        """Map grey crops (N, 1, 48, 48) with values in 0..1 to probabilities (N, 7) on the CPU."""
        return self.probabilities(self.logits(faces))

    @torch.inference_mode()
    def logits(self, faces: Tensor) -> Tensor:
        """Average the logits (N, 7) of each crop and of its mirror image; on the CPU."""
        if not len(faces):
            return torch.empty(0, len(EMOTIONS))
        faces = faces.to(self.device)
        both = torch.cat([faces, faces.flip(-1)]).contiguous(memory_format=torch.channels_last)
        logits: Tensor = self.net(both).float().cpu()  # (2N, 7)
        return logits.view(2, len(faces), -1).mean(dim=0)

    def probabilities(self, logits: Tensor) -> Tensor:
        """Return how probable it is that most people would name each emotion (N, 7)."""
        return ((logits + logits.new_tensor(self.calibration.offsets)) / self.calibration.temperature).softmax(dim=1)

    def vote_shares(self, logits: Tensor) -> Tensor:
        """Return the share of people who would name each emotion (N, 7): softer, and what mixes of styles follow."""
        return (logits / self.calibration.vote_temperature).softmax(dim=1)

    def is_uncertain(self, probability: float, side: float) -> bool:
        """Return whether a reading of `probability` (0..1), of a face `side` pixels high, is unreliable."""
        return probability < self.calibration.doubt_below or side < self.calibration.least_side


def load_net(path: Path) -> tuple[EmotionNet, WeightsHeader]:
    """Build the network that a weight file holds and return it with the header; raise WeightsError."""
    tensors, header = load_weights(path, "emotion")
    if header.labels != tuple(EMOTIONS):
        raise WeightsError(f"{path} was trained on the classes {header.labels}, not on ours.")
    try:
        net = EmotionNet(EmotionNetConfig.from_header(header.config))
    except (KeyError, TypeError) as error:
        raise WeightsError(f"{path} holds a network of another version of emostyle ({error}).") from error
    fill(net, tensors, path)
    return net, header
