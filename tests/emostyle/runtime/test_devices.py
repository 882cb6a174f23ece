"""A device that is not here is refused with the choices."""

from __future__ import annotations

import pytest

from emostyle.errors import OptionError
from emostyle.runtime.devices import choose_device


def test_a_device_that_is_not_here_is_refused_with_the_choices() -> None:
    with pytest.raises(OptionError, match="choose auto, cpu"):
        choose_device("abacus")


@pytest.mark.parametrize("name", ["auto", "cpu"])
def test_a_device_that_is_here_is_taken(name: str) -> None:
    device = choose_device(name)

    assert device.type in {"cpu", "cuda", "mps"}
    assert name == "auto" or device.type == name
