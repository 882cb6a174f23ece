"""Put trained weights into the package: `python -m training.publish WEIGHTS [--metrics FILE]`.

Copies the file to `emostyle/models/KIND.safetensors`, its figures beside it, and writes the hash that the library
checks before it loads them.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from emostyle.weights import MODELS_DIR, load_weights, sha256_of

KINDS = ("emotion", "style")


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
    """Copy weights of `kind` and their figures into `models`; raise WeightsError when they are of another kind."""
    load_weights(weights, kind)
    target = models / f"{kind}.safetensors"
    models.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(weights, target)
    if metrics:
        shutil.copyfile(metrics, models / f"{kind}.json")
    sums = models / "sha256.json"
    known = json.loads(sums.read_text()) if sums.exists() else {}
    known[target.name] = sha256_of(target)
    sums.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
    return target


if __name__ == "__main__":
    print(main())
