"""Every number that a training run depends on. The command line is derived from these classes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AfterValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, CliApp, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from emostyle.styles.palette import all_style_names
from training.common.errors import ConfigError
from training.common.schedule import Stages

DEVICES = "auto, cpu, cuda, cuda:1 or mps"


def checked_style(style: str) -> str:
    """Return the name of a style of the palette; raise ValueError for another."""
    if style not in all_style_names():
        raise ValueError(f"the styles are {', '.join(all_style_names())}")
    return style


StyleName = Annotated[str, AfterValidator(checked_style)]


class CommandConfig(BaseSettings):
    """Options of one command."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take options from the command line only: a variable called DATA or SIZE belongs to another program."""
        return (init_settings,)


class ComputeConfig(CommandConfig):
    """How a command that learns computes."""

    model_config = SettingsConfigDict(
        frozen=True, cli_kebab_case=True, cli_implicit_flags=True, cli_hide_none_type=True
    )

    seed: int = Field(0, description="seed of every random choice")
    device: str = Field("auto", description=DEVICES)
    threads: int = Field(0, description="CPU threads; 0 leaves torch's own choice")
    bf16: bool = Field(True, description="compute in bfloat16 where that is safe")


class TrainConfig(ComputeConfig):
    """What both training commands share."""

    run: Path = Field(description="run folder; checkpoints and metrics go there")
    resume: bool = Field(False, description="go on from the checkpoint in the run folder")


class EmotionConfig(TrainConfig):
    """Training of the classifier on FER+ (Barsoum 2016)."""

    data: Path = Field(description="folder with train.npz and valid.npz")
    run: Path = Path("runs/emotion")
    teachers: int = Field(
        2, ge=0, description="networks of other seeds that are trained first and teach the one shipped"
    )
    teacher_epochs: int = 36
    warm_start: bool = Field(True, description="begin from the first teacher's weights instead of from random ones")
    epochs: int = 54
    sizes: tuple[tuple[int, float], ...] = Field(
        ((36, 0.6), (40, 0.2), (48, 0.2)),
        description="side of the faces in pixels, share of the epochs; one after the other",
    )
    init: Path | None = Field(None, description="start from these weights instead of from random ones")
    balance: Literal["none", "sampling", "loss", "logits"] = Field(
        "none", description="how rare emotions are favoured: drawn more often, weighed more, or by adjusted logits"
    )
    balance_power: float = Field(0.5, ge=0, description="0: not at all, 1: as if all emotions were equally frequent")
    rare_power: float = Field(
        0.75, ge=0, description="how far the finished network's logits are adjusted for rare emotions"
    )
    least_side: int = Field(24, description="pixels; smaller faces count as uncertain")
    teaching: float = Field(0.7, ge=0, le=1, description="weight of what the teachers say; the rest is the votes'")
    batch_size: int = 128
    learning_rate: float = Field(2e-3, description="peak of the one-cycle schedule")
    weight_decay: float = 0.05
    ema_decay: float = Field(0.998, description="per step, of the averaged weights that are shipped")
    mixup: float = Field(0.2, description="alpha of the Beta distribution; 0 turns mixup off")
    plain_epochs: int = Field(4, description="last epochs without mixup and erasing")
    erase: float = Field(0.3, description="chance that a face loses a rectangle")
    degrade: float = Field(0.25, description="chance that a face is scaled down and up")
    compress: float = Field(0.15, description="chance that a face is written as a bad JPEG")
    blur: float = Field(0, ge=0, le=1, description="chance that a face is blurred")
    polish_epochs: int = Field(3, ge=0, description="epochs after the others, at the last size; 0 leaves them out")
    polish_rate: float = Field(3e-4, gt=0, description="peak of the learning rate in them")
    polish_blur: float = Field(0.3, ge=0, le=1, description="chance in them that a face is blurred")
    limit: int = Field(0, description="number of training faces; 0 for all")


class PaintingConfig(ComputeConfig):
    """What training the painter and adding a style share: photographs, loss network, what each term counts."""

    content: Path = Field(description="folder of photographs")
    vgg: str = Field("imagenet", description="a VGG16 trunk as safetensors, or `imagenet` for torchvision's download")
    faces: Path | None = Field(None, description="JSON of face boxes by photo; made there when it is missing")
    clip: float = Field(5.0, description="largest norm of the gradient")
    style_weight: float = Field(8.0, description="of moments of activations, as the artwork has them (Gatys 2016)")
    neighbours_weight: float = Field(8.0, description="of how far places are from the artwork's nearest (Kolkin 2019)")
    layout_weight: float = Field(4.0, description="of which places are alike, as in the photo (Kolkin 2019)")
    content_weight: float = Field(0.8, description="of shapes, as in the photo, whatever their tones")
    face_weight: float = Field(3.0, description="of finer shapes in heads, as in the photo")
    light_weight: float = Field(2.0, description="of the order of light and dark, as in the photo")
    heads_weight: float = Field(5.0, description="of how much darker heads are than in the photo")
    palette_weight: float = Field(
        8.0, description="of the colours of places, as the artwork has them for things so light"
    )
    spread_weight: float = Field(5.0, description="of how light and how vivid places are, as in the artwork")
    lattice_weight: float = Field(2.0, description="of waves that stand out of the spectrum: weaves, combs, beads")
    variation_weight: float = Field(0.5, description="of differences of neighbouring pixels")
    range_weight: float = Field(5.0, description="of values outside of what a picture can hold")
    face_share: float = Field(0.6, description="share of crops around a face, where the photo has one")
    limit: int = Field(0, description="number of photographs; 0 for all")


class StyleConfig(PaintingConfig, TrainConfig):
    """Training of the painter: one transform network for all styles (Johnson 2016, Dumoulin 2017)."""

    styles: Path = Field(description="folder with one sub-folder of paintings per emotion")
    init: Path | None = Field(
        None, description="start from these weights; styles that they lack start as their emotion's first choice"
    )
    only: tuple[StyleName, ...] = Field(
        (), description='learn the numbers of these styles alone, as ["munch-the-scream"]; all else stays as in --init'
    )
    run: Path = Path("runs/style")
    stages: Stages = Field(
        ((192, 8, 2_050), (256, 8, 80)),
        description="crop size in pixels, samples in a step, steps; one after the other",
    )
    copies: int = Field(2, ge=1, description="mixes in which each photo of a step is painted; divides the samples")
    learning_rate: float = 1.2e-3
    final_learning_rate: float = 5e-5
    style_pace: float = Field(4.0, description="learning rate of the style numbers relative to the shared weights")
    kernel_pace: float = Field(1.5, description="the same of the styles' last kernels")
    first_share: float = Field(0.65, description="share of samples painted in the first choices, a third of all styles")
    ema_decay: float = 0.998
    identity_share: float = Field(0.02, description="share of samples that must come back unchanged")
    blend_share: float = Field(0.04, description="share of samples painted in a blend of two styles")
    fade_share: float = Field(0.05, description="share of samples painted at part of the strength")

    @model_validator(mode="after")
    def _check_init(self) -> Self:
        if self.only and self.init is None:
            raise ValueError("--only learns some styles of given weights: name them by --init")
        return self


class EvaluateEmotionConfig(CommandConfig):
    """Evaluation of the classifier."""

    model_config = SettingsConfigDict(frozen=True, cli_kebab_case=True, cli_hide_none_type=True)

    data: Path = Field(description="folder with SPLIT.npz")
    split: str = Field("valid", description="name of the file without .npz")
    weights: Path | None = Field(None, description="weights to evaluate; the shipped ones when not given")
    device: str = Field("auto", description=DEVICES)


class CompareReadersConfig(CommandConfig):
    """Comparison of our reader with those that other people packaged."""

    model_config = SettingsConfigDict(frozen=True, cli_kebab_case=True, cli_hide_none_type=True)

    data: Path = Field(description="folder with SPLIT.npz")
    split: str = Field("valid", description="name of the file without .npz")
    weights: Path | None = Field(None, description="our weights; the shipped ones when not given")
    peers: tuple[str, ...] = Field((), description="measure only these peers; all when not given")
    peers_python: Path = Field(Path(sys.executable), description="interpreter with the Python peers")
    node_modules: Path = Field(Path("node_modules"), description="folder with the JavaScript peers")
    warm_up: int = Field(30, description="calls before the clock starts")
    limit: int = Field(0, description="number of faces; 0 for all")


class EvaluateStyleConfig(CommandConfig):
    """Evaluation of the painter."""

    model_config = SettingsConfigDict(
        frozen=True, cli_kebab_case=True, cli_implicit_flags=True, cli_hide_none_type=True
    )

    content: Path = Field(description="folder of photographs that the painter was not trained on")
    styles: Path = Field(description="folder with one sub-folder of paintings per emotion")
    vgg: str = Field("imagenet", description="a VGG16 trunk as safetensors, or `imagenet` for torchvision's download")
    weights: Path | None = Field(None, description="weights to evaluate; the shipped ones when not given")
    only: tuple[StyleName, ...] = Field((), description='measure these styles alone, as ["munch-the-scream"]')
    photos: int = Field(24, ge=0, description="number of photographs, spread over the folder; 0 for all")
    blend_photos: int = Field(4, ge=0, description="photographs that are painted in blends of two first choices too")
    device: str = Field("auto", description=DEVICES)


C = TypeVar("C", bound=BaseSettings)


def from_command_line(kind: type[C], argv: list[str] | None = None) -> C:
    """Build a configuration of `kind` from command-line arguments; raise ConfigError for missing or wrong values.

    Options that do not exist end the process with a usage line and code 2.
    """
    try:
        return CliApp.run(kind, cli_args=argv)
    except ValidationError as error:
        wrong = [f"{_option(fault['loc'])}: {fault['msg']}" for fault in error.errors()]
        raise ConfigError(f"{'; '.join(wrong)}. See --help.") from error
    except SettingsError as error:
        raise ConfigError(f"{error}. See --help.") from error


def recipe(config: BaseSettings) -> dict[str, Any]:
    """Return a configuration as JSON values for a weight file; of paths only the last name, which reveals no one."""
    values = config.model_dump(mode="json")
    return {name: Path(value).name if isinstance(value, str) else value for name, value in values.items()}


def _option(place: tuple[int | str, ...]) -> str:
    return "--" + str(place[0]).replace("_", "-") if place else "options"
