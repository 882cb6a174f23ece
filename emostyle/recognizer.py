"""From face crops to readings: the classifier with its weights, ready to use."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from emostyle.emotion_net import EmotionNet, EmotionNetConfig
from emostyle.emotions import EMOTIONS
from emostyle.errors import WeightsError
from emostyle.weights import EMOTION_WEIGHTS, fill, load_weights


class Recognizer:
    """The classifier on its device; keeps nothing between calls."""

    def __init__(self, net: EmotionNet, temperature: float = 1.0, device: torch.device | str = "cpu") -> None:
        self.device = torch.device(device)
        self.net = net.eval().to(self.device)
        self.temperature = temperature  # divides the logits; below 1 makes the reading more certain

    @classmethod
    def load(cls, path: Path = EMOTION_WEIGHTS, device: torch.device | str = "cpu") -> Recognizer:
        """Build the classifier from a weight file; raise WeightsError when it does not fit."""
        tensors, header = load_weights(path, "emotion")
        if header.labels != tuple(EMOTIONS):
            raise WeightsError(f"{path} was trained on the classes {header.labels}, not on ours.")
        net = EmotionNet(EmotionNetConfig.from_header(header.config))
        fill(net, tensors, path)
        return cls(net, float(header.extra.get("temperature", 1.0)), device)

    @torch.inference_mode()
    def read(self, faces: Tensor) -> Tensor:
        """Map grey crops (N, 1, 48, 48) with values in 0..1 to probabilities (N, 7) on the CPU."""
        return (self.logits(faces) / self.temperature).softmax(dim=1).cpu()

    @torch.inference_mode()
    def logits(self, faces: Tensor) -> Tensor:
        """Average the logits (N, 7) of each crop and of its mirror image."""
        faces = faces.to(self.device)
        n = len(faces)
        both = self.net(torch.cat([faces, faces.flip(-1)])).float()  # (2N, 7)
        return (both[:n] + both[n:]) / 2  # type: ignore[no-any-return]
