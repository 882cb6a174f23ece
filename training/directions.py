"""Whether a painting moves a photo the way its emotion wants: redder, darker, denser, and so on.

Which style claims what follows from its painting and from what is known of emotion in paintings: anger is red and
densely drawn, sadness blue or grey, fear dark, joy colourful or warm, disgust a sickly green or brown, surprise full of
contrast (Jonauskaite 2020, Damiano 2023). Nothing is claimed for the neutral styles.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from training.artefacts import luminance

# Linear RGB to XYZ, relative to the white of sRGB (D65).
_XYZ = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0178, 0.1095, 0.8727))

CLAIMS: dict[str, tuple[str, ...]] = {
    "kandinsky-composition-vii": ("more varied",),
    "van-gogh-wheat-field-with-cypresses": ("brighter",),
    "klimt-the-kiss": ("yellower",),
    "hokusai-the-great-wave-off-kanagawa": ("yellower",),
    "picabia-udnie": ("more contrast",),
    "kandinsky-composition-viii": ("brighter",),
    "van-gogh-starry-night-over-the-rhone": ("bluer or greyer",),
    "vrubel-the-demon-seated": ("bluer or greyer",),
    "werefkin-autumn-school": ("bluer or greyer",),
    "russolo-the-revolt": ("redder", "denser"),
    "delaunay-champs-de-mars-the-red-tower": ("redder", "denser"),
    "leger-contrast-of-forms": ("denser",),
    "van-gogh-the-night-cafe": ("yellower",),
    "schiele-houses-with-laundry": ("denser",),
    "toulouse-lautrec-a-corner-of-the-moulin-de-la-galette": ("greener",),
    "munch-the-scream": ("darker",),
    "bosch-the-last-judgment": ("darker",),
    "aivazovsky-the-wave": ("darker",),
}


def lab(pictures: Tensor) -> Tensor:
    """Turn sRGB pictures (N, 3, H, W) in 0..1 into CIELAB: lightness 0..100, green to red, blue to yellow."""
    linear = torch.where(pictures > 0.04045, ((pictures + 0.055) / 1.055) ** 2.4, pictures / 12.92)
    xyz = torch.einsum("ij,njhw->nihw", pictures.new_tensor(_XYZ), linear)
    f = torch.where(xyz > (6 / 29) ** 3, xyz.clamp(min=1e-9) ** (1 / 3), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return torch.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], dim=1)


def _redness(picture: Tensor) -> float:
    return float(lab(picture)[:, 1].mean())


def _yellowness(picture: Tensor) -> float:
    return float(lab(picture)[:, 2].mean())


def _lightness(picture: Tensor) -> float:
    return float(lab(picture)[:, 0].mean())


def _colourfulness(picture: Tensor) -> float:
    return float(lab(picture)[:, 1:].square().sum(dim=1).sqrt().mean())


def _variety(picture: Tensor) -> float:
    return float(lab(picture)[:, 1:].std(dim=(2, 3)).sum())


def _contrast(picture: Tensor) -> float:
    return float(luminance(picture).std())


def _density(picture: Tensor) -> float:
    grey = luminance(picture)
    return float((grey[..., 1:] - grey[..., :-1]).abs().mean() + (grey[:, :, 1:] - grey[:, :, :-1]).abs().mean())


TESTS: dict[str, Callable[[Tensor, Tensor], bool]] = {
    "redder": lambda painted, photo: _redness(painted) > _redness(photo),
    "greener": lambda painted, photo: _redness(painted) < _redness(photo),
    "yellower": lambda painted, photo: _yellowness(painted) > _yellowness(photo),
    "bluer or greyer": lambda painted, photo: (
        _yellowness(painted) < _yellowness(photo) or _colourfulness(painted) < _colourfulness(photo)
    ),
    "brighter": lambda painted, photo: _lightness(painted) > _lightness(photo),
    "darker": lambda painted, photo: _lightness(painted) < _lightness(photo),
    "more varied": lambda painted, photo: _variety(painted) > _variety(photo),
    "more contrast": lambda painted, photo: _contrast(painted) > _contrast(photo),
    "denser": lambda painted, photo: _density(painted) > _density(photo),
}


def directions_held(style: str, painted: Tensor, photo: Tensor) -> dict[str, bool]:
    """Return which of a style's claims hold for one painting and its photo, (1, 3, H, W) in 0..1 each."""
    return {claim: TESTS[claim](painted, photo) for claim in CLAIMS.get(style, ())}
