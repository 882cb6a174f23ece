"""What travels or is kept as JSON comes back as it was, and no other text ever does harm.

Random values, always the same ones: a failure shows again.
"""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel

from bot.chats import ChatSettings, read_settings
from bot.delivery.consumer import ResultEnvelope, read_envelope
from bot.i18n.translator import Language
from bot.jobs.painting_records import KeptPainting, PaintingRecord, PaintingSummary, read_kept, read_record
from bot.jobs.pending import OpenRequest, read_request
from bot.jobs.pictures import FoundPhoto
from bot.jobs.tickets import Address, AlbumPlace, Ticket, read_address, read_ticket
from bot.styles.paint_options import StyleChoice
from emostyle.emotions import EMOTIONS, Emotion
from emostyle.options import MAX_TAKE, Brush
from worker.dead_letters import Aside
from worker.shared.contract import (
    LONGEST_TICKET,
    ContractError,
    Envelope,
    FaceReading,
    Failed,
    Reason,
    Styled,
    StyleRequest,
    parse_envelope,
    parse_request,
    parse_result,
)

# No limits of time: the machine may be busy.
steady = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)

text, flag = st.text(max_size=40), st.booleans()
name = st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=64)
style = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=64)
number, place = st.integers(-(2**63), 2**63), st.integers(0, 99)
share = st.floats(0, 1)
seconds = st.floats(0, 1e12)
emotion = st.sampled_from(EMOTIONS)
brush, take = st.sampled_from(Brush), st.integers(0, MAX_TAKE)


def maybe(values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.none() | values


def mixes(shares: SearchStrategy[Any]) -> SearchStrategy[dict[Emotion, Any]]:
    return st.dictionaries(emotion, shares, max_size=7)


request = st.builds(
    StyleRequest, request_id=name, ticket=text, submitted=seconds, emotion=maybe(emotion), mix=maybe(mixes(share)),
    style=maybe(style), by_face=flag, strength=maybe(share), keep_colors=flag, brush=brush, take=take,
    max_side=st.integers(64, 4096), lossless=flag,
)  # fmt: skip
face = st.builds(
    FaceReading, left=number, top=number, width=number, height=number, probabilities=mixes(share)
)  # fmt: skip
styled = st.builds(
    Styled, request_id=name, ticket=text, emotion=emotion, confidence=maybe(share), uncertain=flag,
    faces=st.lists(face, max_size=3).map(tuple), style=text, width=number, height=number,
    media_type=st.sampled_from(["image/jpeg", "image/png"]), seconds=st.dictionaries(text, seconds, max_size=3),
)  # fmt: skip
failed = st.builds(Failed, request_id=name, ticket=text, reason=st.sampled_from(Reason))
wish = st.builds(
    StyleChoice, emotion=maybe(emotion), mix=maybe(mixes(share)), style=maybe(text), by_face=flag,
    strength=maybe(share), keep_colors=flag, brush=brush, take=take,
)  # fmt: skip
photo = st.builds(
    FoundPhoto, file_id=text, unique_id=text, message_id=number, size=maybe(number), as_file=flag, lossless=flag,
    stem=text,
)  # fmt: skip
ticket = st.builds(
    Ticket, chat_id=number, thread_id=maybe(number), message_id=number, person_id=number, status_id=maybe(number),
    as_file=flag, file_stem=text, language=st.sampled_from(Language), photo=maybe(photo), wish=wish,
    edit_id=maybe(number), token=maybe(text), album=maybe(st.builds(AlbumPlace, album=text, place=place, total=place)),
)  # fmt: skip
painted = st.builds(
    PaintingSummary, emotion=emotion, mix=maybe(mixes(share)), confidence=maybe(share), uncertain=flag, by_face=flag,
    faces=st.lists(emotion, max_size=3).map(tuple), style=text,
)  # fmt: skip
shown = st.builds(
    PaintingRecord, chat_id=number, thread_id=maybe(number), person_id=number, photo=photo, as_file=flag, wish=wish,
    painted=maybe(painted), read=maybe(emotion), corrected=flag, mixing=maybe(mixes(place)), waiting=maybe(text),
    album=st.lists(text, max_size=3).map(tuple), place=place,
)  # fmt: skip
aside = st.builds(
    Aside, request_id=name, reason=text, tries=place, at=seconds, contract=place, photo_bytes=place, photo_kind=text
)

Reader = Callable[[str | bytes], Any]
KINDS: dict[str, tuple[SearchStrategy[Any], Reader]] = {
    "request": (request, parse_request),
    "result": (styled | failed, parse_result),
    "envelope": (st.builds(Envelope, version=number, request_id=name, ticket=text), parse_envelope),
    "ticket": (ticket, read_ticket),
    "address": (st.builds(Address, version=number, chat_id=number, message_id=number), read_address),
    "open_request": (st.builds(OpenRequest, request_id=name, ticket=ticket, since=seconds), read_request),
    "shown": (shown, read_record),
    "chat_settings": (
        st.builds(
            ChatSettings,
            wish=wish,
            as_file=flag,
            language=maybe(st.sampled_from(Language)),
            mixing=maybe(mixes(place)),
        ),
        read_settings,
    ),
    "kept": (st.builds(KeptPainting, file_id=text, as_file=flag, filename=text, painted=painted), read_kept),
}
anything = st.recursive(
    st.none() | flag | number | st.floats() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=5,
)
broken = st.binary(max_size=60) | text | anything.map(json.dumps)


def understood(read: Reader, words: str | bytes) -> Any:
    """Read; the one error that a reader may raise counts as not understood."""
    try:
        return read(words)
    except ContractError:
        return None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("short", [False, True])
@given(data=st.data())
@steady
def test_every_value_comes_back_as_it_was_written(kind: str, short: bool, data: st.DataObject) -> None:
    values, read = KINDS[kind]
    value: BaseModel = data.draw(values)

    # The kind of a result is a default that has to be written.
    written = value.model_dump_json(exclude_defaults=short and kind != "result")

    assert read(written) == value
    assert read(written.encode()) == value


@pytest.mark.parametrize("kind", KINDS)
@given(words=broken)
@steady
def test_what_is_no_value_is_not_understood(kind: str, words: str | bytes) -> None:
    # Every field of chat settings has a default: an empty object is one.
    assert understood(KINDS[kind][1], words) in (None, ChatSettings())


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@steady
def test_a_changed_field_is_refused_or_read_as_a_whole(kind: str, data: st.DataObject) -> None:
    values, read = KINDS[kind]
    fields = data.draw(values).model_dump(mode="json")
    changed = data.draw(st.sampled_from(sorted(fields)) | text)
    if data.draw(flag):
        fields.pop(changed, None)
    else:
        fields[changed] = data.draw(anything)

    value = understood(read, json.dumps(fields))

    if value is not None:
        assert type(value).model_validate(value.model_dump()) is not None
        assert understood(read, value.model_dump_json()) is not None


@given(data=st.data())
@steady
def test_whatever_stands_in_the_stream_is_a_letter_or_nobody_s(data: st.DataObject) -> None:
    result = data.draw(styled | failed)
    own = data.draw(ticket).text if data.draw(flag) else data.draw(text)
    fields = {**result.model_dump(mode="json"), "ticket": own}
    fields |= data.draw(st.dictionaries(st.sampled_from(sorted(fields)), anything, max_size=2))
    words = data.draw(st.just(json.dumps(fields)) | broken)
    words = words.encode() if isinstance(words, str) else words

    letter = read_envelope(words)

    assert letter is None or isinstance(letter, ResultEnvelope)
    if understood(parse_result, words) is not None and read_ticket(parse_result(words).ticket) is not None:
        assert letter is not None
        assert letter.result == parse_result(words)


@given(own=ticket)
@steady
def test_a_ticket_is_no_longer_than_a_request_may_carry(own: Ticket) -> None:
    assert len(own.text) <= LONGEST_TICKET


@given(note=aside)
@steady
def test_a_photo_that_was_set_aside_comes_back_as_it_was_noted(note: Aside) -> None:
    assert Aside.model_validate_json(note.model_dump_json()) == note
