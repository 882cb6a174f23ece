"""Changes, as open pages and waiting tests hear of them."""

from __future__ import annotations

from bot.sandbox.chats.events import Events


def test_every_listener_hears_every_event_in_order() -> None:
    events = Events()

    with events.listen() as page, events.listen() as other:
        events.publish("message", text="a")
        events.publish("deleted", text="b")

        for listener in (page, other):
            assert listener.get_nowait() == {"type": "message", "text": "a"}
            assert listener.get_nowait() == {"type": "deleted", "text": "b"}


def test_a_listener_hears_nothing_from_before_it_came_or_after_it_left() -> None:
    events = Events()
    events.publish("message", text="before")

    with events.listen() as page:
        events.publish("message", text="now")
    events.publish("message", text="after")

    assert page.get_nowait() == {"type": "message", "text": "now"}
    assert page.empty()


def test_the_end_is_told_after_all_that_came_before() -> None:
    events = Events()

    with events.listen() as page:
        events.publish("message")
        events.close()

        assert page.get_nowait() == {"type": "message"}
        assert page.get_nowait() is None
