"""Headers of weight files, read without torch: kind, configuration, names of styles.

Shipped files lie in `emostyle/models/`, each with its model card; `sha256.json` says what they must hash to.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from emostyle.errors import WeightsError

MODELS_DIR = Path(__file__).parents[1] / "models"
EMOTION_WEIGHTS = MODELS_DIR / "emotion.safetensors"
FACE_WEIGHTS = MODELS_DIR / "faces.safetensors"
STYLE_WEIGHTS = MODELS_DIR / "style.safetensors"
HEADER_KEY = "emostyle"  # of the metadata of a safetensors file
_LONGEST = 1_000_000  # bytes of a header


@dataclass(frozen=True, slots=True)
class WeightsHeader:
    """The header of a weight file."""

    kind: str  # "emotion", "faces", "style", or "palette" for the numbers of one added style
    config: dict[str, Any]  # arguments of the network's configuration class
    labels: tuple[str, ...]  # names of the outputs (emotions) or of the styles, in order
    revision: str = "unknown"  # git revision of the code that trained them
    metrics: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)  # what inference needs beside, such as a temperature


def read_header(path: Path, kind: str) -> WeightsHeader:
    """Read the header of a `kind` weight file, not its tensors; raise WeightsError when it has none or another kind."""
    if not path.is_file():
        raise WeightsError(f"The weights {path} are missing. Install emostyle again, or name another file.")
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            fields = json.loads(file.read(min(length, _LONGEST)))
        metadata = fields.get("__metadata__", {})
        text = metadata.get(HEADER_KEY)
    except (ValueError, AttributeError) as error:
        raise WeightsError(f"The weights {path} are damaged ({error}). Fetch them again.") from error
    return parse_header(path, text, kind)


def parse_header(path: Path, text: str | None, kind: str) -> WeightsHeader:
    """Parse the text of a header; raise WeightsError when there is none, or it is of another kind."""
    if text is None:
        raise WeightsError(f"The weights {path} have no emostyle header: they were not made by emostyle.")
    try:
        fields = json.loads(text)
        header = WeightsHeader(**{**fields, "labels": tuple(fields["labels"])})
    except (ValueError, TypeError, KeyError) as error:
        raise WeightsError(f"The header of {path} cannot be read ({error}): it is of another version.") from error
    if header.kind != kind:
        raise WeightsError(f"{path} holds {header.kind} weights, but {kind} weights are wanted.")
    return header


def verify(path: Path) -> None:
    """Raise WeightsError unless a shipped file hashes to what `sha256.json` lists."""
    known: dict[str, str] = json.loads((path.parent / "sha256.json").read_text())
    if known.get(path.name) != sha256_of(path):
        raise WeightsError(f"The weights {path} are not the ones that were shipped. Install emostyle again.")


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
