"""Other web sites and other machines are kept out."""

from __future__ import annotations

import aiohttp
import pytest

from bot.sandbox.server import Sandbox, running_sandbox


@pytest.mark.parametrize("path", ["/", "/chat/events", "/bot1:x/getMe"])
async def test_a_foreign_host_name_is_refused(sandbox: Sandbox, path: str) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.get(sandbox.url + path, headers={"Host": "evil.example:8088"}) as response,
    ):
        assert response.status == 403


async def test_a_foreign_page_cannot_send(sandbox: Sandbox) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.post(
            f"{sandbox.url}/chat/send", data={"text": "x"}, headers={"Origin": "http://evil.example"}
        ) as response,
    ):
        assert response.status == 403
    assert sandbox.person.conversation.visible == []


async def test_localhost_is_this_machine(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as http, http.get(sandbox.url, headers={"Host": "localhost:1"}) as response:
        assert response.status == 200
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


async def test_an_address_that_others_reach_is_refused() -> None:
    with pytest.raises(ValueError, match="loopback"):
        async with running_sandbox(host="0.0.0.0"):
            pytest.fail("It must not start.")
