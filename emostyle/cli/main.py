"""The command `emostyle`: paint, read, sheet, palette, export, doctor.

Exit codes: 0 done, 1 a photo failed or the doctor found a failure, 2 the command line is wrong, 130 interrupted.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from emostyle.cli import reports
from emostyle.cli.arguments import chosen_emotion, chosen_mix, is_auto, parser
from emostyle.errors import EmoStyleError, NoFaceError, OptionError, PhotoError
from emostyle.imaging import photo_files as files
from emostyle.styles.catalogue import catalogue, find, folder_from_environment

if TYPE_CHECKING:  # torch takes seconds to import: only commands that compute pay for it
    from emostyle.imaging.images import Image
    from emostyle.pipeline import PaintOptions, PhotoReading, StyledPhoto

FAILED, MISUSED, INTERRUPTED = 1, 2, 128 + signal.SIGINT


class Painter(Protocol):
    """What the commands need of `emostyle.pipeline.Pipeline`."""

    def read(self, photo: bytes) -> PhotoReading:
        """Read the faces of a photo."""
        ...

    def paint(self, photo: bytes, options: PaintOptions) -> StyledPhoto:
        """Paint a photo."""
        ...

    def sheet(self, photo: bytes, max_side: int) -> Image:
        """Draw a photo and its seven paintings."""
        ...


Load = Callable[[str], Painter]  # from the name of a device
Work = Callable[[str], tuple[reports.Record, str]]  # from a photo's name to its JSON record and its line


def load_pipeline(device: str) -> Painter:
    """Load the shipped weights onto a device."""
    from emostyle.pipeline import Pipeline
    from emostyle.runtime.allocator import keep_freed_memory

    keep_freed_memory()
    return Pipeline.load(device, folder_from_environment())


def main(argv: list[str] | None = None, load: Load = load_pipeline) -> int:
    """Run one command and return its exit code; `load` is another way to get a painter, for tests."""
    arguments = parser().parse_args(argv)
    commands = {
        "paint": _paint, "read": _read, "sheet": _sheet, "palette": _palette, "export": _export, "doctor": _doctor,
    }  # fmt: skip
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # file names may hold bytes that are no text
    try:
        code = commands[arguments.command](arguments, load)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader went away, as `head` does; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (EmoStyleError, OSError) as error:
        print(f"emostyle: {reports.sentence(error)}", file=sys.stderr)
        return MISUSED if isinstance(error, OptionError) else FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _paint(arguments: Namespace, load: Load) -> int:
    emotion, mix = chosen_emotion(arguments.emotion, arguments.mix), chosen_mix(arguments.mix)
    photos = files.photos_of(arguments.photo)
    choose = files.choose_out if photos is None else files.choose_folder
    out = choose(arguments.out, arguments.photo)
    _keep_stdout_single(arguments, out)
    from emostyle.pipeline import PaintOptions

    options = PaintOptions(
        emotion,
        mix,
        arguments.strength,
        arguments.keep_colors,
        arguments.max_side,
        blend=is_auto(arguments.mix),
        by_face=arguments.by_face,
        style=arguments.style,
        brush=arguments.brush,
        take=arguments.take,
    )
    if options.style:
        find(options.style, catalogue(styles_dir=folder_from_environment()))  # fails at once when there is none
    painter, stems = cache(partial(load, arguments.device)), files.stems_of(photos or [arguments.photo])

    def work(name: str) -> tuple[reports.Record, str]:
        photo = files.read_photo(name)  # a missing photo fails at once, not after seconds of loading
        styled = painter().paint(photo, options)
        begin = time.perf_counter()
        path = out.path(stems[name] if name != files.STREAM else "photo", options.style or styled.emotion)
        _write(styled.image, path)
        styled.seconds["encode"] = round(time.perf_counter() - begin, 4)
        return reports.styled_record(name, path, styled), "" if path is None else reports.styled_line(
            name, path, styled
        )

    return _work_through(photos, arguments, work)


def _read(arguments: Namespace, load: Load) -> int:
    photos = files.photos_of(arguments.photo)
    painter = cache(partial(load, arguments.device))

    def work(name: str) -> tuple[reports.Record, str]:
        photo = files.read_photo(name)
        reading = painter().read(photo)
        return reports.reading_record(name, reading), reports.reading_lines(name, reading)

    return _work_through(photos, arguments, work)


def _sheet(arguments: Namespace, load: Load) -> int:
    if files.photos_of(arguments.photo) is not None:
        raise OptionError(f"{arguments.photo} is a folder: a sheet shows one photo.")
    out = files.choose_out(arguments.out, arguments.photo)
    _keep_stdout_single(arguments, out)
    from emostyle.pipeline import PaintOptions

    side = PaintOptions(max_side=arguments.max_side).max_side  # refuses sides out of range
    stem = next(iter(files.stems_of([arguments.photo]).values()))

    def work(name: str) -> tuple[reports.Record, str]:
        photo = files.read_photo(name)
        painter, begin = load(arguments.device), time.perf_counter()
        image = painter.sheet(photo, side)
        path = out.path(stem if name != files.STREAM else "photo", "sheet")
        _write(image, path)
        seconds = {"sheet": round(time.perf_counter() - begin, 4)}
        record = {"file": name, "out": str(path), "size": list(image.size), "seconds": seconds}
        return record, "" if path is None else f"{name}: {path}"

    return _work_through(None, arguments, work)


def _palette(arguments: Namespace, _: Load) -> int:
    choices = catalogue(styles_dir=folder_from_environment())
    print(json.dumps(reports.palette_records(choices)) if arguments.json else reports.palette_lines(choices))
    return 0


def _export(arguments: Namespace, _: Load) -> int:
    from emostyle.exporting import export

    for path in export(Path(arguments.onnx), folder_from_environment()):
        print(f"{path}: {path.stat().st_size / 1000:,.0f} kB")
    return 0


def _doctor(arguments: Namespace, _: Load) -> int:
    from emostyle import doctor, findings

    found = doctor.examine(folder_from_environment())
    print(findings.as_json(found) if arguments.json else findings.lines(found))
    return findings.exit_code(found)


def _keep_stdout_single(arguments: Namespace, out: files.Out) -> None:
    if arguments.json and out == files.Out():
        raise OptionError("Standard output cannot take both the picture and --json: add -o FILE.")


def _write(image: Image, path: Path | None) -> None:
    from emostyle.imaging import images

    files.write_picture(path, images.encode(image, files.form_of(path)))


def _work_through(photos: list[str] | None, arguments: Namespace, work: Work) -> int:
    """Work on one photo, or with a progress bar on those of a folder, and report each; go on after a failure."""
    from tqdm import tqdm

    failures = 0
    for name in tqdm(photos or [arguments.photo], unit="photo", file=sys.stderr, disable=photos is None):
        try:
            record, text = work(name)
        except BrokenPipeError:
            raise
        except (PhotoError, NoFaceError, OSError) as error:
            failures += 1
            record, text = reports.failure_record(name, error), ""
            sentence = reports.sentence(error) if photos is None else f"{name}: {reports.sentence(error)}"
            tqdm.write(f"emostyle: {sentence}", file=sys.stderr)
        line = json.dumps(record) if arguments.json else text
        if line:
            tqdm.write(line, file=sys.stdout)  # above the progress bar
            sys.stdout.flush()
    return FAILED if failures else 0
