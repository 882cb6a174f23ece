from __future__ import annotations

import json

import pytest

from emostyle.emotions import Emotion
from emostyle.options import MAX_TAKE, Brush
from worker.shared.contract import (
    ContractError,
    Envelope,
    Failed,
    Reason,
    Styled,
    StyleRequest,
    StyleResult,
    job_key,
    painting_key,
    parse_envelope,
    parse_request,
    parse_result,
    photo_key,
)

STYLED = Styled(
    request_id="r1",
    ticket="t",
    emotion=Emotion.SAD,
    confidence=0.5,
    faces=(),
    style="s",
    width=3,
    height=4,
    media_type="image/png",
    seconds={"paint": 1.0},
)


def test_a_request_comes_back_as_it_was_sent(style_request: StyleRequest) -> None:
    assert parse_request(style_request.model_dump_json()) == style_request


def test_a_request_that_was_queued_before_there_were_brushes_is_painted_as_by_default(
    style_request: StyleRequest,
) -> None:
    fields = style_request.model_dump(mode="json")
    del fields["brush"], fields["take"]

    request = parse_request(json.dumps(fields))

    assert (request.brush, request.take) == (Brush.MEDIUM, 0)
    assert request == style_request


def test_a_request_travels_without_wishes_that_older_workers_refuse_unless_they_are_wished(
    style_request: StyleRequest,
) -> None:
    wished = style_request.model_copy(update={"brush": Brush.FINE, "take": 3})

    assert set(json.loads(style_request.text)) == set(StyleRequest.model_fields) - {"brush", "take"}
    assert set(json.loads(wished.text)) == set(StyleRequest.model_fields)
    assert [parse_request(each.text) for each in (style_request, wished)] == [style_request, wished]


@pytest.mark.parametrize("result", [STYLED, *(Failed(request_id="r1", ticket="t", reason=r) for r in Reason)])
def test_a_result_comes_back_as_it_was_sent(result: StyleResult) -> None:
    assert parse_result(result.model_dump_json().encode()) == result


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"request_id": "../etc"},
        {"request_id": "x" * 65},
        {"ticket": "x" * 4097},
        {"emotion": "bored"},
        {"strength": 1.5},
        {"submitted": float("nan")},
        {"max_side": 100_000},
        {"brush": "huge"},
        {"take": -1},
        {"take": MAX_TAKE + 1},
        {"photo": "bytes do not travel here"},
    ],
)
def test_what_does_not_follow_the_contract_is_refused_without_its_content(
    change: dict[str, object], style_request: StyleRequest
) -> None:
    text = json.dumps({**style_request.model_dump(), "ticket": "secret", **change})

    with pytest.raises(ContractError, match=next(iter(change))) as caught:
        parse_request(text)

    assert "secret" not in str(caught.value)


def test_a_result_of_another_kind_is_refused() -> None:
    with pytest.raises(ContractError, match="result"):
        parse_result('{"kind": "sung"}')


def test_a_newer_version_still_says_whom_it_is_for() -> None:
    text = json.dumps({"version": 2, "request_id": "r1", "ticket": "t", "kind": "sung", "song": [1]})

    envelope = parse_envelope(text)

    assert envelope == Envelope(version=2, request_id="r1", ticket="t")
    assert envelope.is_newer
    assert not Envelope(version=1, request_id="r1", ticket="t").is_newer
    assert not Envelope(version="two", request_id="r1", ticket="t").is_newer


def test_values_do_not_change(style_request: StyleRequest) -> None:
    with pytest.raises(ValueError, match="frozen"):
        style_request.strength = 1  # type: ignore[misc]


def test_every_request_has_keys_of_its_own() -> None:
    keys = {make(request) for make in (photo_key, painting_key, job_key) for request in ("a", "b")}

    assert len(keys) == 6
