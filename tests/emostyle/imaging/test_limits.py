"""What may be painted is decided by size and first bytes."""

from __future__ import annotations

import pytest

from emostyle.errors import (
    PhotoError,
    PhotoTooLargeError,
    PhotoTooSmallError,
    UnreadablePhotoError,
    UnsupportedPhotoError,
)
from emostyle.imaging.limits import Limits, check_bytes, check_size, unidentified


@pytest.mark.parametrize("size", [(16, 16), (10_000, 10_000), (16, 320), (4000, 3000)])
def test_sizes_up_to_the_limits_pass(size: tuple[int, int]) -> None:
    check_size(*size, Limits())


@pytest.mark.parametrize(
    ("size", "error"),
    [
        ((10_001, 10_000), PhotoTooLargeError),
        ((50_000, 50_000), PhotoTooLargeError),
        ((16, 321), PhotoTooLargeError),
        ((640, 31), PhotoTooLargeError),
        ((15, 16), PhotoTooSmallError),
        ((0, 0), PhotoTooSmallError),
    ],
)
def test_sizes_beyond_the_limits_are_refused_with_their_numbers(size: tuple[int, int], error: type[PhotoError]) -> None:
    with pytest.raises(error, match=f"{size[0]} × {size[1]}"):
        check_size(*size, Limits())


def test_no_bytes_and_too_many_bytes_are_refused() -> None:
    limits = Limits(max_bytes=3)

    check_bytes(b"abc", limits)
    with pytest.raises(UnreadablePhotoError, match="empty"):
        check_bytes(b"", limits)
    with pytest.raises(PhotoTooLargeError, match="more than 3 bytes"):
        check_bytes(b"abcd", limits)


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns=",
        b"\n <?xml version=",
        b"%PDF-1.7",
        b"8BPS\0\1",
        b"\0\0\0\x20ftypisom",
        b"\x1aE\xdf\xa3",
        b"\0\0\1\0\1",
    ],
)
def test_drawings_pages_and_films_are_called_unsupported(data: bytes) -> None:
    error = unidentified(data)

    assert isinstance(error, UnsupportedPhotoError)
    assert "JPEG, PNG" in str(error)


@pytest.mark.parametrize("data", [b"hello", b"\0" * 100, b"\xff\xd8\xff", b"\0\0\0\x1cftypheic", b"\0\0\0\x1cftypavif"])
def test_anything_else_is_called_unreadable(data: bytes) -> None:
    assert isinstance(unidentified(data), UnreadablePhotoError)
