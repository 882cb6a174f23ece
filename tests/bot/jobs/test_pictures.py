"""Finding the photo in a message."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Document, Message, PhotoSize

from bot.jobs.pictures import PICTURE_SUFFIXES, FoundPhoto, find_photo
from emostyle.imaging.photo_files import PHOTO_SUFFIXES


def message_with(name: str | None, media_type: str | None) -> Message:
    document = Document("id", "unique", file_name=name, mime_type=media_type, file_size=5)
    return Message(7, datetime.now(UTC), Chat(1, "private"), document=document)


@pytest.mark.parametrize(
    ("name", "media_type", "stem", "lossless"),
    [
        ("me.jpg", "image/jpeg", "me", False),
        ("SCAN.PNG", None, "SCAN", True),
        ("x.heic", "application/octet-stream", "x", False),
        ("drawing", "image/png", "drawing", True),
        (None, "image/webp", "photo", False),
        ("../../etc/passwd.jpg", "image/jpeg", "passwd", False),
        ("n" * 200 + ".jpg", "image/jpeg", "n" * 40, False),
    ],
)
def test_an_image_file_is_a_photo(name: str | None, media_type: str | None, stem: str, lossless: bool) -> None:
    found = find_photo(message_with(name, media_type))

    assert found == FoundPhoto(
        file_id="id", unique_id="unique", message_id=7, size=5, as_file=True, lossless=lossless, stem=stem
    )


@pytest.mark.parametrize(("name", "media_type"), [("a.pdf", "application/pdf"), ("jpg", None), (None, None)])
def test_another_file_is_none(name: str | None, media_type: str | None) -> None:
    assert find_photo(message_with(name, media_type)) is None


def test_the_largest_size_of_a_photo_is_taken_in_whatever_order_they_come() -> None:
    sizes = [PhotoSize(f"id{side}", "unique", side, side) for side in (320, 1280, 90)]

    found = find_photo(Message(7, datetime.now(UTC), Chat(1, "private"), photo=sizes))

    assert found is not None
    assert found.file_id == "id1280"


def test_the_bot_takes_every_kind_of_file_that_the_library_reads() -> None:
    assert PICTURE_SUFFIXES == PHOTO_SUFFIXES


def test_no_message_holds_no_photo() -> None:
    assert find_photo(None) is None
