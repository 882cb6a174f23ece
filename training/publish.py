"""Put trained weights into the package: `python -m training.publish WEIGHTS [--metrics FILE]`.

Writes `emostyle/models/KIND.safetensors` with the figures in its header, the figures beside it as KIND.json, and the
hash that the library checks before it loads them.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path
from typing import Any

from emostyle.weights.files import MODELS_DIR, load_weights, save_weights, sha256_of
from training.common.errors import DataError, plain_endings

KINDS = ("emotion", "style")
HASH = "weights_sha256"  # in the figures: which file they were measured on


def main(argv: list[str] | None = None) -> Path:
    """Publish the weights that the command line names; return where they are now."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--kind", choices=KINDS, help="what the weights are; taken from the file name when not given")
    parser.add_argument("--metrics", type=Path, help="JSON that an evaluation printed for these weights")
    parser.add_argument("--models", type=Path, default=MODELS_DIR, help="folder to publish into")
    arguments = parser.parse_args(argv)
    return publish(arguments.weights, arguments.kind or arguments.weights.stem, arguments.metrics, arguments.models)


def publish(weights: Path, kind: str, metrics: Path | None, models: Path) -> Path:
    """Write weights of `kind` and their figures into `models`; return the path of the weights.

    Raises WeightsError when they are of another kind, and DataError for figures that are missing or of other weights.
    """
    tensors, header = load_weights(weights, kind)
    figures = _read_figures(metrics, weights) if metrics else None
    if figures is not None:
        measured = {name: value for name, value in figures.items() if name != HASH}  # no file can hold its own hash
        header = dataclasses.replace(header, metrics={**header.metrics, figures.get("split", "evaluation"): measured})
    target = models / f"{kind}.safetensors"
    digest = save_weights(target, tensors, header)
    if figures is not None:
        (models / f"{kind}.json").write_text(json.dumps({**figures, HASH: digest}) + "\n")
    sums = models / "sha256.json"
    known = json.loads(sums.read_text()) if sums.exists() else {}
    known[target.name] = digest
    sums.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
    return target


def _read_figures(path: Path, weights: Path) -> dict[str, Any]:
    try:
        figures = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read ({error}): --metrics names what an evaluation printed.") from error
    if not isinstance(figures, dict) or figures.get(HASH) != sha256_of(weights):
        raise DataError(f"{path} holds no figures of {weights}: evaluate these weights, and publish what that prints.")
    return figures


if __name__ == "__main__":
    with plain_endings():
        print(main())
