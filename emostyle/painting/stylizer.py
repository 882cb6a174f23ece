"""From a picture and a mix of styles to a painted picture: the transform network with its weights, ready to use.

A photo of any size is painted at one working size, so that strokes have the same size relative to the frame, and then
enlarged. Small faces get a second look with a finer brush.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Generator, Tensor
from torch.nn import functional as F

from emostyle.errors import UnknownStyleError, WeightsError
from emostyle.options import Brush
from emostyle.painting.enlarging import enlarge, gaussian, luma, resize, resize_quickly
from emostyle.painting.face_masks import head
from emostyle.painting.style_files import load_style
from emostyle.painting.style_net import FACTOR, Mix, StyleNet, StyleNetConfig, draw_noise
from emostyle.reading.faces import Box
from emostyle.runtime.devices import number_type
from emostyle.styles.catalogue import Choice
from emostyle.styles.palette import IDENTITY_STYLE
from emostyle.weights.files import STYLE_WEIGHTS, fill, load_weights

WORKING_AREA = {Brush.FINE: 640 * 480, Brush.MEDIUM: 480 * 360, Brush.BROAD: 384 * 288}  # pixels painted
LEAST_SIDE = 64  # pixels of a working size
MARGIN = 8  # pixels painted beyond each border, where the network draws rows of dots, and cut off
CLOSE_UP = 160  # pixels, side of the square in which a small face is painted again; larger, strokes scratch it
SMALL_FACE = 44  # pixels at the working size: faces below it in height are painted again
LEAST_FACE = 6  # and those below this are left alone, as there is nothing to be seen
WHITE = 0.95  # quantile of the luma of a picture's lightest places
LIGHTNESS = 1.0  # how light a face gets relative to that of the photo
WHITE_COUNTS = 0.35  # power of the painting's white relative to the photo's: dark paintings have darker faces
LEAST_POWER = 0.4  # to which colours of a face are raised
SKIN, LIKE_SKIN = 0.6, 0.22  # quantile of a face's luma, and how far from it in luma skin is still found
SPECK = 2.0  # times as lively as most of a painting, where the photo is even: what is livelier is smoothed away
EVEN = 0.012  # deviation of luma within some pixels below which a photo is even; at twice that, nothing is smoothed
CALM = 0.4  # how much of the noise is left on a face: less foam on cheeks
WIDEST, WIDENING, LIGHTEST = 0.98, 0.1, 0.97  # quantile of luma, how far it goes, and towards which luma
_FLAT = 0.1  # luma between the darkest and lightest tones below which a picture is even
_INSIDE, _BLACK, _HALVINGS = 0.95, 1e-4, 6
CLOSE_UPS = 8  # faces painted again at most, the largest first
AROUND = 2.2  # side of that square relative to the height of the face
FINER = 1 / 7  # of a face's height: deviation of the blur below which a close-up gives the detail


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
        self.dtype = dtype or number_type(self.device)
        self.net = net.eval().requires_grad_(False).to(self.device).to(memory_format=torch.channels_last)
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
        try:
            net = StyleNet(StyleNetConfig.from_header(header.config))
        except TypeError as error:
            raise WeightsError(f"{path} holds another network than this version paints with ({error}).") from error
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
    def paint(
        self, photo: Tensor, mix: Tensor, brush: Brush = Brush.MEDIUM, seed: int = 0, faces: Sequence[Box] = ()
    ) -> Tensor:
        """Paint (1, 3, H, W) in 0..1 with a mix (1, styles); return the same shape in 0..1 on the CPU.

        A mix (1, styles, h, w) of any size paints other styles in other places. `seed` draws the noise that strokes
        grow from: the same photo and seed give the same painting. `faces` are boxes in pixels of `photo`; small ones
        are painted again, closer.
        """
        photo, mix = photo.to(self.device), mix.to(self.device)
        size = photo.shape[-2:]
        small = resize_quickly(photo, working_size(size, brush))
        scale = max(small.shape[-2:]) / max(size)
        boxes = [box.scaled(scale) for box in faces]
        wider = F.pad(small, (MARGIN,) * 4, mode="reflect")
        in_wider = [replace(box, left=box.left + MARGIN, top=box.top + MARGIN) for box in boxes]
        noise = calmed(draw_noise(wider, Generator().manual_seed(seed)), wider.shape[-1], in_wider)
        painted = self._run(wider, _with_margin(mix, small.shape[-2:]), noise)
        painted = widened(without_specks(painted[..., MARGIN:-MARGIN, MARGIN:-MARGIN], small))
        lighten_faces(painted, small, boxes)
        picture = enlarge(painted, size)
        close = [box for box in faces if LEAST_FACE <= box.height * scale < SMALL_FACE][:CLOSE_UPS]
        if close:
            self._add_close_ups(photo, picture, mix, close)
        share = self._identity_share(mix, size)
        if share.any():
            # What the enlarged network cannot know of the photo comes back as far as its style is the photo's own; and
            # instance normalisation forgets brightness and contrast, which the squared share brings back.
            if small is not photo:
                picture += resize(small, size).neg_().add_(photo).mul_(share)  # in place: pictures may be large
            picture.lerp_(photo, share.square())
        return picture.clamp_(0, 1).cpu()

    def _run(self, photos: Tensor, mix: Tensor, noise: list[Tensor]) -> Tensor:
        with torch.autocast(self.device.type, self.dtype, enabled=self.dtype != torch.float32):
            painted: Tensor = self.net(photos, _compact(mix.expand(len(photos), *mix.shape[1:])), noise)
        return painted.clamp(0, 1)

    def _add_close_ups(self, photo: Tensor, picture: Tensor, mix: Tensor, boxes: Sequence[Box]) -> None:
        """Paint small faces again in close-ups, and put what is finer in them into the picture, colours aside."""
        squares = [_square_around(box, photo.shape[-2:]) for box in boxes]
        cuttings = torch.cat([resize(_cut(photo, square), (CLOSE_UP, CLOSE_UP)) for square in squares])
        here = mix if mix.dim() == 2 else torch.stack([_mix_at(mix, box, photo.shape[-2:]) for box in boxes])
        quiet = [torch.zeros_like(noise) for noise in draw_noise(cuttings, Generator())]  # strokes would scratch faces
        painted = self._run(cuttings, here, quiet)
        for box, square, close in zip(boxes, squares, painted.split(1), strict=True):
            part, (left, top, right, bottom) = _cut(picture, square), square
            blur = FINER * box.height / (bottom - top) * CLOSE_UP
            # What is as smooth as that needs a sixteenth of the places.
            coarse = F.avg_pool2d(resize(part, (CLOSE_UP, CLOSE_UP)) - close, 4)
            finer = resize(close, part.shape[-2:]) + resize(gaussian(coarse, blur / 4), part.shape[-2:])
            x, y = torch.arange(left, right) + 0.5, torch.arange(top, bottom) + 0.5
            part.lerp_(finer, head(box, x, y).to(self.device))

    def _identity_share(self, mix: Tensor, size: torch.Size) -> Tensor:
        at = self.styles.index(IDENTITY_STYLE)
        if mix.dim() == 2:
            return mix[:, at, None, None, None]  # (1, 1, 1, 1)
        return F.interpolate(mix[:, at : at + 1], size=size, mode="bilinear", align_corners=False)


def working_size(size: Sequence[int], brush: Brush) -> tuple[int, int]:
    """Return the height and width at which a picture of `size` (H, W) is painted, so that strokes suit the brush.

    They are multiples of 8. So a picture and the same one larger, whose sides were rounded another way, are nearly
    always painted at one size, with the same noise.
    """
    height, width = size
    scale = (WORKING_AREA[brush] / (height * width)) ** 0.5
    return _working_side(height * scale), _working_side(width * scale)


def widened(painted: Tensor) -> Tensor:
    """Widen the tones of a painting a part of the way to black and white: beside other pictures it looked dull."""
    tones = luma(painted)[..., ::2, ::2].flatten()
    dark, light = (float(torch.quantile(tones, part)) for part in (1 - WIDEST, WIDEST))
    if light - dark < _FLAT:  # an even picture stays what it is
        return painted
    black, white = dark * (1 - WIDENING), light + WIDENING * (LIGHTEST - light)
    return painted.sub(dark).mul_((white - black) / (light - dark)).add_(black).clamp_(0, 1)


def without_specks(painted: Tensor, photo: Tensor) -> Tensor:
    """Smooth away the specks of a painting (1, 3, H, W) of a photo of its size; sides are multiples of four.

    The network draws droplets in even places: blots of some pixels, full of contrast from pixel to pixel. Strokes are
    less lively than that, and eyes and leaves are lively in the photo too.
    """
    lively, still = _liveliness(painted), _liveliness(photo)  # (1, 1, H / 4, W / 4)
    excess = (4 * (lively / (SPECK * lively.median().clamp(min=_BLACK)) - 1)).clamp(0, 1)
    specks = excess * (2 - still / EVEN).clamp(0, 1)
    mask = F.avg_pool2d(F.max_pool2d(specks, 3, 1, padding=1), 3, 1, padding=1, count_include_pad=False)
    if not mask.any():
        return painted
    size, smooth = painted.shape[-2:], F.avg_pool2d(painted, 4)
    mask, smooth = (F.interpolate(x, size=size, mode="bilinear", align_corners=False) for x in (mask, smooth))
    return painted.lerp(smooth, mask)


def _liveliness(picture: Tensor) -> Tensor:
    """Return how much luma changes from pixel to pixel around each 4 by 4 pixels of (1, 3, H, W)."""
    light = luma(picture)
    energy = F.avg_pool2d((light - gaussian(light, 1.0)).square(), 4)
    return F.avg_pool2d(energy, 3, 1, padding=1, count_include_pad=False).sqrt()


def calmed(noise: Sequence[Tensor], width: int, boxes: Sequence[Box]) -> list[Tensor]:
    """Take most of the noise (each (1, C, h, w)) away from faces (`boxes` in a photo of `width` pixels)."""
    calm = []
    for each in noise:
        step = width / each.shape[-1]
        y, x = ((torch.arange(count) + 0.5) * step for count in each.shape[-2:])
        heads = [head(box, x, y).to(each) for box in boxes]
        # The soft rim hardly counts: walls without strokes would look like a glow around heads.
        calm.append(each * (1 - (1 - CALM) * torch.stack(heads).amax(dim=0) ** 4) if heads else each)
    return calm


def lighten_faces(painted: Tensor, photo: Tensor, boxes: Sequence[Box]) -> None:
    """Make faces about as light as they were in the photo, as far as the painting is; never darker.

    Instance normalisation takes brightness relative to the whole picture: before a white wall a face comes out dark.
    Only what is as light in the photo as most of the face is changed, so that hair, eyes and walls stay.
    """
    if not boxes:
        return
    white = (_white(painted) / _white(photo)).clamp(max=1)
    for box in boxes:
        matte, rows, columns = _head_within(box, painted.shape[-2:])
        before, part = luma(photo[..., rows, columns]), painted[..., rows, columns]
        inside = before[0, 0][matte > _INSIDE]
        if not len(inside):  # narrower than a pixel
            continue
        like = matte.to(part) * torch.exp(-(((before - torch.quantile(inside, SKIN)) / LIKE_SKIN) ** 2))
        wanted = LIGHTNESS * white**WHITE_COUNTS * (before * like).sum() / like.sum()
        colours = part.clamp(min=_BLACK)
        power = _power(colours, like, float(wanted))
        if power < 1:
            part.copy_(colours ** (1 - like * (1 - power)))


def _head_within(box: Box, size: Sequence[int]) -> tuple[Tensor, slice, slice]:
    """Return the matte of a head and the rows and columns of a picture of `size` (H, W) that it covers."""
    (x, y), reach = box.middle, 1.3  # of width and height: `head` is 0 from there on
    rows, columns = (
        slice(max(0, round(at - reach * side)), max(1, min(whole, round(at + reach * side))))
        for at, side, whole in ((y, box.height, size[0]), (x, box.width, size[1]))
    )
    xs, ys = (torch.arange(part.start, part.stop) + 0.5 for part in (columns, rows))
    return head(box, xs, ys), rows, columns


def _white(picture: Tensor) -> Tensor:
    return torch.quantile(luma(picture)[..., ::4, ::4].flatten(), WHITE).clamp(min=_BLACK)


def _power(colours: Tensor, like: Tensor, wanted: float) -> float:
    """Return the power, at most 1, to which `colours` are raised for a mean luma of `wanted` where `like` weighs."""
    least, most = LEAST_POWER, 1.0
    for _ in range(_HALVINGS):
        middle = (least + most) / 2
        light = float((luma(colours**middle) * like).sum() / like.sum())
        least, most = (middle, most) if light > wanted else (least, middle)
    return most


def _working_side(side: float) -> int:
    return max(LEAST_SIDE, round(side / FACTOR) * FACTOR)


def _compact(mix: Tensor) -> Mix:
    """Leave out of a map (N, styles, h, w) the styles that are nowhere: each costs kernels and a map of its own."""
    if mix.dim() == 2:
        return Mix(mix)
    used = mix.sum(dim=(0, 2, 3)).nonzero()[:, 0]
    return Mix(mix[:, used], used)


def _with_margin(mix: Tensor, size: Sequence[int]) -> Tensor:
    """Continue a map (1, styles, h, w) for a picture of `size` (H, W) beyond its borders."""
    if mix.dim() == 2:
        return mix
    rows, columns = (round(cells * MARGIN / side) for cells, side in zip(mix.shape[-2:], size, strict=True))
    return F.pad(mix, (columns, columns, rows, rows), mode="replicate")


def _square_around(box: Box, size: Sequence[int]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of the square around a head, pushed into a picture of `size` (H, W)."""
    height, width = size
    side = min(round(AROUND * box.height), height, width)
    x, y = box.middle
    left, top = min(max(0, round(x - side / 2)), width - side), min(max(0, round(y - side / 2)), height - side)
    return left, top, left + side, top + side


def _cut(picture: Tensor, square: tuple[int, int, int, int]) -> Tensor:
    left, top, right, bottom = square
    return picture[..., top:bottom, left:right]


def _mix_at(mix: Tensor, box: Box, size: Sequence[int]) -> Tensor:
    """Return the mix (styles,) that a map (1, styles, h, w) has in the middle of a face."""
    rows, columns = mix.shape[-2:]
    x, y = box.middle
    row, column = int(y / size[0] * rows), int(x / size[1] * columns)
    return mix[0, :, min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)]
