"""Methods by their names, and values of wrong types in all their parameters and fields: a refusal, never a fall."""

from __future__ import annotations

import copy
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.bot_api.methods.table import METHODS
from bot.sandbox.chats.files import StoredFile
from bot.sandbox.chats.messages import Content, Media
from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]
Picture = Callable[..., bytes]
Fields = dict[str, Any]
Path = tuple[str | int, ...]

WRONG: tuple[object, ...] = ("zzz", [1], {"a": 1}, 5, -1.5, True, None)
# Words in capitals stand for what each call finds ready: `_world` puts them in.
ENTITIES = [{"type": "bold", "offset": 0, "length": 1}, {"type": "text_link", "offset": 0, "length": 1, "url": "x"}]
BUTTON = {"text": "a", "callback_data": "b", "url": "https://x.org", "copy_text": {"text": "c"}}
MARKUP = {"inline_keyboard": [[BUTTON]]}
REPLY = {"message_id": "TEXT", "allow_sending_without_reply": True}
TEXT: Fields = {"text": "new", "parse_mode": "", "entities": ENTITIES, "reply_markup": MARKUP}
CAPTION: Fields = {"caption": "new", "parse_mode": "", "caption_entities": ENTITIES}
OLD_REPLY: Fields = {"reply_to_message_id": "TEXT", "allow_sending_without_reply": True}
MEDIA = {"type": "photo", "media": "PHOTO", **CAPTION}
SCOPE = {"type": "chat_member", "chat_id": "CHAT", "user_id": "CHAT"}
LANGUAGE: Fields = {"language_code": "en"}

# A call of each method that is right, with every parameter that the sandbox reads.
RIGHT: dict[str, Fields] = {
    "getMe": {},
    "getChat": {"chat_id": "CHAT"},
    "getChatMember": {"chat_id": "CHAT", "user_id": "CHAT"},
    "getUserProfilePhotos": {"user_id": "CHAT"},
    "getUpdates": {"offset": 0, "limit": 1, "timeout": 0, "allowed_updates": ["message"]},
    "setWebhook": {"url": "", "drop_pending_updates": False},
    "deleteWebhook": {"drop_pending_updates": False},
    "getWebhookInfo": {},
    "getFile": {"file_id": "PHOTO"},
    "answerCallbackQuery": {"callback_query_id": "QUERY", "text": "x", "show_alert": True, "url": "x"},
    "sendMessage": {"chat_id": "CHAT", **TEXT, "reply_parameters": REPLY, **OLD_REPLY},
    "sendPhoto": {"chat_id": "CHAT", "photo": "PHOTO", **CAPTION, "reply_markup": MARKUP, "reply_parameters": REPLY},
    "sendDocument": {"chat_id": "CHAT", "document": "DOCUMENT", **CAPTION, "reply_markup": MARKUP, **OLD_REPLY},
    "sendMediaGroup": {"chat_id": "CHAT", "media": [MEDIA, MEDIA], "reply_parameters": REPLY},
    "sendChatAction": {"chat_id": "CHAT", "action": "typing"},
    "editMessageText": {"chat_id": "CHAT", "message_id": "TEXT", **TEXT},
    "editMessageCaption": {"chat_id": "CHAT", "message_id": "CAPTIONED", **CAPTION, "reply_markup": MARKUP},
    "editMessageMedia": {"chat_id": "CHAT", "message_id": "CAPTIONED", "media": MEDIA, "reply_markup": MARKUP},
    "editMessageReplyMarkup": {"chat_id": "CHAT", "message_id": "TEXT", "reply_markup": MARKUP},
    "deleteMessage": {"chat_id": "CHAT", "message_id": "TEXT"},
    "deleteMessages": {"chat_id": "CHAT", "message_ids": ["TEXT", "CAPTIONED"]},
    "setMessageReaction": {
        "chat_id": "CHAT",
        "message_id": "TEXT",
        "reaction": [{"type": "emoji", "emoji": "👍"}],
    },
    "setMyCommands": {"commands": [{"command": "a", "description": "b"}], "scope": SCOPE, **LANGUAGE},
    "getMyCommands": {"scope": SCOPE, **LANGUAGE},
    "deleteMyCommands": {"scope": SCOPE, **LANGUAGE},
    "setMyName": {"name": "x", **LANGUAGE},
    "getMyName": LANGUAGE,
    "setMyDescription": {"description": "x", **LANGUAGE},
    "getMyDescription": LANGUAGE,
    "setMyShortDescription": {"short_description": "x", **LANGUAGE},
    "getMyShortDescription": LANGUAGE,
}


class Bot:
    """Calls methods as JSON and as a form, each time in a chat that has all that a call may speak of."""

    def __init__(self, sandbox: Sandbox, http: aiohttp.ClientSession, picture: bytes) -> None:
        self._sandbox, self._http = sandbox, http
        self._photo = sandbox.state.files.add(picture, "photo", "photo.jpg")
        self._document = sandbox.state.files.add(b"x", "document", "a.txt")

    async def call(self, method: str, fields: Fields, as_json: bool) -> Any:
        """Return the answer's body; it is JSON with `ok` and a status to match, whatever was asked."""
        filled = _filled(fields, self._world())
        body: Fields = {"json": filled} if as_json else {"data": {name: _in_form(filled[name]) for name in filled}}
        async with self._http.post(f"{self._sandbox.url}/bot{self._sandbox.token}/{method}", **body) as response:
            told = f"{method} {filled}: {response.status}"
            assert response.content_type == "application/json", told
            answer = await response.json()
            assert answer["ok"] is (response.status == 200), told
            assert response.status in (200, 400), told
            return answer

    def _world(self) -> Fields:
        state, chat = self._sandbox.state, self._sandbox.person.conversation
        text = state.post(chat, state.bot, Content("old"))
        captioned = state.post(chat, state.bot, Content("old", media=_media(self._photo)))
        if not state.updates:  # or getUpdates with a wrong timeout would wait
            state.updates.add("message", {})
        return {
            "CHAT": chat.chat.id,
            "TEXT": text.message_id,
            "CAPTIONED": captioned.message_id,
            "QUERY": state.press(text, "b", self._sandbox.person.user).id,
            "PHOTO": self._photo.file_id,
            "DOCUMENT": self._document.file_id,
        }


def _media(photo: StoredFile) -> Media:
    return Media("photo", photo, 64, 48)


def _in_form(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _filled(value: Any, world: Fields) -> Any:
    if isinstance(value, dict):
        return {name: _filled(one, world) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, world) for one in value]
    return world.get(value, value) if isinstance(value, str) else value


def _paths(value: object, path: Path = ()) -> Iterator[Path]:
    """Walk to every parameter and to everything inside it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from _paths(one, (*path, key))


def _with(fields: Fields, path: Path, wrong: object) -> Fields:
    changed: Any = copy.deepcopy(fields)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = wrong
    return dict(changed)


@pytest.fixture
async def bot(sandbox: Sandbox, picture: Picture) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as http:
        yield Bot(sandbox, http, picture())


def test_the_table_knows_every_method() -> None:
    assert RIGHT.keys() == METHODS.keys()


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "form"])
@pytest.mark.parametrize("method", RIGHT)
async def test_no_wrong_type_is_more_than_a_refusal(bot: Bot, method: str, as_json: bool) -> None:
    fields = RIGHT[method]
    assert (await bot.call(method, fields, as_json))["ok"]
    for path in _paths(fields):
        for wrong in WRONG:
            await bot.call(method, _with(fields, path, wrong), as_json)


@pytest.mark.parametrize("method", [name for name, fields in RIGHT.items() if fields])
async def test_half_a_surrogate_pair_is_refused(bot: Bot, method: str) -> None:
    for path in _paths(RIGHT[method]):
        assert not (await bot.call(method, _with(RIGHT[method], path, "\ud800"), as_json=True))["ok"]


@pytest.mark.parametrize("name", ["getMe", "getme", "GETME"])
async def test_capitals_in_a_method_do_not_matter(call: Call, name: str) -> None:
    assert (await call(name))["result"]["is_bot"] is True


async def test_an_unknown_method_is_not_found(call: Call) -> None:
    assert await call("sendTelepathy") == {"ok": False, "error_code": 404, "description": "Not Found"}
