"""Every Redis key that only the bot uses, and the ids that stand in them; keys shared with the worker stand in
`worker.shared.contract`.

Ids of chats and people are hidden in names of keys wherever the key need not be read back: see `hidden_id`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import Message


def request_id_for(message: Message, bot_id: int) -> str:
    """Return one id for one message, so that an update that comes twice makes one job.

    The time is part of it: a Bot API server that starts anew, as the stand-in does, counts messages from 1 again.
    """
    return hidden_id(bot_id, message.chat_id, message.message_id, f"{message.date.timestamp():.0f}")


def request_id_of_press(query_id: str, bot_id: int) -> str:
    """Return one id for one press, so that an update that comes twice makes one job."""
    return hidden_id("press", bot_id, query_id)


def album_id(chat_id: int, media_group: str) -> str:
    """Return one id for the album that Telegram calls by this name in a chat."""
    return hidden_id(chat_id, media_group)


def hidden_id(*parts: object) -> str:
    """Return an id that is the same for the same parts and does not reveal them."""
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()[:32]


# Updates on their way through the bot.
UPDATES = "emostyle:updates"  # stream: updates whose handler has not ended
UPDATES_ASIDE = "emostyle:updates:aside"  # stream: dead letters, updates that bots died of

RECORD_TTL = 8 * 86_400  # seconds that the record of a request or an album is kept

# Jobs.
OPEN_REQUESTS = "emostyle:requests"  # sorted set: requests without a reply, by when they were queued
TURNS = "emostyle:turns"  # hash: waiting request → its turn and its person
SECONDS = "emostyle:seconds"  # list: how long the last paintings took, the newest first

# Chats.
KNOWN_CHATS = "emostyle:chats"  # set of chat ids
BROADCAST = "emostyle:broadcast"  # hash: the text that is sent to everybody
BROADCAST_LEFT = "emostyle:broadcast:left"  # list: chats that wait for it

# Processes of the bot.
LEADER = "emostyle:bot:leader"  # string: name of the process that leads
ALIVE = "emostyle:bot:alive"  # string with a TTL: heartbeat; with the process's name behind it
_OLD_NAME = "bot"  # what the only process of the version before called itself


def known_update_key(mark: str) -> str:
    """Return the key that says that an update was taken, by its mark."""
    return f"emostyle:known:{mark}"


def request_key(request_id: str) -> str:
    """Return the key of the hash with the state of a request.

    `status`: its status message; `open`, `person`: its OpenRequest, and whose index names it, until its reply;
    `sending`: the process that has begun to send the reply; `sent`: how that ended; `begun`: its broadcast was begun;
    `unwanted`: its person asked to be forgotten before it was queued.
    """
    return f"emostyle:request:{request_id}"


def album_key(album: str) -> str:
    """Return the key of the hash with the state of an album.

    While its messages come in: `arrived:*` and `seen:*` by message, `part:*` with their photos, `first`, `closed`,
    `refused`. `status`, `sending`, `sent` as of a request, `buttons:sending` and `buttons:sent` of its buttons,
    `messages` that it was sent as. `result:*` by place until all are there; `unwanted` once nothing of it is wanted.
    """
    return f"emostyle:album:{album}"


def person_key(hidden_person: str) -> str:
    """Return the key of the hash that is the index of a person, given by a hidden id.

    Each value begins with the Unix time at which it ends. `request:*`: requests and photos on their way, with their
    chat; `unwanted:*`: cancellation watermarks by chat; the names of other keys: paintings that are kept of the person.
    """
    return f"emostyle:person:{hidden_person}"


def kept_key(hidden_choice: str) -> str:
    """Return the key of a painting that Telegram has, by a hidden id of photo and options."""
    return f"emostyle:kept:{hidden_choice}"


def shown_key(token: str) -> str:
    """Return the key of the state behind the buttons of a painting."""
    return f"emostyle:shown:{token}"


def token_of_key(hidden_message: str) -> str:
    """Return the key of the token of the painting that a message without buttons shows, by a hidden id."""
    return f"emostyle:token-of:{hidden_message}"


def chat_key(chat_id: int) -> str:
    """Return the key of the hash with the settings of a chat."""
    return f"emostyle:chat:{chat_id}"


def count_key(count: str) -> str:
    """Return the key of the hash of one usage counter."""
    return f"emostyle:count:{count}"


def lock_key(name: str) -> str:
    """Return the key of a lock."""
    return f"emostyle:lock:{name}"


def rate_key(scope: str) -> str:
    """Return the key of what is counted or timed for one rate limit; see `calls_scope` and `minute_scope`."""
    return f"emostyle:rate:{scope}"


def calls_scope(group: int | None = None) -> str:
    """Return the scope of the rate limit for calls to one group, or (None) for all calls to chats."""
    return "calls" if group is None else f"calls:{group}"


def minute_scope(person_id: int, minute: int) -> str:
    """Return the scope of the number of photos of a person in one minute."""
    return f"minute:{hidden_id(person_id)}:{minute}"


def alive_key(process: str) -> str:
    """Return the key that says that a process is alive; the version before had no name in it."""
    return ALIVE if process == _OLD_NAME else f"{ALIVE}:{process}"


def host_key(host: str) -> str:
    """Return the key that says that some process of a machine or container is alive."""
    return f"emostyle:bot:host:{host}"
