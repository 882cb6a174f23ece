"""The bookkeeping of the chaos runs: it has to notice what is lost, doubled or out of order."""

from __future__ import annotations

import random

import pytest

from bot.sandbox.chats.messages import Content, Media, Message
from bot.sandbox.server import Sandbox, running_sandbox
from tests.chaos.crowd import MOST_PHOTOS, Crowd, Sender, number_of, photo_of


@pytest.mark.parametrize("number", [0, 1, 5, 6, 35, 36, 200, MOST_PHOTOS - 1])
def test_a_photo_is_known_by_its_colour(number: int) -> None:
    assert number_of(photo_of(number)) == number


def give(sandbox: Sandbox, sender: Sender, number: int, album: str | None = None) -> Message:
    """Give a painting to a person as the bot would."""
    stored = sandbox.state.files.add(photo_of(number), "photo", "painting.jpg", "image/jpeg")
    content = Content(media=Media("photo", stored, 96, 96))
    return sandbox.state.post(sender.person.conversation, sandbox.state.bot, content, album=album)


async def test_the_account_of_a_crowd_finds_what_is_wrong() -> None:
    async with running_sandbox() as sandbox:
        crowd = Crowd(sandbox, photos=8, chats=1)
        (sender,) = crowd.senders
        assert sender.portions == [[0], [1, 2, 3], [4], [5, 6, 7]]
        await crowd.send_all(0, random.Random(0))
        assert crowd.account().lost == list(range(8))

        for number in (0, 4, 4):
            give(sandbox, sender, number)
        for number in (1, 2, 3):
            give(sandbox, sender, number, "in order")
        for number in (6, 5, 7):
            give(sandbox, sender, number, "another order")

        account = crowd.account()
        assert account.sent == 8
        assert account.painted == 7
        assert account.doubled == [4]
        assert account.lost == []
        assert account.misplaced == [5]


async def test_an_album_in_pieces_is_noticed() -> None:
    async with running_sandbox() as sandbox:
        crowd = Crowd(sandbox, photos=4, chats=1)
        await crowd.send_all(0, random.Random(0))

        for number in range(4):
            give(sandbox, crowd.senders[0], number)

        assert crowd.account().misplaced == [1]
