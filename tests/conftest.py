"""What the tests of all packages share."""

from __future__ import annotations

import io
from functools import lru_cache

import pytest
import torch
from PIL import Image

from emostyle.pipeline import Pipeline
from emostyle.runtime.allocator import keep_freed_memory

# The tests run beside browsers, Redis servers and workers on few cores.
torch.set_num_threads(1)
keep_freed_memory()


@lru_cache(maxsize=1)
def astronaut_jpeg() -> bytes:
    """Return a free photo with one smiling face (NASA's portrait of Eileen Collins, from scikit-image)."""
    from skimage import data

    buffer = io.BytesIO()
    Image.fromarray(data.astronaut()).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


@lru_cache(maxsize=1)
def landscape_jpeg() -> bytes:
    """Return a drawn picture without any face."""
    image = Image.new("RGB", (320, 240), (120, 170, 230))
    image.paste((60, 130, 50), (0, 150, 320, 240))
    image.paste((250, 220, 90), (240, 20, 290, 70))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def face_photo() -> bytes:
    """A JPEG with one face in it."""
    return astronaut_jpeg()


@pytest.fixture(scope="session")
def faceless_photo() -> bytes:
    """A JPEG with no face in it."""
    return landscape_jpeg()


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The real pipeline with the shipped weights, loaded once for all tests."""
    return Pipeline.load("cpu")
