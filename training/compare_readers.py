"""Compare our reader with packaged ones: `python -m training.compare_readers --data DIR --split NAME`.

All read the same faces in one run, each in its own process, one face at a time on one core. Prints one line with a
JSON object, and after it the same as Markdown. A peer that is not installed is named with the command that installs it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from training.common.configs import CompareReadersConfig, from_command_line
from training.common.errors import ConfigError, ReaderError, ReaderMissingError, plain_endings
from training.peers.catalogue import OWN, PEERS, Peer
from training.peers.process import Answer, ask, one_core
from training.reader.comparison_table import markdown
from training.reader.datasets import FerPlus, load_ferplus
from training.reader.metrics import emotion_metrics

NOTES = (
    "The peers learnt other labels than the ones that are counted here, as far as is known FER2013's, which agree with "
    "the votes of FER+ only in part: for the rest, a peer that is right by its own labels is counted wrong.",
    "Our reader learnt FER+ votes of other faces of the same data set, which is an advantage over every peer.",
    "Some peers chose their weights on these very faces, and others may have learnt from them, which is an advantage "
    "over a reader that did not; `learnt` says what is known.",
    "Every reader gets the crop itself, without its face detector, and prepares it as its own code does.",
)


def main(config: CompareReadersConfig, peers: Sequence[Peer] = PEERS) -> dict[str, Any]:
    """Return the figures of our reader and of each peer on the faces that `config` names.

    Raises DataError, ConfigError for a peer that nobody knows, and ReaderError when our own reader fails.
    """
    chosen = choose_peers(peers, config.peers)
    data = load_ferplus(config.data, config.split)
    if config.limit:
        data = FerPlus(data.images[: config.limit], data.votes[: config.limit])
    with one_core() as pinned:
        own = _figures(OWN, ask(OWN, data.images, config), data)
        readers = [own, *(_compare(peer, data, config, own["ms_per_face"]) for peer in chosen)]
    run = {"split": config.split, "faces": len(data), "one_core": pinned, "warm_up": config.warm_up}
    return {**run, "notes": list(NOTES), "readers": readers}


def choose_peers(peers: Sequence[Peer], names: Sequence[str]) -> list[Peer]:
    """Return the peers of these names, or all without names; raise ConfigError for an unknown name."""
    if unknown := set(names) - {peer.name for peer in peers}:
        known = ", ".join(peer.name for peer in peers)
        raise ConfigError(f"--peers: {', '.join(sorted(unknown))} is none of {known}.")
    return [peer for peer in peers if not names or peer.name in names]


def _compare(peer: Peer, data: FerPlus, config: CompareReadersConfig, own_ms: float | None) -> dict[str, Any]:
    try:
        return _figures(peer, ask(peer, data.images, config), data, own_ms)
    except ReaderMissingError as error:
        return {"name": peer.name, "not_installed": str(error), "install": peer.install}
    except ReaderError as error:
        return {"name": peer.name, "failed": str(error)}


def _figures(peer: Peer, answer: Answer, data: FerPlus, own_ms: float | None = None) -> dict[str, Any]:
    ms = answer.ms_per_face
    return {
        "name": peer.name,
        "package": peer.package,
        "version": answer.version,
        "licence": peer.licence,
        "learnt": peer.learnt,
        "weights_bytes": answer.weights_bytes,
        "ms_per_face": ms,
        "cpu_ms_per_face": answer.cpu_ms_per_face,
        "times_ours": round(ms / (own_ms or ms), 3) if ms else None,
        **emotion_metrics(answer.probabilities, data.votes),
    }


if __name__ == "__main__":
    with plain_endings():
        figures = main(from_command_line(CompareReadersConfig))
        print(json.dumps(figures))
        print(f"\n{markdown(figures)}")
