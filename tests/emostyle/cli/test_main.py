"""The command line passes on what people ask for and answers with files, lines, JSON and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from emostyle.emotions import EMOTIONS, Emotion
from emostyle.options import Brush
from emostyle.pipeline import PaintOptions
from emostyle.styles.palette import all_style_names
from tests.emostyle.conftest import Terminal, picture
from tests.emostyle.nets import write_style


def test_a_painting_lies_beside_its_photo_under_the_emotion_that_was_read(terminal: Terminal) -> None:
    terminal.photo("trip/me.jpg")

    assert terminal.run("paint", "trip/me.jpg") == 0

    assert picture(Path("trip/me-happy.jpg").read_bytes()).size == (64, 48)
    assert "happy (88% sure), after Wassily Kandinsky, Composition VII: trip/me-happy.jpg" in terminal.stdout.decode()
    assert terminal.brush.asked == [PaintOptions()]
    assert terminal.brush.devices == ["auto"]


def test_every_option_reaches_the_painter(terminal: Terminal) -> None:
    terminal.photo("me.jpg")
    words = ["--emotion", "FEAR", "--strength", "0.4", "--keep-colors", "--max-side", "640", "--device", "cpu"]
    words += ["--brush", "broad", "--take", "3"]

    assert terminal.run("paint", "me.jpg", "-o", "out.png", *words) == 0

    assert terminal.brush.asked == [PaintOptions(Emotion.FEAR, None, 0.4, True, 640, brush=Brush.BROAD, take=3)]
    assert terminal.brush.devices == ["cpu"]
    assert picture(Path("out.png").read_bytes()).format == "PNG"


def test_a_mix_reaches_the_painter_and_names_its_shares(terminal: Terminal) -> None:
    terminal.photo("me.jpg")

    assert terminal.run("paint", "me.jpg", "--mix", "happy=0.75, sad=0.25", "-o", "x.webp") == 0

    assert terminal.brush.asked[0].mix == {Emotion.HAPPY: 0.75, Emotion.SAD: 0.25}
    assert "75% happy + 25% sad" in terminal.stdout.decode()


def test_several_styles_can_be_left_to_the_reading(terminal: Terminal) -> None:
    terminal.photo("me.jpg")

    assert terminal.run("paint", "me.jpg", "--mix", "Auto", "--by-face") == 0

    assert terminal.brush.asked == [PaintOptions(blend=True, by_face=True)]


def test_a_style_is_chosen_by_its_name_and_names_the_file(terminal: Terminal) -> None:
    terminal.photo("me.jpg")

    assert terminal.run("paint", "me.jpg", "--style", "munch-the-scream") == 0

    assert terminal.brush.asked == [PaintOptions(style="munch-the-scream")]
    assert Path("me-munch-the-scream.jpg").exists()


def test_the_folder_of_added_styles_is_read(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    write_style(terminal.folder / "styles")
    monkeypatch.setenv("EMOSTYLE_STYLES_DIR", "styles")
    terminal.photo("me.jpg")

    assert terminal.run("palette") == 0
    assert "my-style" in terminal.stdout.decode()
    assert terminal.run("paint", "me.jpg", "--style", "my-style") == 0

    monkeypatch.setenv("EMOSTYLE_STYLES_DIR", "nowhere")
    assert terminal.run("palette") == 1
    assert "EMOSTYLE_STYLES_DIR names nowhere, which is no folder" in terminal.stderr


def test_json_is_one_object_with_everything_and_nothing_else(terminal: Terminal) -> None:
    terminal.photo("me.jpg")

    assert terminal.run("paint", "me.jpg", "--json") == 0

    (record,) = terminal.objects
    assert list(record) == [
        "file", "out", "faces", "emotion", "confidence", "uncertain", "mix", "style", "strength", "brush", "take",
        "size", "seconds",
    ]  # fmt: skip
    assert (record["file"], record["out"], record["size"]) == ("me.jpg", "me-happy.jpg", [64, 48])
    assert (record["brush"], record["take"]) == ("medium", 0)
    assert record["faces"][0]["box"] == {"left": 3, "top": 4, "width": 20, "height": 30}
    assert set(record["faces"][0]["probabilities"]) == set(EMOTIONS)
    assert set(record["seconds"]) == {"paint", "encode"}
    assert terminal.stderr == ""


def test_without_a_face_auto_says_what_to_do(terminal: Terminal) -> None:
    terminal.photo("sea.jpg", b"noface")

    assert terminal.run("paint", "sea.jpg") == 1
    assert terminal.stderr.startswith("emostyle: No face was found")
    assert "--emotion happy" in terminal.stderr
    assert terminal.stdout == b""

    assert terminal.run("paint", "sea.jpg", "--emotion", "sad") == 0
    assert Path("sea-sad.jpg").exists()


def test_with_json_a_failure_is_an_object_too(terminal: Terminal) -> None:
    terminal.photo("bad.jpg", b"bad")

    assert terminal.run("paint", "bad.jpg", "--json") == 1

    error = {"type": "UnreadablePhotoError", "message": "The photo is damaged."}
    assert terminal.objects == [{"file": "bad.jpg", "error": error}]
    assert terminal.stderr == "emostyle: The photo is damaged.\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--emotion joy", "There is no emotion 'joy'. Choose one of: neutral, happy"),
        ("--emotion happy --mix sad=1", "not both"),
        ("--mix joy=1", "There is no emotion 'joy'"),
        ("--mix happy=x", "is no share of a mix"),
        ("--mix happy=-1", "is no share of a mix"),
        ("--mix happy=inf", "is no share of a mix"),
        ("--mix happy=1e308,sad=1e308", "0 to a million"),
        ("--mix happy=0,sad=0", "all 0"),
        ("--mix happy=1,happy=2", "twice"),
        ("--emotion happy --by-face", "leave out one"),
        ("--mix happy=1 --by-face", "leave out one"),
        ("--emotion happy --mix auto", "not both"),
        ("--style candy", "There is no style 'candy'. Choose one of: monet"),
        ("--style munch-the-scream --emotion sad", "leave out the emotion"),
        ("--strength 1.5", "between 0 and 1"),
        ("--strength nan", "between 0 and 1"),
        ("--max-side 3", "64 to 4096"),
        ("--take -1", "from 0 to 9999"),
        ("--take 10000", "from 0 to 9999"),
        ("-o x.gif", "must end in .jpg, .jpeg, .png, .webp"),
        ("-o no/x.jpg", "The folder no does not exist"),
        ("-o me.jpg", "the photo itself"),
        ("-o - --json", "Standard output cannot take both"),
    ],
)
def test_wrong_options_are_refused_in_one_line_before_anything_is_loaded(
    words: str, says: str, terminal: Terminal
) -> None:
    terminal.photo("me.jpg")

    assert terminal.run("paint", "me.jpg", *words.split()) == 2

    assert terminal.stderr.startswith("emostyle: ")
    assert says in terminal.stderr
    assert terminal.stderr.count("\n") == 1
    assert terminal.brush.devices == []


@pytest.mark.parametrize(
    "words",
    [
        ["paint"],
        [],
        ["dance"],
        ["paint", "x.jpg", "--strength", "much"],
        ["paint", "x.jpg", "--brush", "huge"],
        ["paint", "x.jpg", "--take", "two"],
        ["export"],
        ["paint", "x", "--keep"],
    ],
)
def test_words_that_are_no_command_end_with_usage(words: list[str], terminal: Terminal) -> None:
    with pytest.raises(SystemExit, match="2"):
        terminal.run(*words)


def test_reading_tells_each_face_with_its_seven_probabilities(terminal: Terminal) -> None:
    terminal.photo("me.jpg")

    assert terminal.run("read", "me.jpg") == 0

    first, second = terminal.stdout.decode().splitlines()
    assert first == "me.jpg: happy (88% sure), 1 face"
    assert "face 1, 20×30 pixels at 3, 4: happy 88.0%, neutral 2.0%" in second


def test_reading_as_json_sorts_the_probabilities(terminal: Terminal) -> None:
    terminal.photo("me.jpg")

    assert terminal.run("read", "me.jpg", "--json") == 0

    (record,) = terminal.objects
    assert (record["emotion"], record["confidence"], record["size"]) == ("happy", 0.88, [64, 48])
    assert next(iter(record["faces"][0]["probabilities"])) == "happy"
    assert record["probabilities"]["sad"] == 0.02
    assert record["vote_shares"]["happy"] == record["faces"][0]["vote_shares"]["happy"] == 0.7
    assert record["uncertain"] is record["faces"][0]["uncertain"] is False
    assert set(record["seconds"]) == {"read"}


def test_doubt_is_told(terminal: Terminal) -> None:
    terminal.photo("me.jpg", b"doubtful")

    assert terminal.run("read", "me.jpg") == 0

    first, second = terminal.stdout.decode().splitlines()
    assert first == "me.jpg: happy (88% sure, uncertain), 1 face"
    assert second.endswith(", uncertain")
    assert terminal.run("paint", "me.jpg") == 0
    assert "happy (88% sure, uncertain), after" in terminal.stdout.decode()


def test_reading_a_photo_without_a_face_is_no_failure(terminal: Terminal) -> None:
    terminal.photo("sea.jpg", b"noface")

    assert terminal.run("read", "sea.jpg") == 0
    assert terminal.stdout.decode() == "sea.jpg: no face was found in this photo.\n"

    assert terminal.run("read", "sea.jpg", "--json") == 0
    assert terminal.objects[0]["faces"] == []
    assert terminal.objects[0]["emotion"] is None


def test_a_sheet_lies_beside_its_photo(terminal: Terminal) -> None:
    terminal.photo("trip/me.jpg")

    assert terminal.run("sheet", "trip/me.jpg", "--max-side", "100") == 0
    assert picture(Path("trip/me-sheet.jpg").read_bytes()).size == (100, 48)

    assert terminal.run("sheet", "trip/me.jpg", "--json") == 0
    (record,) = terminal.objects
    assert (record["file"], record["out"], set(record["seconds"])) == ("trip/me.jpg", "trip/me-sheet.jpg", {"sheet"})

    assert terminal.run("sheet", "trip/me.jpg", "-o", "-") == 0
    assert picture(terminal.stdout).size == (512, 48)

    assert terminal.run("sheet", "trip") == 2
    assert terminal.run("sheet", "trip/me.jpg", "--max-side", "0") == 2


def test_the_palette_names_artwork_artist_and_year(terminal: Terminal) -> None:
    assert terminal.run("palette") == 0
    assert terminal.stdout.decode().count("\n") == len(all_style_names())

    assert terminal.run("palette", "--json") == 0
    records = json.loads(terminal.stdout)
    assert [record["emotion"] for record in records if record["first_choice"]] == list(EMOTIONS)
    assert {"artwork", "artist", "year", "style", "why", "source", "first_choice"} <= set(records[0])


def test_the_version_is_told(terminal: Terminal) -> None:
    with pytest.raises(SystemExit, match="0"):
        terminal.run("--version")
