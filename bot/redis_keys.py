"""Every Redis key that only the bot uses; those that it shares with the worker stand in `worker.shared.contract`.

Ids of chats and people are hidden in names of keys wherever the key need not be read back: see `ids.hidden_id`.
"""

from __future__ import annotations

from bot.ids import hidden_id

# Updates on their way through the bot.
UPDATES = "emostyle:updates"  # stream: updates whose handler has not ended
UPDATES_ASIDE = "emostyle:updates:aside"  # stream: dead letters, updates that bots died of

# Jobs.
OPEN_REQUESTS = "emostyle:open"  # hash: request id → OpenRequest
TURNS = "emostyle:turns"  # hash: waiting request → its turn and its person
SECONDS = "emostyle:seconds"  # list: how long the last paintings took, the newest first

# Chats.
KNOWN_CHATS = "emostyle:chats"  # set of chat ids
BROADCAST = "emostyle:broadcast"  # hash: the text that is sent to everybody
BROADCAST_LEFT = "emostyle:broadcast:left"  # list: chats that wait for it

# Processes of the bot.
LEADER = "emostyle:bot:leader"  # string: name of the process that leads
ALIVE = "emostyle:bot:alive"  # string with a TTL: sign of life; with the process's name behind it
_OLD_NAME = "bot"  # what the only process of the version before called itself

_PACE = "emostyle:pace"


def known_update_key(mark: str) -> str:
    """Return the key that says that an update was taken, by its mark."""
    return f"emostyle:known:{mark}"


def arrived_key(chat_id: int, album: str) -> str:
    """Return the key of the set of messages of an incoming album that were not handled in another way."""
    return f"emostyle:arrived:{hidden_id(chat_id, album)}"


def gathering_key(chat_id: int, album: str) -> str:
    """Return the key of the hash with the state of an incoming album."""
    return f"emostyle:gathering:{hidden_id(chat_id, album)}"


def gathering_parts_key(gathering: str) -> str:
    """Return the key of the hash with the photos of an incoming album, given the key of its state."""
    return f"{gathering}:parts"


def arriving_key(person_id: int) -> str:
    """Return the key of the hash of a person's photos that are not queued yet."""
    return f"emostyle:arriving:{hidden_id(person_id)}"


def unwanted_since_key(person_id: int) -> str:
    """Return the key of the sorted set of a person's cancellation watermarks, by chat."""
    return f"emostyle:unwanted-since:{hidden_id(person_id)}"


def status_key(name: str) -> str:
    """Return the key of the status message of a request or an album; it exists from when that was taken in."""
    return f"emostyle:status:{name}"


def sending_key(name: str) -> str:
    """Return the key of the claim on a reply: the process that has begun to send it."""
    return f"emostyle:sending:{name}"


def sent_key(name: str) -> str:
    """Return the key that says that a request or an album was answered, and how."""
    return f"emostyle:sent:{name}"


def album_key(album: str) -> str:
    """Return the key of the hash with the results of an album, until all are there."""
    return f"emostyle:album:{album}"


def unwanted_album_key(album: str) -> str:
    """Return the key that says that nothing of an album is wanted any more."""
    return f"emostyle:unwanted:{album}"


def sent_album_key(album: str) -> str:
    """Return the key of the messages that an album was sent as, until its buttons are sent."""
    return f"emostyle:sent-album:{album}"


def kept_key(photo: str, options: str, as_file: bool) -> str:
    """Return the key of a painting that Telegram has, by photo and options."""
    return f"emostyle:kept:{hidden_id(photo, options, as_file)}"


def kept_of_key(person_id: int) -> str:
    """Return the key of the set of a person's kept paintings, for /forget."""
    return f"emostyle:kept-of:{person_id}"


def shown_key(token: str) -> str:
    """Return the key of the state behind the buttons of a painting."""
    return f"emostyle:shown:{token}"


def shown_to_key(person_id: int) -> str:
    """Return the key of the set of a person's `shown_key`s and `token_of_key`s, for /forget."""
    return f"emostyle:shown-to:{person_id}"


def token_of_key(chat_id: int, message_id: int) -> str:
    """Return the key of the token of the painting that a message without buttons shows."""
    return f"emostyle:token-of:{hidden_id('message', chat_id, message_id)}"


def chat_key(chat_id: int) -> str:
    """Return the key of the hash with the settings of a chat."""
    return f"emostyle:chat:{chat_id}"


def begun_broadcast_key(request_id: str) -> str:
    """Return the key that says that the broadcast of a message was begun."""
    return f"emostyle:broadcast:begun:{request_id}"


def count_key(count: str) -> str:
    """Return the key of the hash of one usage counter."""
    return f"emostyle:count:{count}"


def lock_key(name: str) -> str:
    """Return the key of a lock."""
    return f"emostyle:lock:{name}"


def minute_key(person_id: int, minute: int) -> str:
    """Return the key of the number of photos of a person in one minute."""
    return f"emostyle:minute:{person_id}:{minute}"


def pace_key(group: int | None = None) -> str:
    """Return the key of the rate limit for calls to one group, or (None) for all calls to chats."""
    return _PACE if group is None else f"{_PACE}:{group}"


def alive_key(process: str) -> str:
    """Return the key that says that a process is alive; the version before had no name in it."""
    return ALIVE if process == _OLD_NAME else f"{ALIVE}:{process}"


def host_key(host: str) -> str:
    """Return the key that says that some process of a machine or container is alive."""
    return f"emostyle:bot:host:{host}"
