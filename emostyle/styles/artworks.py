"""The paintings that lend their styles to the emotions: three for each, the emotion's first choice first.

Chosen by looking at them, from works whose artists died in 1955 or earlier. `source` says where the picture is from
that the style was learnt from: the repository on GitHub and the file in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from emostyle.emotions import Emotion


@dataclass(frozen=True, slots=True)
class Artwork:
    """One painting that lends its style to an emotion."""

    style: str  # name of the style in the weights and on the command line
    title: str
    artist: str
    year: str  # as catalogues give it; some are approximate ("c. 1831")
    why: str  # one sentence: why this painting speaks for its emotion
    strength: float  # the default strength, 0..1: as strong as faces stay faces
    source: str = ""  # where the picture is from that the style was learnt from


_STYLES21 = "zhanghang1989/PyTorch-Multi-Style-Transfer: experiments/images/21styles"
_IMAGES = "irinainina/image-data: full"
_GALLERY = "fefagundes-15/Lumora-Gallery: images"
_HARMONY = "luanfujun/deep-painterly-harmonization: data"
_GORDIC = "gordicaleksa/pytorch-neural-style-transfer: data/style-images"

ARTWORKS: dict[Emotion, tuple[Artwork, Artwork, Artwork]] = {
    Emotion.NEUTRAL: (
        Artwork(
            "monet-water-lilies", "Water Lilies", "Claude Monet", "c. 1916–1919",
            "Still water, soft and even touches, no middle and no story.", 1.0,
            "titu1994/Neural-Style-Transfer: images/inputs/style/water-lilies-1919-2.jpg",
        ),
        Artwork(
            "seurat-seascape-at-port-en-bessin", "Seascape at Port-en-Bessin, Normandy", "Georges Seurat", "1888",
            "Even dots and a calm horizon: it changes the mood of a photo least.", 1.0, f"{_HARMONY}/8_target.jpg",
        ),
        Artwork(
            "gris-portrait-of-pablo-picasso", "Portrait of Pablo Picasso", "Juan Gris", "1912",
            "A face in grey and ochre planes, measured and cool, that tells no feeling.", 1.0,
            f"{_HARMONY}/5_target.jpg",
        ),
    ),
    Emotion.HAPPY: (
        Artwork(
            "kandinsky-composition-vii", "Composition VII", "Wassily Kandinsky", "1913",
            "Warm, many-coloured, curved and dancing forms.", 1.0, f"{_STYLES21}/composition_vii.jpg",
        ),
        Artwork(
            "van-gogh-wheat-field-with-cypresses", "Wheat Field with Cypresses", "Vincent van Gogh", "1889",
            "Sun and wind: gold below, light blue above, and curling strokes in all of it.", 1.0,
            f"{_GORDIC}/vg_wheat_field.jpg",
        ),
        Artwork(
            "klimt-the-kiss", "The Kiss", "Gustav Klimt", "1907–1908",
            "Gold, flowers and spirals around two people who want nothing else.", 1.0, f"{_IMAGES}/97full.jpg",
        ),
    ),
    Emotion.SURPRISE: (
        Artwork(
            "van-gogh-the-starry-night", "The Starry Night", "Vincent van Gogh", "1889",
            "A sky seen as if for the first time: stars like suns, and everything turns.", 1.0,
            f"{_IMAGES}/167full.jpg",
        ),
        Artwork(
            "hokusai-the-great-wave-off-kanagawa", "The Great Wave off Kanagawa", "Katsushika Hokusai", "c. 1831",
            "The moment before the wave breaks, in hard outlines of ink on cream.", 1.0, f"{_STYLES21}/wave.jpg",
        ),
        Artwork(
            "picabia-udnie", "Udnie (Young American Girl, The Dance)", "Francis Picabia", "1913",
            "Shapes that burst outward, with hard jumps from light to dark.", 1.0, f"{_GALLERY}/francis_picabia.jpg",
        ),
    ),
    Emotion.SAD: (
        Artwork(
            "van-gogh-starry-night-over-the-rhone", "Starry Night Over the Rhône", "Vincent van Gogh", "1888",
            "Deep blue night, short slow strokes and a few dim lights.", 1.0, f"{_HARMONY}/32_target.jpg",
        ),
        Artwork(
            "vrubel-the-demon-seated", "The Demon Seated", "Mikhail Vrubel", "1890",
            "A brooding giant, cut from dull red and grey-blue facets like cold stone.", 1.0,
            f"{_IMAGES}/163full.jpg",
        ),
        Artwork(
            "werefkin-autumn-school", "Autumn, School", "Marianne von Werefkin", "1907",
            "Bare black trees, a dark blue hill, and a row of small black figures that walk away.", 1.0,
            f"{_IMAGES}/214full.jpg",
        ),
    ),
    Emotion.ANGRY: (
        Artwork(
            "russolo-the-revolt", "The Revolt", "Luigi Russolo", "1911",
            "Saturated red wedges that drive in one direction: a picture made of revolt.", 1.0,
            f"{_GALLERY}/luigi_russolo.jpg",
        ),
        Artwork(
            "delaunay-champs-de-mars-the-red-tower", "Champs de Mars: The Red Tower", "Robert Delaunay",
            "1911, reworked 1923", "A red tower that bursts between black and white splinters.", 1.0,
            f"{_GALLERY}/robert_delaunay.jpg",
        ),
        Artwork(
            "leger-contrast-of-forms", "Contrast of Forms", "Fernand Léger", "1913",
            "Hard black outlines around bands of red, white and blue that push against each other.", 1.0,
            "naoto0804/pytorch-AdaIN: input/style/contrast_of_forms.jpg",
        ),
    ),
    Emotion.DISGUST: (
        Artwork(
            "van-gogh-the-night-cafe", "The Night Café", "Vincent van Gogh", "1888",
            "Acid yellow-green against blood red, meant to show the terrible passions of humanity.", 1.0,
            f"{_GORDIC}/vg_la_cafe.jpg",
        ),
        Artwork(
            "schiele-houses-with-laundry", "Houses with Laundry", "Egon Schiele", "1914",
            "Dirty grey and brown, scratched, with outlines like scabs.", 1.0,
            "rflamary/OTML_DS3_2018: data/schiele.jpg",
        ),
        Artwork(
            "toulouse-lautrec-a-corner-of-the-moulin-de-la-galette", "A Corner of the Moulin de la Galette",
            "Henri de Toulouse-Lautrec", "1892", "Sickly grey-green faces in stale light.", 1.0,
            f"{_IMAGES}/76full.jpg",
        ),
    ),
    Emotion.FEAR: (
        Artwork(
            "munch-the-scream", "The Scream", "Edvard Munch", "1893",
            "A blood-orange sky over cold dark blue, and lines that will not stand still.", 1.0,
            f"{_STYLES21}/the_scream.jpg",
        ),
        Artwork(
            "bosch-the-last-judgment", "The Last Judgment", "Hieronymus Bosch", "c. 1482–1505",
            "Black and ember red, full of small sharp things that one would rather not see.", 1.0,
            f"{_IMAGES}/45full.jpg",
        ),
        Artwork(
            "aivazovsky-the-wave", "The Wave", "Ivan Aivazovsky", "1889",
            "A dark sea that whirls without a shore, and a few men in it.", 1.0, f"{_IMAGES}/239full.jpg",
        ),
    ),
}  # fmt: skip
