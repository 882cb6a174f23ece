"""Files, and the names under which they are found."""

from __future__ import annotations

import pytest

from bot.sandbox.chats.files import FileStore


@pytest.fixture
def files() -> FileStore:
    return FileStore()


def test_a_file_is_found_by_its_id_and_by_its_path(files: FileStore) -> None:
    first, second = files.add(b"one", "photo", "a.jpg"), files.add(b"two", "document", "b.pdf")

    assert files.by_id(first.file_id) is files.by_path(first.path) is first
    assert files.by_id(second.file_id) is files.by_path(second.path) is second
    assert files.by_id("none") is files.by_path("photos/none.jpg") is None


def test_the_same_bytes_are_known_again_though_their_ids_differ(files: FileStore) -> None:
    first, same, other = [files.add(data, "photo", "a.jpg") for data in (b"one", b"one", b"two")]

    assert first.unique_id == same.unique_id != other.unique_id
    assert len({each.file_id for each in (first, same, other)}) == 3
    assert len({each.path for each in (first, same, other)}) == 3


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\photos\\a.jpg", "a.jpg"), ("", "file"), ("/", "file")],
)
def test_of_a_name_only_the_last_part_is_kept(files: FileStore, given: str, kept: str) -> None:
    stored = files.add(b"x", "document", given)

    assert stored.name == kept
    assert stored.path.startswith("documents/file_0")
    assert ".." not in stored.path


@pytest.mark.parametrize(
    ("name", "said", "media_type"),
    [
        ("a.png", None, "image/png"),
        ("a.png", "text/plain", "text/plain"),
        ("a.nothing-known", None, "application/octet-stream"),
    ],
)
def test_what_kind_a_file_is_shows_in_its_name_unless_it_is_said(
    files: FileStore, name: str, said: str | None, media_type: str
) -> None:
    assert files.add(b"x", "document", name, said).media_type == media_type
