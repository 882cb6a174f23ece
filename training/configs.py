"""Every number that a training run depends on. The command line is derived from these classes."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import Field
from pydantic_settings import BaseSettings, CliApp, SettingsConfigDict


class TrainConfig(BaseSettings):
    """What both training commands share."""

    model_config = SettingsConfigDict(
        frozen=True, cli_kebab_case=True, cli_implicit_flags=True, cli_hide_none_type=True
    )

    run: Path = Field(description="run folder; checkpoints and metrics go there")
    resume: bool = Field(False, description="go on from the checkpoint in the run folder")
    seed: int = Field(0, description="seed of every random choice")
    device: str = Field("auto", description="auto, cpu, cuda, cuda:1 or mps")
    threads: int = Field(0, description="CPU threads; 0 leaves torch's own choice")
    bf16: bool = Field(True, description="compute in bfloat16 where that is safe")


class EmotionConfig(TrainConfig):
    """Training of the classifier on FER+ (Barsoum 2016)."""

    data: Path = Field(description="folder with train.npz and valid.npz")
    run: Path = Path("runs/emotion")
    epochs: int = 40
    batch_size: int = 128
    learning_rate: float = Field(2e-3, description="peak of the one-cycle schedule")
    weight_decay: float = 0.05
    ema_decay: float = Field(0.998, description="per step, of the averaged weights that are shipped")
    mixup: float = Field(0.2, description="alpha of the Beta distribution; 0 turns mixup off")
    plain_epochs: int = Field(4, description="last epochs without mixup and erasing")
    erase: float = Field(0.3, description="chance that a face loses a rectangle")
    degrade: float = Field(0.25, description="chance that a face is blurred or scaled down and up")
    limit: int = Field(0, description="use only so many training faces; 0 for all")


class StyleConfig(TrainConfig):
    """Training of the painter: one transform network for all styles (Johnson 2016, Dumoulin 2017)."""

    content: Path = Field(description="folder of photographs")
    styles: Path = Field(description="folder with one sub-folder of paintings per emotion")
    vgg: str = Field("imagenet", description="a VGG16 trunk as safetensors, or `imagenet` for torchvision's download")
    faces: Path | None = Field(None, description="JSON of face boxes by photo; made there when it is missing")
    init: Path | None = Field(None, description="start from these weights instead of from random ones")
    run: Path = Path("runs/style")
    stages: tuple[tuple[int, int, int], ...] = Field(
        ((128, 8, 7000), (192, 8, 1800), (256, 8, 500)),
        description="crop size in pixels, batch size, steps; one after the other",
    )
    learning_rate: float = 1e-3
    final_learning_rate: float = 1e-4
    style_pace: float = Field(6.0, description="learning rate of the style numbers relative to the shared weights")
    ema_decay: float = 0.999
    clip: float = Field(1.0, description="largest norm of the gradient")
    style_size: int = Field(448, description="pixels, short side of the paintings")
    style_weight: float = 12.0
    content_weight: float = 1.0
    face_weight: float = Field(2.5, description="content weight inside face boxes, relative to outside")
    variation_weight: float = 0.5
    range_weight: float = 1.0
    identity_share: float = Field(0.08, description="share of samples that must come back unchanged")
    blend_share: float = Field(0.08, description="share of samples painted in a blend of two styles")
    face_share: float = Field(0.4, description="share of crops around a face, where the photo has one")
    limit: int = Field(0, description="use only so many photographs; 0 for all")


class EvaluateEmotionConfig(BaseSettings):
    """Evaluation of the classifier."""

    model_config = SettingsConfigDict(frozen=True, cli_kebab_case=True)

    data: Path = Field(description="folder with SPLIT.npz")
    split: str = Field("valid", description="name of the file without .npz")
    weights: Path | None = Field(None, description="weights to evaluate; the shipped ones when not given")
    device: str = "cpu"


class EvaluateStyleConfig(BaseSettings):
    """Evaluation of the painter."""

    model_config = SettingsConfigDict(frozen=True, cli_kebab_case=True, cli_hide_none_type=True)

    content: Path = Field(description="folder of photographs that the painter was not trained on")
    styles: Path = Field(description="folder with one sub-folder of paintings per emotion")
    vgg: str = Field("imagenet", description="a VGG16 trunk as safetensors, or `imagenet` for torchvision's download")
    weights: Path | None = Field(None, description="weights to evaluate; the shipped ones when not given")
    size: int = Field(256, description="pixels, side of the square photos")
    style_size: int = Field(448, description="pixels, short side of the paintings, as in training")
    limit: int = Field(0, description="use only so many photographs; 0 for all")
    sheet: Path | None = Field(None, description="draw the first photos in every style into this PNG")
    device: str = "cpu"


C = TypeVar("C", bound=BaseSettings)


def from_command_line(kind: type[C], argv: list[str] | None = None) -> C:
    """Build a configuration of `kind` from command-line arguments; print what is wrong with them and exit with 2."""
    return CliApp.run(kind, cli_args=argv)
