"""Sizes of pictures, and which photos Telegram refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.sandbox.chats.files import PHOTO_LIMIT
from bot.sandbox.chats.pictures import check_photo, media_type_of, size_of
from bot.sandbox.errors import ApiError


@pytest.mark.parametrize(
    ("form", "options", "media_type"),
    [
        ("JPEG", {}, "image/jpeg"),
        ("JPEG", {"progressive": True}, "image/jpeg"),
        ("JPEG", {"exif": b"Exif\0\0" + b"x" * 500}, "image/jpeg"),
        ("PNG", {}, "image/png"),
        ("GIF", {}, "image/gif"),
        ("WEBP", {}, "image/webp"),
        ("WEBP", {"lossless": True}, "image/webp"),
        ("WEBP", {"exif": b"Exif\0\0xx"}, "image/webp"),
    ],
)
def test_the_size_is_read_from_the_first_bytes(
    picture: Callable[..., bytes], form: str, options: dict[str, object], media_type: str
) -> None:
    data = picture(301, 77, form, **options)
    assert size_of(data) == (301, 77)
    assert media_type_of(data) == media_type


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"%PDF-1.7",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\x00\x02\xff\xd9\x00\x00\x00\x00\x00\x00",
        b"\x89PNG\r\n\x1a\n\x00",
        b"RIFF____WEBPnone" + bytes(20),
        b"GIF89a" + bytes(10),
    ],
)
def test_bytes_that_are_no_picture_have_no_size(data: bytes) -> None:
    assert size_of(data) is None


def test_padding_and_lone_markers_before_the_size_are_skipped(picture: Callable[..., bytes]) -> None:
    data = picture(40, 30)
    assert size_of(data[:2] + b"\xff\xff\xff\x01" + data[2:]) == (40, 30)


@pytest.mark.parametrize("size", [(9000, 1001), (4100, 200), (200, 4100)])
def test_absurd_sizes_are_refused(picture: Callable[..., bytes], size: tuple[int, int]) -> None:
    with pytest.raises(ApiError, match="PHOTO_INVALID_DIMENSIONS"):
        check_photo(picture(*size))


def test_the_widest_allowed_photo_passes(picture: Callable[..., bytes]) -> None:
    assert check_photo(picture(4000, 200)) == (4000, 200)


def test_a_photo_above_ten_megabytes_is_refused(picture: Callable[..., bytes]) -> None:
    data = picture() + bytes(PHOTO_LIMIT)
    with pytest.raises(ApiError, match=f"file of size {len(data)} bytes is too big for a photo"):
        check_photo(data)


def test_bytes_that_are_no_picture_are_refused() -> None:
    with pytest.raises(ApiError, match="IMAGE_PROCESS_FAILED"):
        check_photo(b"hello")
