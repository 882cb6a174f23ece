"""Sheets to look at are drawn, each with what it promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from training import sheets
from training.common.errors import DataError
from training.painter.chosen import KINDS, SKIES, WALLS
from training.sheets import SheetsConfig, main

pytestmark = pytest.mark.usefixtures("small_pictures")


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("EACH", 1), ("ROWS", 3), ("FACES", 3), ("SMALL", 32), ("MIDDLE", 32), ("CUTTING", 40)):
        monkeypatch.setattr(sheets, name, value)


@pytest.fixture
def content(tmp_path: Path, face_photo: bytes, faceless_photo: bytes) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    faces = {*KINDS["portrait"][:1], *KINDS["small faces"][:2]}
    for name in {*(names[0] for names in KINDS.values()), *faces, *WALLS, *SKIES}:
        (folder / f"{name}.jpg").write_bytes(face_photo if name in faces else faceless_photo)
    return folder


def test_all_sheets_are_drawn(content: Path, paintings_folder: Path, weights: Path, tmp_path: Path) -> None:
    paths = main(SheetsConfig(content=content, styles=paintings_folder, out=tmp_path / "out", weights=weights))

    names = ["choices-1", "choices-2", "styles", "walls", "skies", "faces"]
    assert [path.name for path in paths] == [f"{name}.jpg" for name in names]
    sizes = {}
    for path in paths:
        with Image.open(path) as sheet:
            sizes[path.stem] = sheet.size
    assert sizes["choices-1"][0] == sizes["choices-2"][0]
    assert sizes["choices-1"][1] > 2 * sizes["choices-2"][1]  # three rows and one
    assert sizes["faces"][0] > 8 * 40


def test_some_sheets_are_drawn_alone_and_a_portrait_needs_a_face(
    content: Path, paintings_folder: Path, weights: Path, tmp_path: Path, faceless_photo: bytes
) -> None:
    def draw(*parts: str) -> list[Path]:
        words = {"content": content, "styles": paintings_folder, "out": tmp_path / "out", "weights": weights}
        return main(SheetsConfig(**words, parts=parts))  # type: ignore[arg-type]

    assert [path.name for path in draw("walls")] == ["walls.jpg"]
    (content / f"{KINDS['portrait'][0]}.jpg").write_bytes(faceless_photo)
    with pytest.raises(DataError, match="shows no face"):
        draw("faces")
