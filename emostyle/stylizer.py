"""From a picture and a mix of styles to a painted picture: the transform network with its weights, ready to use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from emostyle import tiles
from emostyle.catalogue import Choice
from emostyle.errors import UnknownStyleError, WeightsError
from emostyle.fused_net import FusedNet
from emostyle.palette import IDENTITY_STYLE
from emostyle.style_net import FACTOR, Mix, StyleNet, StyleNetConfig
from emostyle.style_numbers import load_style
from emostyle.weights import STYLE_WEIGHTS, fill, load_weights


class Stylizer:
    """The painter on its device; keeps nothing between calls."""

    def __init__(
        self,
        net: StyleNet,
        styles: tuple[str, ...],
        device: torch.device | str = "cpu",
        dtype: torch.dtype | None = None,
    ) -> None:
        """Take a network and the names of its styles; convolutions compute in `dtype`, by default what is fastest."""
        self.device = torch.device(device)
        self.net = net.eval().to(self.device)
        self._painter = FusedNet(self.net, dtype or number_type(self.device))
        self.styles = styles  # in the order of the network's style numbers

    @classmethod
    def load(
        cls,
        path: Path = STYLE_WEIGHTS,
        device: torch.device | str = "cpu",
        dtype: torch.dtype | None = None,
        added: Iterable[Choice] = (),
    ) -> Stylizer:
        """Build the painter from a weight file and files of added styles; raise WeightsError when one does not fit."""
        tensors, header = load_weights(path, "style")
        if IDENTITY_STYLE not in header.labels:
            raise WeightsError(f"{path} has no identity style, which the strength of a painting needs.")
        net = StyleNet(StyleNetConfig.from_header(header.config))
        fill(net, tensors, path)
        labels = header.labels
        for choice in added:
            if choice.file is not None:
                load_style(choice.file, net)
                labels = (*labels, choice.artwork.style)
        return cls(net, labels, device, dtype)

    def mix_vector(self, shares: Mapping[str, float], strength: float = 1.0) -> Tensor:
        """Turn shares by style name into the network's mix (1, styles).

        The shares are scaled to sum to `strength` (0..1), and the identity style gets the rest. Raises
        UnknownStyleError.
        """
        total = sum(shares.values())
        mix = torch.zeros(1, len(self.styles))
        for name, share in shares.items():
            if name not in self.styles:
                raise UnknownStyleError(name, self.styles)
            mix[0, self.styles.index(name)] = strength * share / total
        mix[0, self.styles.index(IDENTITY_STYLE)] += 1 - strength
        return mix

    @torch.inference_mode()
    def paint(self, photos: Tensor, mix: Tensor) -> Tensor:
        """Paint (N, 3, H, W) in 0..1 with a mix per photo (N, styles); return the same shape in 0..1 on the CPU.

        A mix (N, styles, h, w) of any size paints other styles in other places, in the same one pass. H and W are 16 or
        more; pictures above `tiles.WHOLE` pixels are painted piece by piece, with the statistics of all of it.
        """
        photos, mix = photos.to(self.device), mix.to(self.device)
        height, width = photos.shape[-2:]
        missing = (0, -width % FACTOR, 0, -height % FACTOR)
        padded = F.pad(photos, missing, mode="reflect") if any(missing) else photos
        painted = tiles.paint(self._painter, padded, _compact(mix))[..., :height, :width].clamp_(0, 1)
        # Instance normalisation forgets brightness and contrast, so the identity style alone cannot give a photo back.
        # Its squared share of the pixels can: strength 0 is the photo, and above one half it hardly shows.
        share = self._identity_share(mix, photos).square()
        return (painted.lerp_(photos, share) if share.any() else painted).cpu()

    def _identity_share(self, mix: Tensor, photos: Tensor) -> Tensor:
        at = self.styles.index(IDENTITY_STYLE)
        if mix.dim() == 2:
            return mix[:, at, None, None, None]  # (N, 1, 1, 1)
        return F.interpolate(mix[:, at : at + 1], size=photos.shape[-2:], mode="bilinear", align_corners=False)


def _compact(mix: Tensor) -> Mix:
    """Leave out of a map the styles that are nowhere."""
    if mix.dim() == 2:
        return Mix(mix)
    used = mix.sum(dim=(0, 2, 3)).nonzero()[:, 0]
    return Mix(mix[:, used], used)


def number_type(device: torch.device) -> torch.dtype:
    """Return bfloat16 where the CPU multiplies it natively, which takes about half the time, and float32 elsewhere."""
    if device.type != "cpu":
        return torch.float32
    native = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}  # new in torch 2.10
    return torch.bfloat16 if native.get("avx512_bf16") or native.get("amx_bf16") else torch.float32
