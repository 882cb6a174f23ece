"""Whether a painting moves a photo the way its emotion wants: redder, darker, denser, and so on.

What an emotion wants follows from what is known of emotion in paintings: anger is red and densely drawn, sadness blue
or grey, fear dark, joy colourful or warm, disgust a sickly green or brown, surprise full of contrast (Jonauskaite 2020,
Damiano 2023). A style claims it only if its painting is like that itself, compared with the training photographs
(`evaluate_style` prints the shares). Nothing is claimed for the neutral styles.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

from training.artefacts import luminance

# Linear RGB to XYZ, relative to the white of sRGB (D65).
_XYZ = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0178, 0.1095, 0.8727))
_COLOUR_UNIT = 20.0  # CIELAB units of lightness or hue that count as much as a factor of e in contrast
_MARGIN = 0.1  # how far training wants a painting to move, in those units
_TINY = 1e-8  # keeps gradients of roots finite in flat pictures

CLAIMS: dict[str, tuple[str, ...]] = {
    "kandinsky-composition-vii": ("more varied",),
    "van-gogh-wheat-field-with-cypresses": ("brighter",),
    "klimt-the-kiss": ("yellower",),
    "picabia-udnie": ("more contrast",),
    "kandinsky-composition-viii": ("brighter",),
    "van-gogh-starry-night-over-the-rhone": ("bluer or greyer",),
    "vrubel-the-demon-seated": ("bluer or greyer",),
    "werefkin-autumn-school": ("bluer or greyer",),
    "russolo-the-revolt": ("redder",),
    "delaunay-champs-de-mars-the-red-tower": ("redder",),
    "leger-contrast-of-forms": ("denser",),
    "van-gogh-the-night-cafe": ("yellower",),
    "schiele-houses-with-laundry": ("denser",),
    "toulouse-lautrec-a-corner-of-the-moulin-de-la-galette": ("greener",),
    "munch-the-scream": ("darker",),
    "bosch-the-last-judgment": ("darker",),
}


def lab(pictures: Tensor) -> Tensor:
    """Turn sRGB pictures (N, 3, H, W) in 0..1 into CIELAB: lightness 0..100, green to red, blue to yellow."""
    linear = torch.where(pictures > 0.04045, ((pictures + 0.055) / 1.055) ** 2.4, pictures / 12.92)
    xyz = torch.einsum("ij,njhw->nihw", pictures.new_tensor(_XYZ), linear)
    f = torch.where(xyz > (6 / 29) ** 3, xyz.clamp(min=1e-9) ** (1 / 3), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return torch.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], dim=1)


def _measures(pictures: Tensor) -> dict[str, Tensor]:
    # Of pictures (N, 3, H, W), one number each (N,), in units of which one is a strong difference.
    pictures = pictures.float().clamp(0, 1)
    colours, grey = lab(pictures) / _COLOUR_UNIT, luminance(pictures)
    across, down = (grey[..., 1:] - grey[..., :-1]).abs(), (grey[:, :, 1:] - grey[:, :, :-1]).abs()
    density = across.mean(dim=(1, 2, 3)) + down.mean(dim=(1, 2, 3))
    deviations = (colours[:, 1:].var(dim=(2, 3)) + _TINY).sqrt().sum(dim=1)
    return {
        "lightness": colours[:, 0].mean(dim=(1, 2)),
        "redness": colours[:, 1].mean(dim=(1, 2)),
        "yellowness": colours[:, 2].mean(dim=(1, 2)),
        "colourfulness": (colours[:, 1:].square().sum(dim=1) + _TINY).sqrt().mean(dim=(1, 2)),
        "variety": deviations.log(),
        "contrast": (grey.var(dim=(1, 2, 3)) + _TINY).log() / 2,
        "density": (density + _TINY).log(),
    }


_Gains = dict[str, Tensor]  # of each measure, painted minus photo
_DIRECTIONS: dict[str, Callable[[_Gains], Tensor]] = {
    "redder": lambda gain: gain["redness"],
    "greener": lambda gain: -gain["redness"],
    "yellower": lambda gain: gain["yellowness"],
    "bluer or greyer": lambda gain: -torch.minimum(gain["yellowness"], gain["colourfulness"]),
    "brighter": lambda gain: gain["lightness"],
    "darker": lambda gain: -gain["lightness"],
    "more varied": lambda gain: gain["variety"],
    "more contrast": lambda gain: gain["contrast"],
    "denser": lambda gain: gain["density"],
}
DIRECTIONS = tuple(_DIRECTIONS)


def gains(painted: Tensor, photos: Tensor) -> Tensor:
    """Return how far paintings (N, 3, H, W) moved in each of DIRECTIONS: (N, directions), more than 0 where they did.

    `photos` are as many, or one for all.
    """
    before, after = _measures(photos), _measures(painted)
    moved = {name: after[name] - before[name] for name in after}
    return torch.stack([direction(moved) for direction in _DIRECTIONS.values()], dim=1)


def directions_held(style: str, painted: Tensor, photo: Tensor) -> dict[str, bool]:
    """Return which of a style's claims hold for one painting and its photo, (1, 3, H, W) in 0..1 each."""
    if style not in CLAIMS:  # nothing to measure
        return {}
    moved = dict(zip(DIRECTIONS, gains(painted, photo)[0].tolist(), strict=True))
    return {claim: moved[claim] > 0 for claim in CLAIMS[style]}


def claims_of(styles: tuple[str, ...]) -> Tensor:
    """Return what each style claims, (styles, directions): rows sum to 1, or are 0 where nothing is claimed."""
    claimed = torch.tensor([[float(d in CLAIMS.get(style, ())) for d in DIRECTIONS] for style in styles])
    return claimed / claimed.sum(dim=1, keepdim=True).clamp(min=1)


def direction_loss(painted: Tensor, photos: Tensor, claimed: Tensor) -> Tensor:
    """Return how far paintings (N, 3, H, W) fall short of what is claimed (N, directions): one number each (N,)."""
    return (F.relu(_MARGIN - gains(painted, photos)) * claimed).sum(dim=1)
