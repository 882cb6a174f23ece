"""The loss network: the trunk of an ImageNet VGG16 (Simonyan 2014) up to relu4_3, frozen; training needs relu4_1."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from training.common.errors import DataError

STYLE_LAYERS = ("relu1_2", "relu2_1", "relu3_1", "relu4_1")
# Position of each named layer in torchvision's `vgg16().features`.
_POSITIONS = {
    "relu1_2": 3, "relu2_1": 6, "relu2_2": 8, "relu3_1": 11, "relu3_3": 15, "relu4_1": 18, "relu4_3": 22,
}  # fmt: skip
_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of ImageNet in 0..1


class Vgg(nn.Module):
    """Maps pictures to the named activations; takes no gradient of its own."""

    mean: Tensor
    std: Tensor

    def __init__(self, features: nn.Sequential) -> None:
        super().__init__()
        last = max(_POSITIONS.values())
        self.features = nn.Sequential(*[_in_place(layer) for layer in features[: last + 1]])
        self.register_buffer("mean", torch.tensor(_MEAN).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(_STD).view(1, 3, 1, 1))
        self.requires_grad_(False).eval()

    def forward(
        self, images: Tensor, until: str = STYLE_LAYERS[-1], layers: Sequence[str] = STYLE_LAYERS
    ) -> dict[str, Tensor]:
        """Map (N, 3, H, W) in 0..1 to activations by layer name: those of `layers`, up to and including `until`."""
        names = {_POSITIONS[name]: name for name in (*layers, until)}
        found: dict[str, Tensor] = {}
        x = ((images - self.mean) / self.std).contiguous(memory_format=torch.channels_last)
        for i, layer in enumerate(self.features[: _POSITIONS[until] + 1]):
            x = layer(x)
            if i in names:
                found[names[i]] = x
        return found


def load_vgg(source: str) -> Vgg:
    """Build the loss network from a safetensors trunk in torchvision's layout, or from torchvision for `imagenet`.

    Raises DataError for a file that is missing or does not fit, and for a download that fails.
    """
    from torchvision.models import VGG16_Weights, vgg16

    if source == "imagenet":
        try:
            return Vgg(vgg16(weights=VGG16_Weights.IMAGENET1K_V1).features)
        except OSError as error:
            raise DataError(f"VGG16 cannot be downloaded ({error}): name a file of its trunk with --vgg.") from error
    network = vgg16(weights=None, init_weights=False).features[: max(_POSITIONS.values()) + 1]
    try:
        tensors = load_file(Path(source))
        wanted = {name: tensors[f"features.{name}"].float() for name in network.state_dict()}
        network.load_state_dict(wanted, strict=True)
    except (OSError, SafetensorError) as error:
        raise DataError(f"{source} cannot be read ({error}): --vgg names a safetensors file.") from error
    except (KeyError, RuntimeError) as error:
        raise DataError(f"{source} is no VGG16 trunk in torchvision's layout ({error}).") from error
    return Vgg(network)


def random_vgg(seed: int = 0) -> Vgg:
    """Build the loss network with random weights: enough to test that training moves, useless to train with."""
    from torchvision.models import vgg16

    torch.manual_seed(seed)
    return Vgg(vgg16(weights=None).features)


def _in_place(layer: nn.Module) -> nn.Module:
    # Nothing needs what a convolution gave before it was rectified, and memory traffic is half of the time of a step.
    return nn.ReLU(inplace=True) if isinstance(layer, nn.ReLU) else layer
