"""The bot itself on the chat page in headless Chromium: the main paths, and an automated accessibility check."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import FilePayload, Page, expect
from redis.asyncio import Redis

from bot.sandbox.server import Sandbox
from emostyle.emotions import Emotion
from tests.bot.conftest import BotHouse
from tests.bot.stand_in_worker import picture
from worker.shared.contract import Reason

pytestmark = pytest.mark.browser


@pytest.fixture
async def lived_in(sandbox: Sandbox, redis: Redis, redis_url: str) -> AsyncIterator[BotHouse]:
    """The sandbox of the page, with a bot that runs."""
    house = BotHouse(sandbox, redis, redis_url)
    async with house.bot():
        yield house


def files(count: int) -> list[FilePayload]:
    return [
        {"name": f"{shade}.jpg", "mimeType": "image/jpeg", "buffer": picture(color=(shade, 40, 40))}
        for shade in range(1, count + 1)
    ]


async def send_photos(page: Page, count: int = 1) -> None:
    await page.set_input_files("#files", files(count))
    await page.get_by_role("button", name="Send", exact=True).click()


async def write(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.keyboard.press("Enter")


async def check_accessibility(page: Page) -> None:
    results = await Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


async def test_a_painting_is_changed_by_its_buttons(page: Page, lived_in: BotHouse) -> None:
    await send_photos(page)
    await expect(page.get_by_text("I have your photo")).to_be_visible()
    await lived_in.worker.paint(Emotion.SAD)
    await expect(page.get_by_text("😢 sad · 70% sure")).to_be_visible()
    await expect(page.get_by_text("I have your photo")).to_be_hidden()

    await page.get_by_role("button", name="😨", exact=True).click()
    await expect(page.get_by_text("🎨 Painting…")).to_be_visible()
    await lived_in.worker.paint()

    await expect(page.get_by_text("😨 fear")).to_be_visible()
    await expect(page.get_by_role("button", name="✓ 😨")).to_be_visible()
    await expect(page.get_by_text("edited")).to_be_visible()
    await check_accessibility(page)


async def test_an_album_comes_back_as_an_album(page: Page, lived_in: BotHouse) -> None:
    await send_photos(page, 3)
    for _ in range(3):
        await lived_in.worker.paint(Emotion.SAD)

    await expect(page.locator(".words", has_text="3. 😢 sad")).to_be_visible()
    await expect(page.locator("li:not(.own) .pictures.many img")).to_have_count(3)


async def test_a_language_is_chosen_and_spoken(page: Page, lived_in: BotHouse) -> None:
    await page.get_by_label("Language of the app").select_option("de")
    await write(page, "/start")
    await expect(page.get_by_text("Schick mir ein Foto mit einem Gesicht")).to_be_visible()

    await write(page, "/settings")
    await page.get_by_role("button", name="Sprache: Deutsch").click()
    await page.get_by_role("button", name="Français").click()

    await expect(page.get_by_text("Voici comment je peins dans cette discussion")).to_be_visible()


async def test_others_in_a_group_may_not_press(page: Page, lived_in: BotHouse) -> None:
    await page.get_by_label("Who writes, and where").select_option("group-ada")
    await expect(page.get_by_role("heading", name="Friends")).to_be_visible()
    await page.get_by_label("Language of the app").select_option("en")
    await send_photos(page)
    await page.get_by_role("button", name="Reply to: Photo").click()
    await write(page, "/style sad")
    await lived_in.worker.paint()
    await expect(page.get_by_text("😢 sad")).to_be_visible()

    await page.get_by_label("Who writes, and where").select_option("group-bo")
    await page.get_by_label("Language of the app").select_option("en")
    await expect(page.locator(".sender").first).to_have_text("Ada")
    await page.get_by_role("button", name="😄", exact=True).click()

    await expect(page.get_by_role("dialog")).to_contain_text("belong to somebody else")
    await check_accessibility(page)


async def test_two_people_of_a_group_hear_their_own_language(page: Page, lived_in: BotHouse) -> None:
    await page.get_by_label("Who writes, and where").select_option("group-ada")
    await expect(page.get_by_text("In a group the bot sees commands and replies to it")).to_be_visible()
    await write(page, "/status")
    await expect(page.get_by_text("Keines deiner Fotos wartet")).to_be_visible()

    await page.get_by_label("Who writes, and where").select_option("group-bo")
    await expect(page.get_by_text("Keines deiner Fotos wartet")).to_be_visible()
    await write(page, "/status")

    await expect(page.get_by_text("No tienes ninguna foto en espera")).to_be_visible()
    await expect(page.locator(".sender")).to_have_text(["Ada", "emostyle", "emostyle"])


async def test_a_photo_without_a_face_gets_an_emotion_by_a_button(page: Page, lived_in: BotHouse) -> None:
    await send_photos(page)
    await lived_in.worker.fail(Reason.NO_FACE)
    await expect(page.get_by_text("I found no face in this photo")).to_be_visible()

    await page.get_by_role("button", name="😄", exact=True).click()
    await lived_in.worker.paint()

    await expect(page.get_by_text("😄 happy")).to_be_visible()
    await expect(page.get_by_text("I found no face in this photo")).to_be_hidden()


async def test_a_style_is_chosen_from_the_previews(page: Page, lived_in: BotHouse) -> None:
    await write(page, "/emotions")
    await expect(page.locator(".pictures.many img")).to_have_count(7)
    await page.get_by_role("button", name="😨 fear", exact=True).click()

    await expect(page.get_by_role("button", name="✓ 😨 fear", exact=True)).to_be_visible()
    await check_accessibility(page)


async def test_on_a_phone_marks_and_counts_of_emotions_are_not_cut_off(page: Page, lived_in: BotHouse) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await send_photos(page)
    await lived_in.worker.paint(Emotion.SAD)
    await expect(page.get_by_role("button", name="✓ 😢", exact=True)).to_be_visible()
    assert await cut_off(page, "✓ 😢") == 0

    await page.get_by_role("button", name="🌀 Mix", exact=True).click()
    await page.get_by_role("button", name="😢", exact=True).click()
    await expect(page.get_by_role("button", name="😢 ×1", exact=True)).to_be_visible()

    assert await cut_off(page, "😢 ×1") == 0


async def cut_off(page: Page, name: str) -> int:
    """Return how many pixels of a button's text do not fit it."""
    found: int = await page.get_by_role("button", name=name, exact=True).evaluate(
        "button => Math.max(0, button.scrollWidth - button.clientWidth)"
    )
    return found


async def test_what_a_press_is_answered_covers_no_buttons(page: Page, lived_in: BotHouse) -> None:
    await send_photos(page)
    await lived_in.worker.paint(Emotion.SAD)
    await page.get_by_role("button", name="🌀 Mix", exact=True).click()
    told = page.get_by_text("Tap emotions to mix them")
    await expect(told).to_be_visible()

    paint = await page.get_by_role("button", name="✅ Paint the mix").bounding_box()
    answer = await told.bounding_box()

    assert paint is not None
    assert answer is not None
    assert answer["y"] + answer["height"] < paint["y"]


async def test_a_mix_is_put_together_in_the_settings(page: Page, lived_in: BotHouse) -> None:
    await write(page, "/settings")
    await page.get_by_role("button", name="Mix: –").click()
    await page.get_by_role("button", name="😄", exact=True).click()
    await page.get_by_role("button", name="😢", exact=True).click()
    await expect(page.get_by_role("button", name="😄 ×1")).to_be_visible()
    await expect(page.get_by_role("button", name="😢 ×1")).to_be_visible()
    await page.get_by_role("button", name="✅ Save").click()

    await expect(page.get_by_role("button", name="Mix: 😄 happy 50% + 😢 sad 50%")).to_be_visible()


async def test_what_waits_is_stopped(page: Page, lived_in: BotHouse) -> None:
    await send_photos(page)
    await expect(page.get_by_text("I have your photo")).to_be_visible()

    await write(page, "/cancel")

    await expect(page.get_by_text("Stopped. 1 photo is not painted.")).to_be_visible()
    await expect(page.get_by_text("I have your photo")).to_be_hidden()


async def test_nothing_overlaps_on_a_phone(page: Page, lived_in: BotHouse) -> None:
    await page.set_viewport_size({"width": 360, "height": 640})
    await write(page, "/settings")
    await expect(page.get_by_role("button", name="Language: English")).to_be_visible()

    boxes = [await page.locator(f"#{part}").bounding_box() for part in ("bot-name", "seat", "language")]
    name, seat, language = [box for box in boxes if box is not None]

    assert name["y"] + name["height"] <= seat["y"]
    assert seat["x"] + seat["width"] <= language["x"]
    assert language["x"] + language["width"] <= 360
    await check_accessibility(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_page_passes_the_accessibility_check(page: Page, lived_in: BotHouse, scheme: str) -> None:
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await check_accessibility(page)  # the welcome

    await write(page, "/settings")
    await expect(page.get_by_role("button", name="Language: English")).to_be_visible()
    await page.set_input_files("#files", files(2))
    await page.locator("#text").fill("/s")
    await check_accessibility(page)
