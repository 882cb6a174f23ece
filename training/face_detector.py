"""The face detector as a network with gradients: whether a painting still shows the faces that its photo shows.

The program runs the detector in ONNX Runtime, which has no gradients; here the same weights become a torch module.
"""

from __future__ import annotations

import warnings

import onnx
import torch
from onnx2torch import convert
from torch import Tensor, nn

from emostyle.faces import MEAN, SCORE, packaged_weights

_LEAST = 1e-4  # of a probability, so that its logarithm stays finite


class FaceDetector(nn.Module):
    """RetinaFace (Deng 2020), frozen: from pictures to the probability of a face at each anchor."""

    mean: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.net = convert(_without_aliases(onnx.load_from_string(packaged_weights())))
        self.register_buffer("mean", torch.from_numpy(MEAN).view(1, 3, 1, 1))
        self.requires_grad_(False).eval()

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the probabilities (N, anchors) for pictures (N, 3, H, W) in 0..1."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Using a non-tuple sequence", UserWarning)  # inside onnx2torch
            scores: Tensor = self.net(pictures.float().flip(1) * 255 - self.mean)[1]
        return scores[:, :, 1]  # of background, face


def finding_loss(detector: FaceDetector, painted: Tensor, photos: Tensor) -> Tensor:
    """Return how doubtful the photos' faces have become: one number per sample (N,), 0 without a face.

    It is the mean of -log of the probability over the anchors where the detector sees a face in the photo.
    """
    with torch.no_grad():
        there = detector(photos) > SCORE  # (N, anchors)
    doubt = -detector(painted).clamp(min=_LEAST).log() * there
    lost: Tensor = doubt.sum(dim=1) / there.sum(dim=1).clamp(min=1)
    return lost


def _without_aliases(model: onnx.ModelProto) -> onnx.ModelProto:
    # Where two layers share a weight the file names it twice, by an Identity node that onnx2torch cannot follow.
    weights = {tensor.name for tensor in model.graph.initializer}
    aliases = {
        node.output[0]: node.input[0]
        for node in model.graph.node
        if node.op_type == "Identity" and node.input[0] in weights
    }
    kept = [node for node in model.graph.node if node.output[0] not in aliases]
    for node in kept:
        for place, name in enumerate(node.input):
            node.input[place] = aliases.get(name, name)
    del model.graph.node[:]
    model.graph.node.extend(kept)
    return model
