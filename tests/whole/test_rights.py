"""Bot and worker do all that they do with the rights that they have, and with those rights nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.redis_servers import WithUsers, running_with_users
from tests.whole.run_with_users import Run
from worker.shared.contract import QUEUE


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WithUsers]:
    with running_with_users(tmp_path_factory.mktemp("redis")) as found:
        yield found


def test_a_whole_run_is_denied_nothing(whole_run: Run) -> None:
    assert whole_run.denied == []


@pytest.mark.parametrize("user", ["bot", "worker", "scaler"])
@pytest.mark.parametrize(
    "command",
    [
        "FLUSHALL",
        "FLUSHDB",
        "KEYS *",
        "SCAN 0",
        "CONFIG GET *",
        "CONFIG SET dir /tmp",
        "ACL LIST",
        "ACL SETUSER bot +@all",
        "MONITOR",
        "SHUTDOWN",
        "SAVE",
        "CLIENT LIST",
        "CLIENT KILL TYPE normal",
        "REPLICAOF 127.0.0.1 1",
        "MIGRATE 127.0.0.1 1 emostyle:results 0 1",
        "FUNCTION FLUSH",
        "SCRIPT FLUSH",
        "SWAPDB 0 1",
        "GET somebody:elses",
        "PUBLISH another channel",
    ],
)
def test_nobody_but_the_operator_may_harm_the_server(command: str, user: str, server: WithUsers) -> None:
    with redis.Redis.from_url(server.url(user)) as client, pytest.raises(redis.exceptions.NoPermissionError):
        client.execute_command(*command.split())


@pytest.mark.parametrize(
    "command",
    [
        "HGETALL emostyle:chat:1",
        "HSET emostyle:chat:1 settings {}",
        "SMEMBERS emostyle:chats",
        "ZRANGE emostyle:requests 0 -1",
        "GET emostyle:shown:x",
        "GET emostyle:kept:x",
        "XRANGE emostyle:updates - +",
        "HGETALL emostyle:request:x",
        "HGETALL emostyle:album:x",
        "HGETALL emostyle:person:x",
        "RENAME emostyle:photo:x emostyle:chat:1",
    ],
)
def test_the_worker_knows_nothing_of_chats(command: str, server: WithUsers) -> None:
    with redis.Redis.from_url(server.url("worker")) as client, pytest.raises(redis.exceptions.NoPermissionError):
        client.execute_command(*command.split())


def test_who_scales_counts_the_photos_that_wait_and_nothing_else(server: WithUsers) -> None:
    queue = f"rq:queue:{QUEUE}"
    with redis.Redis.from_url(server.url("scaler")) as client:
        script = "return redis.call('type', KEYS[1]).ok == 'none' and redis.call('llen', KEYS[1])"  # as KEDA does
        assert client.eval(script, 1, queue) == 0
        for command in (f"LRANGE {queue} 0 -1", f"DEL {queue}", "LLEN rq:queue:another", "GET emostyle:photo:x"):
            with pytest.raises(redis.exceptions.NoPermissionError):
                client.execute_command(*command.split())


def test_nobody_gets_in_without_a_name_or_with_another_password(server: WithUsers) -> None:
    for user, password in ((None, None), ("default", ""), ("default", server.passwords["operator"]), ("bot", "wrong")):
        client = redis.Redis(port=server.port, username=user, password=password)
        with client, pytest.raises(redis.AuthenticationError):
            client.ping()


def test_redis_does_not_refuse_whoever_comes_from_another_machine(server: WithUsers) -> None:
    """Its protected mode does when the user `default` needs no password, even if that user is off."""
    with redis.Redis.from_url(server.url("operator"), decode_responses=True) as operator:
        assert "nopass" not in operator.acl_getuser("default")["flags"]


def test_the_password_of_the_worker_is_not_the_one_of_the_bot(server: WithUsers) -> None:
    url = server.url("worker").replace("worker:", "bot:")
    with redis.Redis.from_url(url) as client, pytest.raises(redis.AuthenticationError):
        client.ping()


def test_one_password_is_enough(tmp_path: Path) -> None:
    with running_with_users(tmp_path, {"operator": "one", "bot": "one", "worker": "one"}) as server:
        for user in server.passwords:
            with redis.Redis.from_url(server.url(user)) as client:
                assert client.ping()
