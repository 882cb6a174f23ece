"""Photos are found, and pictures go where they can go and nowhere else."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from emostyle.errors import OptionError, UnreadablePhotoError
from emostyle.imaging.limits import Limits
from emostyle.imaging.photo_files import (
    Out,
    choose_folder,
    choose_out,
    form_of,
    photos_of,
    read_photo,
    stems_of,
    write_picture,
)


@pytest.fixture
def photo(tmp_path: Path) -> str:
    path = tmp_path / "me.jpg"
    path.write_bytes(b"photo")
    return str(path)


def test_a_folder_gives_its_photos_in_order_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.PNG", "a.jpg", "c.heic", "notes.txt", "._a.jpg"):
        (tmp_path / name).touch()
    (tmp_path / "folder.jpg").mkdir()

    assert photos_of(str(tmp_path)) == [str(tmp_path / name) for name in ("a.jpg", "b.PNG", "c.heic")]


def test_a_single_photo_and_standard_input_are_no_folder(photo: str) -> None:
    assert photos_of(photo) is None
    assert photos_of("-") is None


def test_an_empty_name_and_an_empty_folder_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="name of the photo is empty"):
        photos_of("")
    with pytest.raises(OptionError, match="no photos"):
        photos_of(str(tmp_path))


def test_names_without_suffix_stay_different() -> None:
    assert stems_of(["x/a.jpg", "x/A.png", "x/b.jpg"]) == {"x/a.jpg": "a-jpg", "x/A.png": "A-png", "x/b.jpg": "b"}


def test_a_photo_is_read_up_to_one_byte_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path(tmp_path / "huge.jpg").open("wb") as file:
        file.truncate(Limits().max_bytes + 1000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"from a pipe")))

    assert len(read_photo(str(tmp_path / "huge.jpg"))) == Limits().max_bytes + 1
    assert read_photo("-") == b"from a pipe"
    with pytest.raises(UnreadablePhotoError, match="folder"):
        read_photo(str(tmp_path))


def test_a_painting_goes_beside_its_photo_by_default(photo: str, tmp_path: Path) -> None:
    assert choose_out(None, photo).path("me", "happy") == tmp_path / "me-happy.jpg"


def test_a_painting_goes_into_the_file_or_folder_that_is_named(photo: str, tmp_path: Path) -> None:
    assert choose_out(str(tmp_path / "x.webp"), photo).path("me", "sad") == tmp_path / "x.webp"
    assert choose_out(str(tmp_path), "-").path("photo", "sad") == tmp_path / "photo-sad.jpg"


def test_standard_input_goes_to_standard_output(photo: str) -> None:
    assert choose_out(None, "-") == Out()
    assert choose_out("-", photo).path("me", "sad") is None


def test_a_terminal_gets_no_picture(photo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    for arguments in ((None, "-"), ("-", photo)):
        with pytest.raises(OptionError, match="terminal"):
            choose_out(*arguments)


@pytest.mark.parametrize(
    ("out", "why"), [("x.bmp", "must end in .jpg"), ("x", ".png"), ("no/x.jpg", "does not exist"), ("me.jpg", "itself")]
)
def test_impossible_places_are_refused_before_painting(out: str, why: str, photo: str, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=why):
        choose_out(str(tmp_path / out), photo)


def test_the_photo_is_recognised_under_another_name(photo: str, tmp_path: Path) -> None:
    (tmp_path / "link.jpg").symlink_to(photo)

    with pytest.raises(OptionError, match="itself"):
        choose_out(str(tmp_path / "link.jpg"), photo)


def test_paintings_of_a_folder_go_into_a_folder_inside_it_or_another(tmp_path: Path) -> None:
    other = tmp_path.with_name(f"{tmp_path.name}-v1.2")

    assert choose_folder(None, str(tmp_path)) == Out(folder=tmp_path / "painted")
    assert choose_folder(str(other), str(tmp_path)) == Out(folder=other)
    assert other.is_dir()


@pytest.mark.parametrize("out", ["-", "x.jpg", "file", ".", "no/where"])
def test_folders_that_cannot_take_paintings_are_refused(
    out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()

    with pytest.raises(OptionError):
        choose_folder(out, ".")


def test_the_suffix_names_the_format() -> None:
    assert [form_of(Path(name)) for name in ("a.JPG", "a.jpeg", "a.png", "a.webp")] == ["jpeg", "jpeg", "png", "webp"]
    assert form_of(None) == "jpeg"


def test_a_picture_is_written_whole_and_leaves_nothing_else(tmp_path: Path) -> None:
    write_picture(tmp_path / "x.jpg", b"new")

    assert (tmp_path / "x.jpg").read_bytes() == b"new"
    with pytest.raises(OSError, match="directory"):
        write_picture(tmp_path, b"a folder is in the way")
    assert list(tmp_path.iterdir()) == [tmp_path / "x.jpg"]
    assert list(tmp_path.parent.glob(f".{tmp_path.name}.part")) == []
