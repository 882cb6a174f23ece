"""What fuzzing begins with covers all formats, is small, and passes already; the fuzzer itself is `make fuzz`."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image

from emostyle.errors import PhotoError
from emostyle.imaging.images import FORMATS, decode
from tests.fuzz import target
from tests.fuzz.__main__ import SEEDS, WORDS
from tests.fuzz.make_corpus import corpus

ROOT = Path(__file__).parents[2]
PHOTOS = sorted(SEEDS.iterdir())


def test_the_corpus_has_every_format_and_is_small() -> None:
    forms = set()
    decode(PHOTOS[0].read_bytes())  # which lets Pillow know all formats
    for path in PHOTOS:
        with Image.open(path) as image:
            forms.add(str(image.format).replace("MPO", "JPEG"))

    assert forms == set(FORMATS)
    assert sum(path.stat().st_size for path in PHOTOS) < 200_000


def test_the_script_draws_the_files_of_the_corpus() -> None:
    assert set(corpus()) == {path.name for path in PHOTOS}


@pytest.mark.parametrize("path", PHOTOS, ids=lambda path: path.name)
def test_every_photo_of_the_corpus_becomes_a_picture_or_is_refused_as_moving(path: Path) -> None:
    target.decode_one(path.read_bytes())

    if path.stem == "moving":
        with pytest.raises(PhotoError):
            decode(path.read_bytes())
    else:
        assert decode(path.read_bytes()).mode == "RGB"


def test_a_foreign_error_and_a_slow_photo_are_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError

    monkeypatch.setattr(target, "SECONDS", -1.0)
    with pytest.raises(target.TooSlowError):
        target.decode_one(b"no picture")
    monkeypatch.setattr(target, "decode", fail)
    with pytest.raises(KeyError):
        target.decode_one(b"no picture")


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris comes with `make fuzz`")
def test_the_fuzzer_starts_and_repairs_the_sums_of_a_png() -> None:
    photo = (SEEDS / "rgb.png").read_bytes()
    code = (
        "import sys; from tests.fuzz.fuzz_decode import with_sums; data = sys.stdin.buffer.read();"
        "broken = data[:29] + bytes(4) + data[33:]; assert broken != data; assert with_sums(broken) == data;"
        "assert with_sums(data[:-5]) == data[:-5]"
    )

    done = subprocess.run([sys.executable, "-c", code], input=photo, cwd=ROOT, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr[-600:]
    assert WORDS.is_file()
