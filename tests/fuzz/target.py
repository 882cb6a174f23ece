"""What is fuzzed: a photo's bytes become an image or one of the named errors, within the processor time of 2 s."""

from __future__ import annotations

import time

from emostyle.errors import PhotoError
from emostyle.imaging.images import decode, encode

SECONDS = 2.0  # of processor time


class TooSlowError(Exception):
    """A photo that kept the decoder busy for too long."""


def decode_one(data: bytes) -> None:
    """Decode a photo, every other length at a smaller scale as the worker does; raise whatever is not a PhotoError."""
    begin = time.process_time()
    try:
        image = decode(data, target_side=(None, 64)[len(data) % 2])
    except PhotoError:
        image = None
    seconds = time.process_time() - begin
    if seconds > SECONDS:
        raise TooSlowError(f"{seconds:.1f} s")
    if image is not None and (image.mode != "RGB" or not encode(image.resize((16, 16)))):
        raise AssertionError(f"not a picture to paint: {image.mode}")
