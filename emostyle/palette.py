"""Which artworks speak for which emotion, and why."""

from __future__ import annotations

from dataclasses import dataclass

from emostyle.emotions import EMOTIONS, Emotion


@dataclass(frozen=True, slots=True)
class Artwork:
    """One painting that lends its style to an emotion."""

    style: str  # name of the style in the weights and on the command line
    title: str
    artist: str
    year: str  # as catalogues give it; some are approximate ("c. 1831")
    why: str  # one sentence: why this painting speaks for its emotion
    strength: float  # how strongly it is painted when nobody says otherwise, 0..1: as far as faces stay faces


PALETTE: dict[Emotion, Artwork] = {
    Emotion.NEUTRAL: Artwork(
        style="seurat-seascape-at-port-en-bessin",
        title="Seascape at Port-en-Bessin, Normandy",
        artist="Georges Seurat",
        year="1888",
        why="Even dots and a calm horizon: it changes the mood of a photo least.",
        strength=0.6,
    ),
    Emotion.HAPPY: Artwork(
        style="kandinsky-composition-vii",
        title="Composition VII",
        artist="Wassily Kandinsky",
        year="1913",
        why="Warm, many-coloured, curved and dancing forms.",
        strength=0.9,
    ),
    Emotion.SURPRISE: Artwork(
        style="hokusai-the-great-wave-off-kanagawa",
        title="The Great Wave off Kanagawa",
        artist="Katsushika Hokusai",
        year="c. 1831",
        why="The moment before the wave breaks, in hard outlines of ink on cream.",
        strength=0.75,
    ),
    Emotion.SAD: Artwork(
        style="van-gogh-starry-night-over-the-rhone",
        title="Starry Night Over the Rhône",
        artist="Vincent van Gogh",
        year="1888",
        why="Deep blue night, short slow strokes and a few dim lights.",
        strength=0.7,
    ),
    Emotion.ANGRY: Artwork(
        style="russolo-the-revolt",
        title="The Revolt",
        artist="Luigi Russolo",
        year="1911",
        why="Saturated red wedges that drive in one direction: a picture made of revolt.",
        strength=0.9,
    ),
    Emotion.DISGUST: Artwork(
        style="van-gogh-the-night-cafe",
        title="The Night Café",
        artist="Vincent van Gogh",
        year="1888",
        why="Acid yellow-green against blood red, meant to show the terrible passions of humanity.",
        strength=0.9,
    ),
    Emotion.FEAR: Artwork(
        style="munch-the-scream",
        title="The Scream",
        artist="Edvard Munch",
        year="1893",
        why="A blood-orange sky over cold dark blue, and lines that will not stand still.",
        strength=0.65,
    ),
}

MAX_SHARE = 1e6  # of one emotion in a mix; sums of larger ones might overflow
IDENTITY_STYLE = "identity"  # the style that gives the photo back; strength mixes towards it


def style_names() -> tuple[str, ...]:
    """Return the names of all painting styles in the order of the emotions, without the identity style."""
    return tuple(PALETTE[emotion].style for emotion in EMOTIONS)
