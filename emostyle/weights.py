"""Weight files that explain themselves: safetensors with kind, configuration and labels in the header.

Shipped files lie in `emostyle/models/`, each with its model card; `sha256.json` says what they must hash to.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from emostyle.errors import WeightsError

MODELS_DIR = Path(__file__).parent / "models"
EMOTION_WEIGHTS = MODELS_DIR / "emotion.safetensors"
STYLE_WEIGHTS = MODELS_DIR / "style.safetensors"
_HEADER_KEY = "emostyle"


@dataclass(frozen=True, slots=True)
class WeightsHeader:
    """What a weight file says about itself."""

    kind: str  # "emotion" or "style"
    config: dict[str, Any]  # arguments of the network's configuration class
    labels: tuple[str, ...]  # names of the outputs (emotions) or of the styles, in order
    revision: str = "unknown"  # git revision of the code that trained them
    metrics: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)  # numbers that inference needs, such as a temperature


def save_weights(path: Path, tensors: Mapping[str, Tensor], header: WeightsHeader) -> str:
    """Write tensors as fp16 safetensors with their header; return the file's sha256 in hex."""
    halves = {name: t.half().contiguous() if t.is_floating_point() else t for name, t in tensors.items()}
    fields = {name: getattr(header, name) for name in WeightsHeader.__dataclass_fields__}
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(halves, path, metadata={_HEADER_KEY: json.dumps(fields, sort_keys=True)})
    return sha256_of(path)


def load_weights(path: Path, kind: str) -> tuple[dict[str, Tensor], WeightsHeader]:
    """Read fp32 tensors and the header of a `kind` weight file.

    A file in the models folder must have the hash that `sha256.json` lists. Raises WeightsError.
    """
    if not path.is_file():
        raise WeightsError(f"The weights {path} are missing. Install emostyle again, or name another file.")
    if path.parent == MODELS_DIR:
        verify(path)
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: _widen(file.get_tensor(name)) for name in list(file.keys())}
    except SafetensorError as error:
        raise WeightsError(f"The weights {path} are damaged ({error}). Fetch them again.") from error
    return tensors, _read_header(path, metadata.get(_HEADER_KEY), kind)


def verify(path: Path) -> None:
    """Raise WeightsError unless a shipped file hashes to what `sha256.json` lists."""
    known: dict[str, str] = json.loads((path.parent / "sha256.json").read_text())
    if known.get(path.name) != sha256_of(path):
        raise WeightsError(f"The weights {path} are not the ones that were shipped. Install emostyle again.")


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fill(module: torch.nn.Module, tensors: Mapping[str, Tensor], path: Path) -> None:
    """Load tensors into a network whose keys and shapes must match exactly; raise WeightsError otherwise."""
    try:
        module.load_state_dict(dict(tensors), strict=True)
    except RuntimeError as error:
        raise WeightsError(f"The weights {path} do not fit the network: {error}") from error


def _widen(tensor: Tensor) -> Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor


def _read_header(path: Path, text: str | None, kind: str) -> WeightsHeader:
    if text is None:
        raise WeightsError(f"The weights {path} have no emostyle header: they were not made by emostyle.")
    fields = json.loads(text)
    header = WeightsHeader(**{**fields, "labels": tuple(fields["labels"])})
    if header.kind != kind:
        raise WeightsError(f"{path} holds {header.kind} weights, but {kind} weights are wanted.")
    return header
