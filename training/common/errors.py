"""What a training command raises on purpose, and how it ends then.

    TrainingError
    ├── ConfigError      an option is missing or has a wrong value
    ├── DataError        a file or folder is missing, damaged or of another form
    ├── ReaderError      a reader in a process of its own failed
    │   └── ReaderMissingError   its package or its interpreter is not installed
    └── RunExistsError   a run folder is taken already

Messages say what to do, as those of `emostyle.errors` do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from emostyle.errors import EmoStyleError

EXIT_CODE = 2  # as argparse ends for wrong options


class TrainingError(Exception):
    """The root of the tree: catch this to catch all that training raises on purpose."""


class ConfigError(TrainingError):
    """An option of the command line is missing or has a value that it cannot have."""


class DataError(TrainingError):
    """A file or folder that a command needs is missing, damaged or of another form."""


class ReaderError(TrainingError):
    """A reader that was to be compared stopped in its own process or answered in another form."""


class ReaderMissingError(ReaderError):
    """A reader's package, or the interpreter that runs it, is not installed."""


class RunExistsError(TrainingError):
    """The run folder holds a checkpoint already, and resuming was not requested."""


@contextmanager
def plain_endings() -> Iterator[None]:
    """End the process with code 2 and one line on standard error, without a traceback, when the block fails on purpose.

    Anything else is a mistake of ours and keeps its traceback.
    """
    try:
        yield
    except (TrainingError, EmoStyleError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)  # messages of torch that we pass on have many lines
        raise SystemExit(EXIT_CODE) from None
