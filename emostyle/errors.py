"""Everything that emostyle raises on purpose.

    EmoStyleError
    ├── PhotoError                 the bytes cannot become a picture that we paint
    │   ├── UnreadablePhotoError   empty, truncated, damaged or not a picture
    │   ├── UnsupportedPhotoError  a picture, but of a kind that we do not read
    │   ├── PhotoTooLargeError     too many bytes or pixels, or an absurd shape
    │   └── PhotoTooSmallError     too few pixels to paint
    ├── NoFaceError                an emotion was to be read, and there is no face
    ├── OptionError                an option has a wrong value
    │   ├── UnknownEmotionError    a name that is none of the seven
    │   ├── UnknownStyleError      a name that is no style
    │   └── MissingStyleError      a style of the palette that the weights do not hold
    ├── WeightsError               weights are missing, damaged or of another kind
    └── MissingPackageError        a package that only this command needs is not installed

Messages are whole sentences in plain English that say what to do.
"""

from __future__ import annotations

from collections.abc import Sequence


class EmoStyleError(Exception):
    """The root of the tree: catch this to catch all that emostyle raises on purpose."""


class PhotoError(EmoStyleError):
    """The photo itself is at fault."""


class UnreadablePhotoError(PhotoError):
    """The bytes are empty, cut short, damaged or no picture at all."""


class UnsupportedPhotoError(PhotoError):
    """A picture of a kind that we do not read, such as an animation or a vector drawing."""


class PhotoTooLargeError(PhotoError):
    """More bytes or pixels than the limits allow, or sides of an absurd ratio."""


class PhotoTooSmallError(PhotoError):
    """Too few pixels to paint."""


class NoFaceError(EmoStyleError):
    """An emotion was to be read from a face, and no face was found."""

    def __init__(self) -> None:
        super().__init__(
            "No face was found in this photo, so there is no emotion to read. "
            "Choose one yourself with --emotion, for example --emotion happy."
        )


class OptionError(EmoStyleError):
    """An option has a value that it cannot have."""


class UnknownEmotionError(OptionError):
    """A name that is none of the seven emotions."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no emotion {name!r}. Choose one of: {', '.join(known)}.")
        self.name = name


class UnknownStyleError(OptionError):
    """A name that is none of the styles that can be painted."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no style {name!r}. Choose one of: {', '.join(known)}.")
        self.name = name


class MissingStyleError(OptionError):
    """A style of the palette that the loaded weights do not hold."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"The loaded weights do not hold the style {name!r} yet. They hold: {', '.join(known)}.")
        self.name = name


class WeightsError(EmoStyleError):
    """Weights are missing, damaged, or of another kind than requested."""


class MissingPackageError(EmoStyleError):
    """A package is not installed that only one command needs."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"This needs the package {package}, which is not installed here. "
            f"Install emostyle with its extra {extra!r}: pip install 'emostyle[{extra}]'."
        )
