"""Measure one reader in this process: `python -m training.peers MODULE:CLASS FOLDER`.

Ends with code 3 and the reason on standard error when the reader's package is not installed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from training.peers.readers import JOB, MISSING, load_reader, measure


def main(entry: str, folder: Path) -> int:
    """Load the reader that `entry` names and measure it on the faces in `folder`; return the exit code."""
    options = json.loads((folder / JOB).read_text())["options"]
    try:
        reader = load_reader(entry, options)
    except ImportError as error:
        print(error, file=sys.stderr)
        return MISSING
    measure(reader, folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], Path(sys.argv[2])))
