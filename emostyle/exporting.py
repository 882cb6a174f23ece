"""The painter and the reader as ONNX files, for ONNX Runtime and for browsers, and a JSON file on how to use them.

The painter computes in fp32 at a working size. What `emostyle.painting.stylizer` does before and after it, drawing and
calming noise, widening tones, lightening faces, enlarging and painting small faces again, is arithmetic of a few lines,
whose numbers stand in the JSON file.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from torch import Generator, Tensor, nn

from emostyle.emotions import EMOTIONS
from emostyle.errors import MissingPackageError, OptionError
from emostyle.painting import enlarging, face_masks, stylizer
from emostyle.painting.style_net import FACTOR, NOISES, Mix, StyleNet, draw_noise
from emostyle.painting.stylizer import Stylizer
from emostyle.reading import faces
from emostyle.reading.emotion_net import FACE_SIZE
from emostyle.reading.recognizer import Calibration, Recognizer
from emostyle.styles.catalogue import Choice, catalogue
from emostyle.styles.palette import IDENTITY_STYLE
from emostyle.weights.headers import sha256_of

PAINTER, READER, ABOUT = "painter.onnx", "reader.onnx", "emostyle.json"
VERSION = 1  # of the JSON file; grows when a field changes its meaning
NOISE_STEPS = {"noise8": 8, "noise4": 4, "noise2": 2}  # pixels of the photo per place of each noise
READINGS = ("logits", "probabilities", "vote_shares")
_OPSET = 17  # of ONNX; what ONNX Runtime 1.18 and its web builds read
_TRACED = (96, 128)  # pixels, height and width of the picture with which the painter is traced


def export(folder: Path, styles_dir: Path | None = None) -> tuple[Path, Path, Path]:
    """Write painter.onnx, reader.onnx and emostyle.json with the shipped weights and the added styles of `styles_dir`.

    The folder is made when it is missing. Returns the three paths. Raises MissingPackageError without the extra
    `export`, OptionError when `folder` is a file, and WeightsError.
    """
    if find_spec("onnx") is None:
        raise MissingPackageError("onnx", "export")
    if folder.exists() and not folder.is_dir():
        raise OptionError(f"{folder} is a file: name a folder to write into.")
    choices = catalogue(styles_dir=styles_dir)
    painter, reader = Stylizer.load(dtype=torch.float32, added=choices), Recognizer.load()
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / PAINTER, folder / READER, folder / ABOUT
    export_painter(painter.net, paths[0])
    export_reader(reader, paths[1])
    about = {
        "version": VERSION,
        "painter": describe_painter(painter, choices) | {"sha256": sha256_of(paths[0])},
        "reader": describe_reader(reader.calibration) | {"sha256": sha256_of(paths[1])},
    }
    paths[2].write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return paths


def export_painter(net: StyleNet, path: Path) -> None:
    """Write a network on the CPU as an ONNX file that paints one photo.

    Its inputs are `photo` (1, 3, H, W) in 0..1, `mix` (1, styles), and noise of deviation 1: `noise8` (1, 4, H/8, W/8),
    `noise4` (1, 1, H/4, W/4) and `noise2` (1, 1, H/2, W/2). Its output `painting` is (1, 3, H, W) in 0..1. H and W are
    any multiples of 8 from 16.
    """
    photo = torch.rand(1, 3, *_TRACED, generator=Generator().manual_seed(0))
    noise = draw_noise(photo, Generator().manual_seed(0))
    mix = torch.full((1, net.config.styles), 1 / net.config.styles)
    sides = {name: {2: f"height/{step}", 3: f"width/{step}"} for name, step in NOISE_STEPS.items()}
    whole = {2: "height", 3: "width"}
    axes = {"photo": whole, "painting": whole, **sides}
    _write(_Painter(net), (photo, mix, *noise), path, ("photo", "mix", *NOISE_STEPS), ("painting",), axes)


def export_reader(recognizer: Recognizer, path: Path) -> None:
    """Write a classifier on the CPU as an ONNX file.

    Its input `faces` is (N, 1, 48, 48), grey values in 0..1; its outputs `logits`, `probabilities` and `vote_shares`
    are (N, 7), as `Recognizer` gives them.
    """
    crops = torch.rand(2, 1, FACE_SIZE, FACE_SIZE, generator=Generator().manual_seed(0))
    axes = {name: {0: "faces"} for name in ("faces", *READINGS)}
    _write(_Reader(recognizer), (crops,), path, ("faces",), READINGS, axes)


def describe_painter(painter: Stylizer, choices: Iterable[Choice]) -> dict[str, Any]:
    """Return what one has to know to paint with the ONNX file as `Stylizer.paint` does."""
    return {
        "file": PAINTER,
        "styles": list(painter.styles),  # in the order of the columns of `mix`
        "identity": IDENTITY_STYLE,  # its share is what is left of the strength
        "artworks": [_artwork(choice) for choice in choices],
        "multiple": FACTOR,  # of which working sides are multiples
        "least_side": stylizer.LEAST_SIDE,
        "margin": stylizer.MARGIN,  # pixels that are painted beyond each border and cut off
        "brushes": {str(brush): area for brush, area in stylizer.WORKING_AREA.items()},  # pixels painted
        "noise": {name: _noise(step) for name, step in NOISE_STEPS.items()},
        "enlarging": {"sharpening": enlarging.SHARPENING, "reach": enlarging.REACH},
        "close_up": {
            "side": stylizer.CLOSE_UP, "around": stylizer.AROUND, "faces": stylizer.CLOSE_UPS, "finer": stylizer.FINER,
            "least_face": stylizer.LEAST_FACE, "small_face": stylizer.SMALL_FACE,
        },
        "specks": {"livelier": stylizer.SPECK, "even": stylizer.EVEN},
        "widening": {"quantile": stylizer.WIDEST, "share": stylizer.WIDENING, "lightest": stylizer.LIGHTEST},
        "faces": {
            "calm": stylizer.CALM, "lightness": stylizer.LIGHTNESS,
            "white": stylizer.WHITE, "white_counts": stylizer.WHITE_COUNTS,
            "least_power": stylizer.LEAST_POWER, "skin": stylizer.SKIN, "like_skin": stylizer.LIKE_SKIN,
        },
        "head": {
            "half_axes": list(face_masks.HEAD), "rise": face_masks.RISE,
            "inside": face_masks.INSIDE, "outside": face_masks.OUTSIDE,
        },
    }  # fmt: skip


def describe_reader(calibration: Calibration) -> dict[str, Any]:
    """Return what one has to know to cut faces out for the ONNX file and to understand what it gives."""
    return {
        "file": READER,
        "emotions": [str(emotion) for emotion in EMOTIONS],  # in the order of the columns
        "outputs": list(READINGS),
        "face_size": FACE_SIZE,
        "crop_scale": faces.CROP_SCALE,
        "grey": list(faces.GREY),
        "calibration": {**asdict(calibration), "offsets": list(calibration.offsets)},  # in the probabilities already
    }


class _Painter(nn.Module):
    """The network with all that it needs as tensors."""

    def __init__(self, net: StyleNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, photo: Tensor, mix: Tensor, *noise: Tensor) -> Tensor:
        return self.net.paint_padded(photo, Mix(mix), noise).clamp(0, 1)


class _Reader(nn.Module):
    """The classifier for each crop and its mirror image, with its calibration."""

    def __init__(self, recognizer: Recognizer) -> None:
        super().__init__()
        self.net, self.recognizer = recognizer.net, recognizer

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        both = self.net(torch.cat([crops, crops.flip(-1)]))
        logits = both.view(2, -1, len(EMOTIONS)).mean(dim=0)
        return logits, self.recognizer.probabilities(logits), self.recognizer.vote_shares(logits)


def _write(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    path: Path,
    input_names: Iterable[str],
    output_names: Iterable[str],
    axes: dict[str, dict[int, str]],
) -> None:
    # The older of torch's two exporters: it does all that these networks need, and asks for no further package.
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # it says that it is the older one, and that sizes are traced
        torch.onnx.export(
            module.eval(),
            inputs,
            path,
            input_names=list(input_names),
            output_names=list(output_names),
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )


def _noise(step: int) -> dict[str, Any]:
    # White noise of deviation 1; a grain of several cells is drawn once and enlarged by bicubic interpolation.
    return {"channels": len(NOISES) if step == FACTOR else 1, "step": step, "cells": NOISES if step == FACTOR else (1,)}


def _artwork(choice: Choice) -> dict[str, Any]:
    return {"emotion": str(choice.emotion), "first_choice": choice.first, **asdict(choice.artwork)}
