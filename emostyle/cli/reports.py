"""What the command prints about a photo: a record for JSON and lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emostyle.emotions import Emotion
from emostyle.styles.catalogue import Choice
from emostyle.styles.palette import PALETTE

if TYPE_CHECKING:  # torch takes seconds to import, and `emostyle palette` does without
    from emostyle.pipeline import FaceReading, PhotoReading, StyledPhoto

Record = dict[str, Any]
_DIGITS = 4  # of probabilities
_NAME_WIDTH = 36  # characters that a style's name takes in a line


def styled_record(name: str, out: Path | None, styled: StyledPhoto) -> Record:
    """Describe a painted photo."""
    return {
        "file": name,
        "out": None if out is None else str(out),
        "faces": [_face_record(face) for face in styled.faces],
        "emotion": styled.emotion,
        "confidence": _rounded(styled.confidence),
        "uncertain": styled.uncertain,
        "mix": {emotion: round(share, _DIGITS) for emotion, share in styled.mix.items()},
        "style": styled.style,
        "strength": styled.strength,
        "brush": styled.brush,
        "take": styled.take,
        "size": list(styled.image.size),
        "seconds": styled.seconds,
    }


def styled_line(name: str, out: Path | None, styled: StyledPhoto) -> str:
    """Say in one line what was painted and where it is."""
    shares = sorted(styled.mix.items(), key=lambda item: -item[1])
    what = str(styled.emotion) if len(shares) < 2 else " + ".join(f"{share:.0%} {emotion}" for emotion, share in shares)
    sure = "" if styled.confidence is None else f" ({_certainty(styled.confidence, styled.uncertain)})"
    artwork = styled.artwork or PALETTE[styled.emotion]
    return f"{name}: {what}{sure}, after {artwork.artist}, {artwork.title}: {out}"


def reading_record(name: str, reading: PhotoReading) -> Record:
    """Describe what was read in a photo."""
    return {
        "file": name,
        "faces": [_face_record(face) for face in reading.faces],
        "emotion": reading.emotion,
        "confidence": _rounded(reading.confidence),
        "uncertain": reading.uncertain,
        "probabilities": reading.probabilities and _rounded_shares(reading.probabilities),
        "vote_shares": reading.vote_shares and _rounded_shares(reading.vote_shares),
        "size": list(reading.size),
        "seconds": reading.seconds,
    }


def reading_lines(name: str, reading: PhotoReading) -> str:
    """Say what was read in a photo, a line for the photo and one for each face."""
    if reading.confidence is None:
        return f"{name}: no face was found in this photo."
    count = "1 face" if len(reading.faces) == 1 else f"{len(reading.faces)} faces"
    lines = [f"{name}: {reading.emotion} ({_certainty(reading.confidence, reading.uncertain)}), {count}"]
    return "\n".join([*lines, *(_face_line(number, face) for number, face in enumerate(reading.faces, start=1))])


def failure_record(name: str, error: Exception) -> Record:
    """Describe why a photo was not read or painted."""
    return {"file": name, "error": {"type": type(error).__name__, "message": sentence(error)}}


def sentence(error: Exception) -> str:
    """Return an error's message as a sentence, for errors of the system too."""
    if isinstance(error, FileNotFoundError):
        return f"There is no file {error.filename}."
    if isinstance(error, OSError) and error.strerror:
        where = "" if error.filename is None else f" for {error.filename}"
        return f"The system refuses{where}: {error.strerror}."
    return str(error)


def palette_records(choices: Iterable[Choice]) -> list[Record]:
    """Describe every style that can be painted."""
    return [
        {"emotion": choice.emotion, "style": a.style, "first_choice": choice.first, "artwork": a.title}
        | {"artist": a.artist, "year": a.year, "why": a.why, "strength": a.strength, "source": a.source}
        for choice in choices
        for a in (choice.artwork,)
    ]


def palette_lines(choices: Iterable[Choice]) -> str:
    """Say which artworks each emotion can be painted after, a line for each; a star is before the first choices."""
    return "\n".join(
        f"{r['emotion']:<9}{'*' if r['first_choice'] else ' '} {r['style']:<{_NAME_WIDTH}} "
        f"{r['artist']}, {r['artwork']} ({r['year']})"
        for r in palette_records(choices)
    )


def _face_record(face: FaceReading) -> Record:
    box = face.face.box
    return {
        "box": {"left": box.left, "top": box.top, "width": box.width, "height": box.height},
        "emotion": face.emotion,
        "uncertain": face.uncertain,
        "probabilities": _rounded_shares(dict(_ranked(face))),
        "vote_shares": _rounded_shares(face.vote_shares),
    }


def _face_line(number: int, face: FaceReading) -> str:
    box = face.face.box
    shares = ", ".join(f"{emotion} {share:.1%}" for emotion, share in _ranked(face))
    doubt = ", uncertain" if face.uncertain else ""
    return f"  face {number}, {box.width}×{box.height} pixels at {box.left}, {box.top}: {shares}{doubt}"


def _ranked(face: FaceReading) -> list[tuple[str, float]]:
    return sorted(((e.value, share) for e, share in face.probabilities.items()), key=lambda item: -item[1])


def _certainty(confidence: float, uncertain: bool) -> str:
    return f"{confidence:.0%} sure, uncertain" if uncertain else f"{confidence:.0%} sure"


def _rounded_shares(shares: Mapping[Emotion, float] | Mapping[str, float]) -> dict[str, float]:
    return {str(emotion): round(share, _DIGITS) for emotion, share in shares.items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
