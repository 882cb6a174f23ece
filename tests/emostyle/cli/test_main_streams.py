"""Folders, pipes, missing files and interrupts: what the command line meets outside of itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from emostyle.cli import main as cli
from emostyle.pipeline import PaintOptions, StyledPhoto
from tests.emostyle.conftest import Brush, Terminal, picture


def test_a_photo_may_come_from_a_pipe_and_the_painting_go_into_one(
    terminal: Terminal, pipe_in: Callable[[bytes], None]
) -> None:
    pipe_in(b"photo")

    assert terminal.run("paint", "-") == 0

    assert picture(terminal.stdout).size == (64, 48)
    assert list(terminal.folder.iterdir()) == []


def test_a_piped_photo_may_go_into_a_file(terminal: Terminal, pipe_in: Callable[[bytes], None]) -> None:
    pipe_in(b"photo")

    assert terminal.run("paint", "-", "-o", "x.jpg", "--json") == 0

    assert terminal.objects[0]["file"] == "-"
    assert Path("x.jpg").exists()


def test_a_missing_file_is_told_before_anything_is_loaded(terminal: Terminal) -> None:
    assert terminal.run("paint", "nobody.jpg") == 1
    assert terminal.stderr == "emostyle: There is no file nobody.jpg.\n"

    for command in ("paint", "read", "sheet"):
        assert terminal.run(command, "nobody.jpg", "--json") == 1
        error = {"type": "FileNotFoundError", "message": "There is no file nobody.jpg."}
        assert terminal.objects == [{"file": "nobody.jpg", "error": error}]
    assert terminal.brush.devices == []


def test_every_photo_of_a_folder_is_painted_and_bad_ones_do_not_stop_the_rest(terminal: Terminal) -> None:
    for name, content in {"a.jpg": b"photo", "b.png": b"bad", "c.jpg": b"noface", "d.webp": b"photo"}.items():
        terminal.photo(f"trip/{name}", content)

    assert terminal.run("paint", "trip") == 1

    assert sorted(path.name for path in Path("trip/painted").iterdir()) == ["a-happy.jpg", "d-happy.jpg"]
    assert "emostyle: trip/b.png: The photo is damaged." in terminal.stderr
    assert "emostyle: trip/c.jpg: No face was found" in terminal.stderr
    assert "4/4" in terminal.stderr  # the progress bar
    assert terminal.stdout.decode().count("\n") == 2


def test_a_folder_with_json_gives_an_object_per_photo_in_order(terminal: Terminal) -> None:
    for name, content in {"a.jpg": b"photo", "a.png": b"photo", "b.png": b"bad"}.items():
        terminal.photo(f"trip/{name}", content)

    assert terminal.run("paint", "trip", "--json", "-o", "out", "--emotion", "sad") == 1

    assert [record.get("out") for record in terminal.objects] == ["out/a-jpg-sad.jpg", "out/a-png-sad.jpg", None]
    assert terminal.objects[2]["error"]["type"] == "UnreadablePhotoError"


def test_a_folder_of_good_photos_ends_well_and_can_be_painted_again(terminal: Terminal) -> None:
    terminal.photo("trip/a.jpg")

    assert [terminal.run("paint", "trip") for _ in range(2)] == [0, 0]

    assert [path.name for path in Path("trip/painted").iterdir()] == ["a-happy.jpg"]


def test_an_interrupt_ends_quietly(terminal: Terminal) -> None:
    terminal.photo("me.jpg")

    def interrupted(device: str) -> Brush:
        raise KeyboardInterrupt

    assert cli.main(["read", "me.jpg"], interrupted) == 130


def test_a_disk_that_refuses_is_told_in_a_sentence(terminal: Terminal) -> None:
    terminal.photo("me.jpg")
    Path("me-happy.jpg").mkdir()

    assert terminal.run("paint", "me.jpg") == 1
    assert terminal.stderr == "emostyle: The system refuses for .me-happy.jpg.part: Is a directory.\n"


def test_a_reader_that_goes_away_makes_no_noise() -> None:
    reading_end, writing_end = os.pipe()
    os.close(reading_end)

    command = [sys.executable, "-m", "emostyle", "palette"]
    done = subprocess.run(command, stdout=writing_end, stderr=subprocess.PIPE, check=False)

    os.close(writing_end)
    assert (done.stderr, done.returncode) == (b"", cli.FAILED)


def test_every_photo_of_a_folder_is_read_and_bad_ones_do_not_stop_the_rest(terminal: Terminal) -> None:
    for name, content in {"a.jpg": b"bad", "b.png": b"photo", "c.jpg": b"noface"}.items():
        terminal.photo(f"trip/{name}", content)

    assert terminal.run("read", "trip") == 1
    assert [line.split(":")[0] for line in terminal.stdout.decode().splitlines()] == [
        "trip/b.png", "  face 1, 20×30 pixels at 3, 4", "trip/c.jpg",
    ]  # fmt: skip
    assert "emostyle: trip/a.jpg: The photo is damaged." in terminal.stderr

    assert terminal.run("read", "trip", "--json") == 1
    assert [record["file"] for record in terminal.objects] == ["trip/a.jpg", "trip/b.png", "trip/c.jpg"]
    assert "3/3" in terminal.stderr


def test_a_folder_without_photos_is_told_before_anything_is_loaded(terminal: Terminal) -> None:
    terminal.photo("notes/list.txt")

    for command in ("paint", "read"):
        assert terminal.run(command, "notes") == 2
        assert terminal.stderr.startswith("emostyle: The folder notes holds no photos")
    assert terminal.brush.devices == []


def test_a_piped_photo_becomes_a_sheet_in_a_pipe_or_a_file(
    terminal: Terminal, pipe_in: Callable[[bytes], None]
) -> None:
    pipe_in(b"photo")
    assert terminal.run("sheet", "-", "--max-side", "64") == 0
    assert picture(terminal.stdout).size == (64, 48)

    pipe_in(b"photo")
    assert terminal.run("sheet", "-", "--json") == 2
    assert terminal.run("sheet", "-", "--json", "-o", "all.png") == 0
    (record,) = terminal.objects
    assert (record["file"], record["out"], record["size"]) == ("-", "all.png", [512, 48])


@pytest.mark.parametrize("command", ["paint", "sheet"])
def test_a_terminal_gets_no_picture(command: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.photo("me.jpg")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    assert terminal.run(command, "me.jpg", "-o", "-") == 2
    assert "not for a terminal" in terminal.stderr
    assert terminal.brush.devices == []


def test_an_interrupt_among_many_photos_keeps_what_is_done(terminal: Terminal) -> None:
    for name in "ab":
        terminal.photo(f"trip/{name}.jpg", name.encode())

    class Stopped(Brush):
        def paint(self, photo: bytes, options: PaintOptions) -> StyledPhoto:
            if photo == b"b":
                raise KeyboardInterrupt
            return super().paint(photo, options)

    assert cli.main(["paint", "trip"], Stopped().load) == 130
    assert [path.name for path in Path("trip/painted").iterdir()] == ["a-happy.jpg"]


def test_a_pipe_that_closes_among_many_photos_ends_the_work_without_noise(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.jpg").write_bytes(b"photo")
    code = (
        "import sys; from emostyle.cli.main import main; from tests.emostyle.conftest import Brush; brush = Brush(); "
        "code = main(['paint', sys.argv[1], '--json'], brush.load); print(len(brush.asked), code, file=sys.stderr)"
    )
    reading_end, writing_end = os.pipe()
    os.close(reading_end)

    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, stdout=writing_end, stderr=subprocess.PIPE, text=True, check=False)

    os.close(writing_end)
    assert "Error" not in done.stderr
    assert done.stderr.splitlines()[-1] == "1 1"


@pytest.mark.parametrize("words", [["--help"], ["paint", "--help"], ["--version"], ["palette", "--json"]])
def test_what_computes_nothing_starts_without_torch(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "emostyle", *words], capture_output=True, text=True, check=True
    )

    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "emostyle" in imported
    assert not imported & {"torch", "PIL", "numpy", "onnxruntime"}
    assert done.stdout
