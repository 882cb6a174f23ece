"""Comparing readers: made-up peers answer in their own processes, and known answers give known figures."""

from __future__ import annotations

import dataclasses
import json
import os
import runpy
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from emostyle.emotions import EMOTIONS
from training import compare_readers
from training.common.configs import CompareReadersConfig, EvaluateEmotionConfig, from_command_line
from training.common.errors import ConfigError, ReaderError, ReaderMissingError
from training.compare_readers import choose_peers, main
from training.evaluate_emotion import main as evaluate
from training.peers.catalogue import OWN, PEERS, Peer
from training.peers.process import ask, one_core
from training.peers.python_readers import FacemoodReader, FacexReader, FerKerasReader, FerReader
from training.reader.comparison_table import markdown


@pytest.fixture(autouse=True)
def made_up_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the readers' processes find `made_up_readers`."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def peer(reader: str) -> Peer:
    return Peer(
        name=reader,
        runtime="python",
        entry=f"made_up_readers:{reader}",
        package="made-up",
        licence="MIT",
        learnt="stripes",
        install="pip install made-up",
    )


def config(folder: Path, **options: Any) -> CompareReadersConfig:
    return CompareReadersConfig(data=folder, warm_up=2, **options)


def faces() -> torch.Tensor:
    return torch.zeros(3, 1, 48, 48, dtype=torch.uint8)


def test_a_peer_is_measured_on_the_same_faces_as_ours(faces_folder: Path) -> None:
    figures = main(config(faces_folder), peers=[peer("ColumnReader")])

    ours, other = figures["readers"]
    assert (figures["split"], figures["faces"]) == ("valid", 35)
    assert (ours["name"], other["name"]) == ("emostyle", "ColumnReader")
    assert (ours["times_ours"], other["times_ours"]) == (
        1.0,
        pytest.approx(other["ms_per_face"] / ours["ms_per_face"], abs=1e-3),
    )
    assert (other["version"], other["weights_bytes"]) == ("1.2", 2_000_000)
    for selection in ("plurality", "strict"):
        assert ours[selection]["n"] == other[selection]["n"] == 35
        assert (other[selection]["accuracy"], other[selection]["macro_f1"]) == (1.0, 1.0)
        assert other[selection]["recall"] == {emotion.value: 1.0 for emotion in EMOTIONS}
    json.dumps(figures, allow_nan=False)
    has_a_row_for_each_reader(markdown(figures).splitlines())


def has_a_row_for_each_reader(lines: list[str]) -> None:
    rows = [line for line in lines if line.startswith("| ColumnReader |")]
    assert rows[0].startswith("| ColumnReader | 100.0 % | 100.0 % | 1.000 | 1.000 |")
    assert rows[0].endswith(" 2.00 |")
    assert rows[1:] == ["| ColumnReader | " + "1.00 | " * 6 + "1.00 |"] * 2
    assert len([line for line in lines if line.startswith("| emostyle |")]) == 3
    assert "- ColumnReader: made-up; 1.2, MIT. Learnt: stripes." in lines
    assert any("other labels" in line for line in lines)


def test_our_reader_says_one_face_at_a_time_what_it_says_of_all_at_once(faces_folder: Path) -> None:
    ours = main(config(faces_folder), peers=[])["readers"][0]

    evaluated = evaluate(EvaluateEmotionConfig(data=faces_folder, device="cpu"))
    assert ours["strict"]["accuracy"] == evaluated["strict"]["accuracy"]
    assert evaluated["weights_sha256"].startswith(ours["version"])


def test_labels_that_we_do_not_count_are_left_out(faces_folder: Path) -> None:
    answer = ask(peer("ColumnReader"), faces(), config(faces_folder))

    assert answer.probabilities.tolist() == [[1.0, 0, 0, 0, 0, 0, 0]] * 3


def test_a_peer_that_is_missing_or_fails_does_not_end_the_comparison(faces_folder: Path) -> None:
    peers = [peer("RemoteReader"), peer("BrokenReader"), peer("ColumnReader")]

    figures = main(config(faces_folder), peers)

    _, missing, failed, measured = figures["readers"]
    reason = "No module named 'a_package_that_nobody_installed'"
    assert missing == {"name": "RemoteReader", "not_installed": reason, "install": "pip install made-up"}
    assert failed == {"name": "BrokenReader", "failed": "RuntimeError: its weights melted"}
    assert measured["strict"]["accuracy"] == 1.0
    lines = markdown(figures).splitlines()
    assert f"- RemoteReader is not installed ({reason}): `pip install made-up`" in lines
    assert "- BrokenReader failed: RuntimeError: its weights melted" in lines


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        ("PoorReader", "no output for angry, disgust, fear, neutral, surprise"),
        ("DazedReader", "not numbers"),
        ("SilentReader", "left no answer"),
        ("NobodysReader", "has no attribute 'NobodysReader'"),
    ],
)
def test_what_a_peer_does_wrong_is_said(reader: str, words: str, faces_folder: Path) -> None:
    with pytest.raises(ReaderError, match=words):
        ask(peer(reader), faces(), config(faces_folder))


def test_an_interpreter_that_is_not_there_is_named(faces_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ReaderMissingError, match=r"no-python cannot be started: No such file"):
        ask(peer("ColumnReader"), faces(), config(faces_folder, peers_python=tmp_path / "no-python"))


def test_javascript_peers_are_missing_where_their_folder_is_empty(faces_folder: Path, tmp_path: Path) -> None:
    face_api, human = (peer for peer in PEERS if peer.runtime == "node")

    for absent in (face_api, human):
        with pytest.raises(ReaderMissingError):
            ask(absent, faces(), config(faces_folder, node_modules=tmp_path))


def test_our_own_reader_must_work(faces_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"none\.safetensors"):
        main(config(faces_folder, weights=tmp_path / "none.safetensors"), peers=[])


def test_a_split_without_faces_has_no_figures(tmp_path: Path) -> None:
    np.savez(tmp_path / "none.npz", images=np.zeros((0, 48, 48), np.uint8), votes=np.zeros((0, 10), np.uint8))

    figures = main(config(tmp_path, split="none"), peers=[peer("ColumnReader")])

    assert [reader["ms_per_face"] for reader in figures["readers"]] == [None, None]
    assert [reader["times_ours"] for reader in figures["readers"]] == [None, None]
    assert "| ColumnReader | – | – | – | – | – |" in markdown(figures)


def test_the_command_prints_one_line_of_json_and_then_markdown(
    faces_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--data", faces_folder, "--limit", "7", "--peers", "human", "--node-modules", tmp_path]
    monkeypatch.setattr(sys, "argv", ["compare_readers", *map(str, options)])

    runpy.run_path(str(Path(compare_readers.__file__)), run_name="__main__")

    first, _, rest = capsys.readouterr().out.partition("\n")
    ours, human = json.loads(first)["readers"]
    assert ours["strict"]["n"] == 7
    assert human["install"].startswith("npm install ")
    assert rest.startswith("\n## Readers on the same faces: 7 of `valid`\n")


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores cannot be pinned here")
def test_all_have_one_core_and_one_thread(faces_folder: Path) -> None:
    before = os.sched_getaffinity(0)

    with one_core() as pinned:
        answer = ask(peer("CoreReader"), faces(), config(faces_folder))

    assert (pinned, answer.version) == (True, "1 1")
    assert os.sched_getaffinity(0) == before


def test_peers_are_chosen_by_name_on_the_command_line() -> None:
    parsed = from_command_line(CompareReadersConfig, ["--data", "faces", "--peers", "human,fer"])

    assert [peer.name for peer in choose_peers(PEERS, parsed.peers)] == ["fer", "human"]
    assert choose_peers(PEERS, ()) == list(PEERS)
    assert str(parsed.peers_python) == sys.executable


def test_a_peer_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"--peers: ferr is none of fer, fer-keras"):
        choose_peers(PEERS, ["fer", "ferr"])


def test_every_peer_says_where_it_comes_from() -> None:
    for one in (OWN, *PEERS):
        assert all(getattr(one, field.name) for field in dataclasses.fields(one) if field.name != "install")
    assert all(one.install for one in PEERS)


def test_packaged_readers_name_our_seven() -> None:
    for reader in (FerReader, FerKerasReader, FacexReader, FacemoodReader):
        assert sorted(reader.labels) == sorted(emotion.value for emotion in EMOTIONS)
