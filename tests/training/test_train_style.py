"""Training the painter: the loss falls, the run resumes, the weights paint and tell how they were made."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
import torch

from emostyle.painting.style_files import is_of_a_style
from emostyle.painting.stylizer import Stylizer
from emostyle.styles.palette import IDENTITY_STYLE
from emostyle.weights.files import WeightsHeader, load_weights, save_weights
from training import train_style
from training.common.configs import StyleConfig, from_command_line, recipe
from training.common.errors import ConfigError, DataError
from training.losses.vgg import Vgg
from training.painter import paintings
from training.painter.paintings import shipped_styles
from training.train_style import build_net, draw_mix, main, make_optimizer


@pytest.fixture(autouse=True)
def few_crops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paintings, "CROPS", 2)
    monkeypatch.setattr(paintings, "PLACES", 256)
    monkeypatch.setattr(train_style, "PREVIEW_LONG", 48)


def config(photos: Path, paintings: Path, run: Path, **changes: object) -> StyleConfig:
    settings: dict[str, object] = {
        "content": photos, "styles": paintings, "run": run, "device": "cpu", "bf16": False,
        "stages": ((32, 2, 2), (48, 2, 1)),
    }  # fmt: skip
    return StyleConfig(**{**settings, **changes})  # type: ignore[arg-type]


def test_a_run_paints_and_leaves_weights_for_every_style(
    photos_folder: Path, paintings_folder: Path, tmp_path: Path, vgg: Vgg
) -> None:
    settings = config(photos_folder, paintings_folder, tmp_path / "run", faces=tmp_path / "faces.json")

    weights = main(settings, vgg)

    stylizer = Stylizer.load(weights)
    assert stylizer.styles[-1] == IDENTITY_STYLE
    assert stylizer.styles == shipped_styles()
    first = json.loads((tmp_path / "run" / "metrics.jsonl").read_text().splitlines()[0])
    assert {"total", "gradient", "style", "neighbours", "face", "light", "range"} <= set(first)
    assert any(name.startswith("style/") for name in first)
    assert list((tmp_path / "run" / "samples").glob("sheet-*.png"))
    assert len(json.loads((tmp_path / "faces.json").read_text())["face.jpg"]) == 1
    assert load_weights(weights, "style")[1].extra == {"training": recipe(settings)}


def test_the_loss_falls(
    photos_folder: Path,
    paintings_folder: Path,
    tmp_path: Path,
    weights: Path,
    vgg: Vgg,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(train_style, "LOG_STEPS", 10)
    settings = config(photos_folder, paintings_folder, tmp_path / "run", init=weights, stages=((32, 4, 41),))

    main(settings, vgg)

    lines = [json.loads(line) for line in (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()]
    assert lines[-1]["style"] < lines[0]["style"]


def test_a_finished_run_resumes_to_the_same_weights(
    photos_folder: Path, paintings_folder: Path, tmp_path: Path, vgg: Vgg
) -> None:
    first = load_weights(main(config(photos_folder, paintings_folder, tmp_path / "run"), vgg), "style")[0]

    again = main(config(photos_folder, paintings_folder, tmp_path / "run", resume=True), vgg)

    second = load_weights(again, "style")[0]
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_training_can_start_from_given_weights(
    photos_folder: Path, paintings_folder: Path, tmp_path: Path, weights: Path, vgg: Vgg
) -> None:
    further = config(
        photos_folder,
        paintings_folder,
        tmp_path / "run",
        stages=((32, 2, 1),),
        init=weights,
        learning_rate=0.0,
        final_learning_rate=0.0,
    )

    before, after = load_weights(weights, "style")[0], load_weights(main(further, vgg), "style")[0]
    # Numbers of 16 bits are not quite even, and evened out once more.
    assert all(torch.allclose(before[name].float(), after[name].float(), atol=1e-3) for name in before)


def test_styles_that_the_first_weights_lack_start_as_their_emotions_first_choice(tmp_path: Path, weights: Path) -> None:
    shipped, header = load_weights(weights, "style")
    labels = tuple(label for label in header.labels if label != "aivazovsky-the-wave")
    rows = [header.labels.index(label) for label in labels]
    fewer = {name: tensor[rows] if is_of_a_style(name) else tensor for name, tensor in shipped.items()}
    described = dataclasses.replace(header, labels=labels, config={**header.config, "styles": len(labels)})
    save_weights(tmp_path / "fewer.safetensors", fewer, described)

    net = build_net(config(tmp_path, tmp_path, tmp_path, init=tmp_path / "fewer.safetensors"), shipped_styles())

    names = shipped_styles()
    for style, origin in (("munch-the-scream", "munch-the-scream"), ("aivazovsky-the-wave", "munch-the-scream"),
                          (IDENTITY_STYLE, IDENTITY_STYLE)):  # fmt: skip
        row = shipped["up2.norm.shift"][header.labels.index(origin)]
        assert torch.equal(net.up2.norm.shift[names.index(style)], row)
    assert torch.equal(net.stem.conv.weight, shipped["stem.conv.weight"])


def test_weights_of_other_styles_are_no_start(tmp_path: Path) -> None:
    init = tmp_path / "other.safetensors"
    save_weights(init, {"x": torch.zeros(1)}, WeightsHeader(kind="style", config={}, labels=("dots",)))

    with pytest.raises(DataError, match="holds other styles than the palette: dots"):
        build_net(config(tmp_path, tmp_path, tmp_path, init=init), shipped_styles())


def test_first_choices_take_their_share_and_all_styles_take_turns(tmp_path: Path) -> None:
    settings = config(
        tmp_path, tmp_path, tmp_path, identity_share=0.0, blend_share=0.0, fade_share=0.0, first_share=0.5
    )
    generator = torch.Generator().manual_seed(0)

    mix = torch.cat([draw_mix(step, 4, settings, generator) for step in range(21)])

    assert mix[:, :7].sum(dim=0).tolist() == [6.0] * 7
    assert mix[:, 7:21].sum(dim=0).tolist() == [3.0] * 14
    assert mix[:, 21].sum() == 0


def test_rows_of_a_mix_sum_to_one(tmp_path: Path) -> None:
    settings = config(tmp_path, tmp_path, tmp_path, identity_share=0.3, blend_share=0.3, fade_share=0.3)

    shares = draw_mix(0, 64, settings, torch.Generator().manual_seed(0))

    assert torch.allclose(shares.sum(dim=1), torch.ones(64))
    assert (shares[:, -1] == 1).any()
    assert ((shares[:, -1] > 0) & (shares[:, -1] < 1)).any()
    assert ((shares[:, :-1] > 0).sum(dim=1) == 2).any()


def test_only_the_numbers_of_the_styles_that_are_named_learn(
    photos_folder: Path, paintings_folder: Path, tmp_path: Path, weights: Path, vgg: Vgg
) -> None:
    named = ("munch-the-scream", "picabia-udnie")
    settings = config(photos_folder, paintings_folder, tmp_path / "run", init=weights, only=named, stages=((48, 2, 8),))

    after, header = load_weights(main(settings, vgg), "style")

    before = load_weights(weights, "style")[0]
    kernels = {"paint.kernels", "paint.biases"}  # evened out once more, which rounds
    changed = {
        header.labels[row]
        for name in after
        if is_of_a_style(name) and name not in kernels
        for row in changed_rows(before, after, name)
    }
    assert changed == set(named)
    assert all(torch.equal(before[name], after[name]) for name in after if not is_of_a_style(name))
    others = [row for row, label in enumerate(header.labels) if label not in named]
    assert all(torch.allclose(before[name][others], after[name][others], atol=1e-3) for name in kernels)


def changed_rows(before: dict[str, torch.Tensor], after: dict[str, torch.Tensor], name: str) -> list[int]:
    return [row for row in range(len(after[name])) if not torch.equal(before[name][row], after[name][row])]


def test_some_styles_alone_learn_only_from_weights_that_are_given_and_by_their_names() -> None:
    words = ["--content", "photos", "--styles", "paintings"]
    with pytest.raises(ConfigError, match="--init"):
        from_command_line(StyleConfig, [*words, "--only", '["picabia-udnie"]'])
    with pytest.raises(ConfigError, match="picabia-udnie"):
        from_command_line(StyleConfig, [*words, "--init", "x.safetensors", "--only", '["no-such"]'])


def test_last_kernels_and_numbers_have_paces_of_their_own(tmp_path: Path, weights: Path) -> None:
    settings = config(tmp_path, tmp_path, tmp_path, init=weights)
    net = build_net(settings, shipped_styles())

    groups = make_optimizer(net, settings).param_groups

    assert sorted(group["pace"] for group in groups) == [1.0, settings.kernel_pace, settings.style_pace]
    assert sum(len(group["params"]) for group in groups) == len(list(net.parameters()))
