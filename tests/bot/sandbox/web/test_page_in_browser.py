"""The chat page in real headless Chromium."""

from __future__ import annotations

import io
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import FilePayload, Page, expect

from bot.sandbox.server import Sandbox

Call = Callable[..., Coroutine[Any, Any, Any]]
Picture = Callable[..., bytes]
KEYBOARD = {"inline_keyboard": [[{"text": "Again", "callback_data": "again"}, {"text": "Other", "callback_data": "o"}]]}

pytestmark = pytest.mark.browser


def _file(name: str, data: bytes, media_type: str = "image/jpeg") -> FilePayload:
    return {"name": name, "mimeType": media_type, "buffer": data}


async def _update(call: Call, offset: int = 0) -> Any:
    return (await call("getUpdates", timeout=10, offset=offset))["result"][0]


async def _background(page: Page) -> str:
    colour: str = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


async def test_a_photo_goes_out_and_a_painting_with_buttons_comes_back(
    page: Page, sandbox: Sandbox, call: Call, picture: Picture
) -> None:
    await expect(page.get_by_role("heading", name="Send a photo with a face")).to_be_visible()
    await page.set_input_files("#files", [_file("me.jpg", picture(2000, 1000))])
    await page.get_by_label("Message", exact=True).fill("my photo")
    await page.get_by_role("button", name="Send", exact=True).click()

    update = await _update(call)
    size = update["message"]["photo"][-1]
    assert (size["width"], size["height"], update["message"]["caption"]) == (1280, 640, "my photo")

    chat = {"chat_id": sandbox.person.user.id}
    await call("sendChatAction", action="upload_photo", **chat)
    await expect(page.locator("#status")).to_have_text("sending a photo…")
    reply = {"message_id": update["message"]["message_id"]}
    await call("sendPhoto", photo=picture(), caption="happy", reply_parameters=reply, reply_markup=KEYBOARD, **chat)
    await expect(page.locator("#status")).to_have_text("online")
    await expect(page.get_by_text("happy")).to_be_visible()
    await expect(page.locator(".quoted")).to_contain_text("my photo")

    again = page.get_by_role("button", name="Again")
    await again.click()
    await expect(again).to_have_attribute("aria-busy", "true")
    query = (await _update(call, update["update_id"] + 1))["callback_query"]
    assert query["data"] == "again"
    await call("answerCallbackQuery", callback_query_id=query["id"], text="Painting again")
    await expect(page.get_by_text("Painting again")).to_be_visible()
    await expect(again).not_to_have_attribute("aria-busy", "true")


async def test_a_photo_taken_sideways_is_sent_upright_and_without_metadata(
    page: Page, sandbox: Sandbox, call: Call, picture: Picture
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees
    await page.set_input_files("#files", [_file("turned.jpg", picture(200, 100, exif=exif))])
    await page.get_by_role("button", name="Send", exact=True).click()
    await _update(call)
    [sent] = sandbox.person.conversation.visible
    image = Image.open(io.BytesIO(sent.data or b""))
    assert image.size == (100, 200)
    assert not image.getexif()


async def test_what_is_no_photo_or_is_asked_to_stay_goes_as_a_file(
    page: Page, sandbox: Sandbox, call: Call, picture: Picture
) -> None:
    await page.set_input_files("#files", [_file("broken.jpg", b"no picture")])
    await page.get_by_role("button", name="Send", exact=True).click()
    first = await _update(call)
    assert first["message"]["document"]["file_name"] == "broken.jpg"
    await page.set_input_files("#files", [_file("raw.png", picture(form="PNG"), "image/png")])
    await page.get_by_label("Send as file, unchanged").check()
    await page.get_by_role("button", name="Send", exact=True).click()
    second = await _update(call, first["update_id"] + 1)
    assert second["message"]["document"]["mime_type"] == "image/png"
    assert sandbox.person.conversation.visible[-1].data == picture(form="PNG")


async def test_several_photos_are_one_album(page: Page, sandbox: Sandbox, call: Call, picture: Picture) -> None:
    await page.set_input_files("#files", [_file(f"{i}.jpg", picture(50 + i, 50)) for i in range(3)])
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.locator(".pictures.many img")).to_have_count(3)
    assert len({message.album for message in sandbox.person.conversation.visible}) == 1


async def test_edits_reactions_and_deletions_show_at_once(page: Page, sandbox: Sandbox, call: Call) -> None:
    chat = {"chat_id": sandbox.person.user.id}
    sent = (await call("sendMessage", text="painting…", **chat))["result"]["message_id"]
    await expect(page.get_by_text("painting…")).to_be_visible()
    await call("editMessageText", message_id=sent, text="<b>done</b> <code>x</code>", parse_mode="HTML", **chat)
    await expect(page.locator(".words b")).to_have_text("done")
    await call("setMessageReaction", message_id=sent, reaction=[{"type": "emoji", "emoji": "🔥"}], **chat)
    await expect(page.get_by_label("Reactions")).to_have_text("🔥")
    await call("deleteMessage", message_id=sent, **chat)
    await expect(page.locator("#log li")).to_have_count(0)


async def test_markup_in_a_message_is_text(page: Page, sandbox: Sandbox) -> None:
    await sandbox.person.send_text("<img src=x onerror=alert(1)>")
    await expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()


async def test_all_is_done_by_keyboard(page: Page, sandbox: Sandbox, call: Call, picture: Picture) -> None:
    chat = {"chat_id": sandbox.person.user.id}
    await call(
        "setMyCommands", commands=[{"command": name, "description": name} for name in ("start", "style", "help")]
    )
    await expect(page.get_by_role("button", name="/help")).to_be_visible()
    await expect(page.locator("#text")).to_be_focused()
    await page.keyboard.type("/st")
    await expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")
    await expect(page.locator("#text")).to_have_value("/style ")
    await page.keyboard.type("happy")
    await page.keyboard.press("Enter")
    update = await _update(call)
    assert update["message"]["text"] == "/style happy"

    await call("sendPhoto", photo=picture(), reply_markup=KEYBOARD, **chat)
    await expect(page.get_by_role("button", name="Photo – enlarge")).to_be_visible()
    await page.keyboard.press("Shift+Tab")  # to the paper clip
    for name in ("Reply to: Photo", "Other", "Again"):
        await page.keyboard.press("Shift+Tab")
        await expect(page.get_by_role("button", name=name)).to_be_focused()
    await page.keyboard.press("Enter")
    assert (await _update(call, update["update_id"] + 1))["callback_query"]["data"] == "again"
    await expect(page.get_by_role("button", name="Again")).to_be_focused()

    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Picture")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="Picture")).to_be_hidden()


async def test_a_reply_is_begun_and_given_up(page: Page, sandbox: Sandbox, call: Call) -> None:
    asked = await sandbox.person.send_text("first")
    reply = page.get_by_role("button", name="Reply to: first")
    await reply.click()
    await expect(page.locator("#reply-bar")).to_contain_text("first")
    await page.keyboard.press("Escape")
    await expect(page.locator("#reply-bar")).to_be_hidden()
    await reply.click()
    await page.keyboard.type("second")
    await page.keyboard.press("Enter")
    await expect(page.locator(".quoted")).to_be_visible()
    assert sandbox.person.conversation.visible[-1].reply_to is asked


async def test_it_is_dark_where_people_like_it_dark(page: Page) -> None:
    light = await _background(page)
    await page.emulate_media(color_scheme="dark")
    assert await _background(page) != light


async def test_nothing_sticks_out_on_a_phone(page: Page, sandbox: Sandbox, call: Call, picture: Picture) -> None:
    await page.set_viewport_size({"width": 360, "height": 640})
    await sandbox.person.send_photo(picture(900, 300), caption="wide " * 30)
    await sandbox.person.send_text("x" * 200)
    await call("sendPhoto", chat_id=sandbox.person.user.id, photo=picture(), reply_markup=KEYBOARD)
    await page.get_by_role("button", name="Reply to: xx").click()
    for selector in ("document.body", "document.querySelector('#scroll')"):
        assert await page.evaluate(f"{selector}.scrollWidth <= {selector}.clientWidth")


async def test_the_page_reconnects_and_shows_what_it_missed(page: Page, sandbox: Sandbox) -> None:
    await sandbox.person.send_text("before")
    await expect(page.get_by_text("before")).to_be_visible()
    sandbox.state.events.close()  # the stream breaks
    await expect(page.locator("#status")).to_have_text("No connection – trying again…")
    await sandbox.person.send_text("meanwhile")
    await expect(page.get_by_text("meanwhile")).to_be_visible()
    await expect(page.locator("#status")).to_have_text("online")


async def test_an_error_is_told_and_the_text_is_kept(page: Page) -> None:
    await page.locator("#text").fill("x" * 5000)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("That is too long")).to_be_visible()
    await expect(page.locator("#text")).to_have_value("x" * 5000)
