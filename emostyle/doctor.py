"""`emostyle doctor`: what the library needs, and what bot and worker need where they are installed.

The library knows neither bot nor worker. Each names its checks under `CHECKS` among the entry points of its package,
so whatever is installed beside the library is found, and nothing is imported by name.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

from emostyle.emotions import EMOTIONS
from emostyle.errors import EmoStyleError
from emostyle.findings import Finding, failure, note, ok
from emostyle.styles.catalogue import catalogue
from emostyle.weights.headers import EMOTION_WEIGHTS, STYLE_WEIGHTS, read_header, verify

CHECKS = "emostyle.checks"  # group of entry points; each is called without arguments and returns findings
_INSTALL = "Install emostyle again: `make setup`, or build the image anew."


def examine(styles_dir: Path | None = None) -> list[Finding]:
    """Look at everything that is installed here; equal findings are listed once."""
    return list(dict.fromkeys([*check_library(styles_dir=styles_dir), *_elsewhere()]))


def check_library(device: str = "auto", styles_dir: Path | None = None) -> list[Finding]:
    """Look at weights, styles and the device."""
    return [*check_weights(styles_dir), *check_device(device)]


def check_weights(
    styles_dir: Path | None = None, emotion: Path = EMOTION_WEIGHTS, style: Path = STYLE_WEIGHTS
) -> list[Finding]:
    """Look whether the weights are there, are the ones that were shipped, and hold what we paint."""
    found = []
    for path, kind, wanted in ((emotion, "emotion", set(EMOTIONS)), (style, "style", set())):
        try:
            header = read_header(path, kind)
            verify(path)
        except (EmoStyleError, OSError) as error:
            found.append(failure("weights", str(error), _INSTALL))
            continue
        missing = sorted(wanted - set(header.labels))
        if missing:
            found.append(failure("weights", f"{path.name} holds no {', '.join(missing)}", _INSTALL))
        else:
            found.append(ok("weights", f"{path.name} is the shipped one and holds {len(header.labels)} {kind}s"))
    return [*found, _check_styles(styles_dir, style)]


def _check_styles(styles_dir: Path | None, weights: Path) -> Finding:
    try:
        choices = catalogue(weights, styles_dir)
    except EmoStyleError as error:
        return failure("styles", str(error), "Mend or remove the file, or change EMOSTYLE_STYLES_DIR.")
    except OSError as error:
        return failure("styles", f"the folder cannot be read: {error.strerror}", "Let this user read the folder.")
    added = sum(choice.file is not None for choice in choices)
    lacking = [emotion for emotion in EMOTIONS if not any(choice.emotion is emotion for choice in choices)]
    if lacking:
        return failure("styles", f"no artwork for {', '.join(lacking)}", _INSTALL)
    return ok("styles", f"{len(choices)} can be painted, {added} of them added")


def check_device(name: str = "auto") -> list[Finding]:
    """Look where the networks would compute, and how fast that is."""
    if importlib.util.find_spec("torch") is None:
        return [note("device", "not here: run `emostyle doctor` where the worker is")]
    try:
        import torch
    except (ImportError, OSError) as error:  # a library of the system is missing
        return [failure("torch", f"cannot be imported: {error}", _INSTALL)]
    from emostyle.runtime.devices import choose_device, number_type

    try:
        device = choose_device(name)
    except EmoStyleError as error:
        return [failure("device", str(error), "Change EMOSTYLE_DEVICE, or install a torch that knows the device.")]
    build = f"CUDA {torch.version.cuda}" if torch.version.cuda else "a build without CUDA"
    kind = str(number_type(device)).removeprefix("torch.")
    return [
        ok("torch", f"{torch.__version__}, {build}"),
        ok("device", f"{device}, painting in {kind}, {torch.get_num_threads()} CPU threads"),
        *_graphics_notes(device.type),
    ]


def _graphics_notes(chosen: str) -> Iterator[Finding]:
    import torch

    if chosen == "cpu" and not torch.cuda.is_available() and torch.version.cuda:
        yield note("device", "no NVIDIA card is seen; the CUDA build of torch is several GB larger than needed")


def _elsewhere() -> Iterator[Finding]:
    for point in sorted(importlib.metadata.entry_points(group=CHECKS), key=lambda each: each.name):
        try:
            check: Callable[[], list[Finding]] = point.load()
        except ImportError as error:  # the package is here, and what it needs is not
            yield note(point.name, f"not installed here ({error.name} is missing)")
            continue
        yield from check()
