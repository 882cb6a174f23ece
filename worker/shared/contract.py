"""The frozen values that bot and worker exchange, and the names in Redis that both use.

A request travels as the one argument of an RQ job, a result as one entry of a Redis stream; both are JSON. Photos and
paintings are bytes under keys of their own with a time to live.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from emostyle.emotions import Emotion
from emostyle.options import MAX_TAKE, Brush

VERSION = 1  # grows when a field changes its meaning; both sides answer other versions with a failure
QUEUE = "emostyle"  # RQ queue
TASK = "worker.tasks.paint"  # the only function that a worker runs
FAILURE_CALLBACK = "worker.tasks.report_failure"  # RQ calls it after each try that failed
RESULTS_STREAM = "emostyle:results"  # Redis stream, one entry per result
RESULTS_GROUP = "bot"  # its consumer group
RESULT_FIELD = "result"  # the field of an entry that holds the JSON
LONGEST_TICKET = 4096  # characters
JOB_TTL = 7 * 86_400  # seconds that the state of a job is kept
# Fields of the hash under `job_key`.
STAGE = "stage"  # the `Stage` of a job while a worker has it
CANCELLED = "cancelled"  # set once the job is cancelled; workers check it between stages
PUBLISHED = "published"  # set once the job has its result
WAITED = "waited"  # among the seconds of a result: from being queued to the worker's start

WORKER_COUNTS = "emostyle:worker:counts"  # Redis hash: counts that are in no result
RETRIES = "retries"  # jobs that were tried again
SET_ASIDE = "emostyle:aside"  # Redis hash: dead letters, jobs that failed on every try
LATER_WISHES = ("brush", "take")  # newer fields of a request: older workers refuse requests that have them
WEIGHTS_FIELDS = ("emotion_weights", "style_weights")  # in RQ's hash of a worker: first digits of each sha256


class ContractError(ValueError):
    """A request or result does not follow the contract, or follows another version of it."""


class Reason(StrEnum):
    """Why there is no painting."""

    NO_FACE = "no_face"  # an emotion was to be read, and there is no face
    UNREADABLE = "unreadable"  # empty, truncated, damaged or not a picture
    UNSUPPORTED = "unsupported"  # a picture of a kind that we do not paint
    TOO_LARGE = "too_large"  # too many bytes or pixels, an absurd shape, or too little memory for it
    TOO_SMALL = "too_small"  # too few pixels
    NO_STYLE = "no_style"  # the worker does not have the requested artwork, or no longer
    EXPIRED = "expired"  # the photo waited longer than it may be kept
    TIMED_OUT = "timed_out"  # painting took longer than a job may take
    CANCELLED = "cancelled"  # the person cancelled it
    FAILED = "failed"  # our fault: an error of the program or of the machine


class Stage(StrEnum):
    """What a worker is doing with a photo."""

    READING = "reading"  # finding faces and reading their emotion
    PAINTING = "painting"


StyledMediaType = Literal["image/jpeg", "image/png"]


Share = Annotated[float, Field(ge=0, le=1000)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Envelope(BaseModel):
    """The fields that requests and results of every version have: enough to answer one that cannot be read."""

    model_config = ConfigDict(frozen=True)  # allows any other fields

    version: Any = 1
    request_id: str
    ticket: str = Field(max_length=LONGEST_TICKET)

    @property
    def is_newer(self) -> bool:
        """Whether a newer version wrote it."""
        return isinstance(self.version, int) and self.version > VERSION


class StyleRequest(_Value):
    """One photo to paint."""

    version: Literal[1] = 1
    request_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")  # also the id of the RQ job
    ticket: str = Field(max_length=LONGEST_TICKET)  # the bot's note where to reply; comes back in the result
    submitted: float  # Unix time in seconds
    emotion: Emotion | None = None  # None: read it from the faces
    mix: dict[Emotion, Share] | None = None  # several emotions instead of one; any positive sum
    style: str | None = Field(None, pattern=r"^[a-z0-9-]{1,64}$")  # an artwork's style, instead of emotion and mix
    by_face: bool = False  # every face in its own emotion
    strength: float | None = Field(None, ge=0, le=1)  # None: as the artwork suggests
    keep_colors: bool = False
    brush: Brush = Brush.MEDIUM  # how large strokes are
    take: int = Field(0, ge=0, le=MAX_TAKE)  # each number gives another painting in the same style
    max_side: int = Field(1280, ge=64, le=4096)  # pixels, longest side of the painting
    lossless: bool = False  # PNG instead of JPEG

    @property
    def text(self) -> str:
        """The request as JSON, without default values of `LATER_WISHES`, so that older workers can read it."""
        unset = {name for name in LATER_WISHES if getattr(self, name) == type(self).model_fields[name].default}
        return self.model_dump_json(exclude=unset)


class FaceReading(_Value):
    """One face, where it is and what it shows."""

    left: int  # pixels in the upright photo, as are the next three
    top: int
    width: int
    height: int
    probabilities: dict[Emotion, float]  # of all seven emotions, sum 1


class Styled(_Value):
    """The photo was painted; the painting is stored under `painting_key(request_id)`."""

    kind: Literal["styled"] = "styled"
    version: Literal[1] = 1
    request_id: str
    ticket: str
    emotion: Emotion  # the one painted
    confidence: float | None  # 0..1 of the reading; None when the emotion was chosen by hand
    uncertain: bool = False  # the reading is doubtful; the caption says so
    faces: tuple[FaceReading, ...]
    style: str  # name of the artwork's style
    width: int  # pixels of the painting
    height: int
    media_type: StyledMediaType
    seconds: dict[str, float]  # by stage, and WAITED

    @property
    def painting_seconds(self) -> float:
        """How long a worker was busy with the photo."""
        return sum(seconds for stage, seconds in self.seconds.items() if stage != WAITED)


class Failed(_Value):
    """There is no painting, and why."""

    kind: Literal["failed"] = "failed"
    version: Literal[1] = 1
    request_id: str
    ticket: str
    reason: Reason


StyleResult = Styled | Failed
_RESULT: TypeAdapter[StyleResult] = TypeAdapter(Annotated[StyleResult, Field(discriminator="kind")])


def photo_key(request_id: str) -> str:
    """Return the Redis key that holds the photo's bytes."""
    return f"emostyle:photo:{request_id}"


def painting_key(request_id: str) -> str:
    """Return the Redis key that holds the painting's bytes."""
    return f"emostyle:painting:{request_id}"


def job_key(request_id: str) -> str:
    """Return the Redis key of the hash with the state of a job: `STAGE`, `CANCELLED`, `PUBLISHED`."""
    return f"emostyle:job:{request_id}"


def parse_request(text: str | bytes) -> StyleRequest:
    """Read a request from JSON; raise ContractError, whose message has no values of the request."""
    try:
        return StyleRequest.model_validate_json(text)
    except ValidationError as error:
        raise ContractError(_brief("request", error)) from None


def parse_result(text: str | bytes) -> StyleResult:
    """Read a result from JSON; raise ContractError, whose message has no values of the result."""
    try:
        return _RESULT.validate_json(text)
    except ValidationError as error:
        raise ContractError(_brief("result", error)) from None


def parse_envelope(text: str | bytes) -> Envelope | None:
    """Read the id and the ticket of a request or result of any version; return None if it has none."""
    try:
        return Envelope.model_validate_json(text)
    except ValidationError:
        return None


def _brief(kind: str, error: ValidationError) -> str:
    fields = sorted({".".join(map(str, problem["loc"])) or "(all)" for problem in error.errors()})
    return f"not a version {VERSION} {kind}: wrong or missing {', '.join(fields)}"
