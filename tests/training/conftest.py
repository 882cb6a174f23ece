"""Small data in the forms that the training commands read."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from emostyle.emotions import EMOTIONS
from emostyle.painting.style_net import StyleNet, StyleNetConfig
from emostyle.styles.palette import ARTWORKS
from emostyle.weights.files import WeightsHeader, save_weights
from training.losses.vgg import Vgg, random_vgg
from training.painter import delivery
from training.painter.paintings import shipped_styles


@pytest.fixture
def faces_folder(tmp_path: Path) -> Path:
    """train.npz and valid.npz with faces that differ by class, so that a network can learn them."""
    generator = np.random.default_rng(0)
    folder = tmp_path / "ferplus"
    folder.mkdir()
    for split, count in (("train", 70), ("valid", 35)):
        labels = np.arange(count) % len(EMOTIONS)
        images = generator.integers(0, 30, (count, 48, 48), dtype=np.uint8)
        for image, label in zip(images, labels, strict=True):
            image[:, label * 6 : label * 6 + 6] += 200
        votes = np.zeros((count, 10), dtype=np.uint8)
        votes[np.arange(count), labels] = 8
        votes[:, 9] = 1
        np.savez(folder / f"{split}.npz", images=images, votes=votes)
    return folder


@pytest.fixture
def photos_folder(tmp_path: Path, face_photo: bytes, faceless_photo: bytes) -> Path:
    """Two photos, one with a face."""
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "face.jpg").write_bytes(face_photo)
    (folder / "land.jpg").write_bytes(faceless_photo)
    return folder


@pytest.fixture
def paintings_folder(tmp_path: Path) -> Path:
    """One small noisy picture per style of the palette."""
    generator = np.random.default_rng(1)
    for emotion, artworks in ARTWORKS.items():
        folder = tmp_path / "paintings" / emotion.value
        folder.mkdir(parents=True)
        for artwork in artworks:
            pixels = generator.integers(0, 255, (70, 90, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(folder / f"{artwork.style}.jpg")
    return tmp_path / "paintings"


@pytest.fixture(scope="session")
def vgg() -> Vgg:
    """A loss network with random weights, built once for all tests."""
    return random_vgg()


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small painter of all styles whose weights nobody trained: each style paints in colours of its own."""
    torch.manual_seed(0)
    net = StyleNet(StyleNetConfig(len(shipped_styles()), (8, 8, 8), (8, 8), (1, 1, 1)))
    with torch.no_grad():
        for name in ("scale", "shift"):
            getattr(net.up2.norm, name).add_(torch.randn_like(getattr(net.up2.norm, name)) / 4)
    path = tmp_path_factory.mktemp("painter") / "style.safetensors"
    save_weights(path, net.state_dict(), WeightsHeader("style", asdict(net.config), shipped_styles()))
    return path


@pytest.fixture
def small_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chat photos of 256 pixels, so that tests take seconds."""
    monkeypatch.setattr(delivery, "LONG_SIDE", 256)
    monkeypatch.setattr(delivery, "LOOKED_AT", 256)
    monkeypatch.setattr(delivery, "SHOWN_AREA", 160 * 120)
