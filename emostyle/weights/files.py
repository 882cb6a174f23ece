"""Weight files that explain themselves: safetensors with kind, configuration and labels in the header."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from emostyle.errors import WeightsError
from emostyle.weights.headers import EMOTION_WEIGHTS as EMOTION_WEIGHTS
from emostyle.weights.headers import FACE_WEIGHTS as FACE_WEIGHTS
from emostyle.weights.headers import HEADER_KEY, parse_header
from emostyle.weights.headers import MODELS_DIR as MODELS_DIR
from emostyle.weights.headers import STYLE_WEIGHTS as STYLE_WEIGHTS
from emostyle.weights.headers import WeightsHeader as WeightsHeader
from emostyle.weights.headers import sha256_of as sha256_of
from emostyle.weights.headers import verify as verify


def save_weights(path: Path, tensors: Mapping[str, Tensor], header: WeightsHeader) -> str:
    """Write tensors as fp16 safetensors with their header; return the file's sha256 in hex."""
    halves = {name: t.half().contiguous() if t.is_floating_point() else t for name, t in tensors.items()}
    fields = {name: getattr(header, name) for name in WeightsHeader.__dataclass_fields__}
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not by save_file: since safetensors 0.8 only the owner may read its files, and the worker may be another user.
    partial = path.with_name(f".{path.name}.part")  # whoever has the old file mapped into memory keeps it
    partial.write_bytes(save(halves, metadata={HEADER_KEY: json.dumps(fields, sort_keys=True)}))
    partial.replace(path)
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
    return tensors, parse_header(path, metadata.get(HEADER_KEY), kind)


def fill(module: torch.nn.Module, tensors: Mapping[str, Tensor], path: Path) -> None:
    """Load tensors into a network whose keys and shapes must match exactly; raise WeightsError otherwise."""
    try:
        module.load_state_dict(dict(tensors), strict=True)
    except RuntimeError as error:
        raise WeightsError(f"The weights {path} do not fit the network: {error}") from error


def fingerprint(tensors: Mapping[str, Tensor]) -> str:
    """Return the sha256 in hex of tensors as they are written, whatever the header of their file says."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(name.encode())
        digest.update(tensors[name].half().contiguous().cpu().numpy().tobytes())
    return digest.hexdigest()


def _widen(tensor: Tensor) -> Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor
