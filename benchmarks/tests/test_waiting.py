"""What is said of views that wait: responses are counted rightly, and what fails shows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from benchmarks.load.exchange import Connection
from benchmarks.load.targets import Target, WrongResponse
from benchmarks.waiting import asking, client, measuring, serving, stacks
from benchmarks.waiting.catalogue import STACKS as CATALOGUE
from benchmarks.waiting.stacks import AGAIN, APPS, FLASK_THREADS, STACKS, WAIT, lines_changed
from benchmarks.waiting.upstream import Upstream

Handle = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
RIGHT = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
WRONG = b"HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno"


def responding(*responses: bytes) -> Handle:
    """Sends these in turn, again and again, each after a hundredth of a second."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                for response in responses:
                    await reader.readuntil(b"\r\n\r\n")
                    await asyncio.sleep(0.01)
                    writer.write(response)
        writer.close()

    return handle


async def loaded(handle: Handle, clients: int = 2) -> dict[str, Any]:
    async with await asyncio.start_server(handle, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        found = await client.load(f"http://127.0.0.1:{port}/", 2, clients, warm=0.1, seconds=0.3)
        await asyncio.sleep(0.05)  # until all is closed
        return found


def test_what_comes_while_clients_settle_is_not_counted():
    found = asyncio.run(loaded(responding(RIGHT)))
    assert 0 < found["right"] < found["every"]
    assert found["failed"] == {}
    assert 10_000 <= found["p50"] <= found["p99"]


def test_wrong_responses_are_counted_apart_and_end_nothing():
    found = asyncio.run(loaded(responding(RIGHT, WRONG)))
    assert found["failed"].keys() == {"status 500, 2 bytes"}
    assert found["right"] > 1


def test_where_nothing_is_right_there_is_no_wait():
    found = asyncio.run(loaded(responding(WRONG)))
    assert (found["right"], "p50" in found) == (0, False)


def test_a_response_in_parts_is_read_to_its_end():
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n"
    found = asyncio.run(loaded(responding(chunked)))
    assert found["right"] > 1
    assert found["failed"] == {}


def test_the_upstream_responds_after_its_wait_and_not_before():
    async def asked() -> tuple[float, tuple[int, int]]:
        loop = asyncio.get_running_loop()
        async with await loop.create_server(Upstream, "127.0.0.1", 0) as server:
            connection = Connection("127.0.0.1", server.sockets[0].getsockname()[1], "/first")
            begun = time.perf_counter()
            response = await connection.ask()
            took = time.perf_counter() - begun
            connection.close()
            await asyncio.sleep(0.05)
            return took, response

    took, response = asyncio.run(asked())
    assert response == (200, len('{"name": "first"}'))
    assert WAIT <= took < 10 * WAIT


@pytest.mark.parametrize("stack", [*STACKS, *CATALOGUE], ids=lambda one: one.name)
def test_a_reader_finds_the_application_of_each_stack(stack: Any):
    assert (APPS / f"{stack.module}.py").is_file()
    assert (stack.lines_changed() == 0) == stack.module.endswith("_sync")


def test_names_are_given_once_and_the_control_is_the_same_stack():
    names = [one.name for one in (*STACKS, *CATALOGUE, AGAIN)]
    assert len({*names}) == len(names)
    assert (AGAIN.served, AGAIN.program) == (FLASK_THREADS.served, FLASK_THREADS.program)


def test_a_quick_run_has_each_application():
    quick = {one.module for one in measuring.QUICK.stacks}
    assert quick == {one.module for one in STACKS}


def test_both_sides_have_the_same_stacks():
    sides = {side: [one for one in STACKS if one.side == side] for side in ("flask", "django")}
    served = [{(one.program, one.fails) for one in sides[side]} for side in sides]
    assert served[0] == served[1]


def test_lines_that_are_new_or_others_are_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(stacks, "APPS", tmp_path)
    (tmp_path / "old.py").write_text('"""Old."""\na = 1\nb = 2\nd = 4\n', encoding="utf-8")
    new = '"""New."""\na = 1\n\nb = 3  # another\nc = 3\n# gone: d\n'
    (tmp_path / "new.py").write_text(new, encoding="utf-8")
    assert lines_changed("old", "old") == 0
    assert lines_changed("old", "new") == 2


def stack(*failed: int, fails: bool = False) -> dict[str, Any]:
    return {"fails": fails, "routes": {"after": {"50": {"failed": [*failed]}}}}


def test_who_fails_and_should_not_is_named_and_the_other_way_round():
    listed = {"good": stack(0, 0), "known": stack(0, 9, fails=True)}
    bad = {"broken": stack(0, 1), "mended": stack(0, fails=True)}
    errors = {"known": "RuntimeError"}
    facts: dict[str, Any] = {"stacks": listed, "catalogue": {"stacks": {}}, "errors": errors}
    assert measuring.wrong(facts) == []
    facts["catalogue"]["stacks"] = bad
    facts["errors"] |= {"mended": "", "starts": ""}
    assert measuring.wrong(facts) == ["broken", "mended", "starts"]


class Answered:
    """A response, and the server that it is of."""

    def __init__(self, body: Any, status: int = 200) -> None:
        self.body, self.status_code, self.text, self.base_url = body, status, str(body), ""
        self.content = str(body).encode()

    def json(self) -> Any:
        return self.body

    def log(self) -> str:
        return "ValueError: planted\nValueError: planted\nTraceback\nKeyError: once\n"


@pytest.mark.parametrize("found", [Answered({"names": ["first"]}), Answered("no", 500)])
def test_another_response_ends_the_measurement(monkeypatch: pytest.MonkeyPatch, found: Answered):
    monkeypatch.setattr(serving, "get", lambda *_, **options: found)
    servers: Any = {FLASK_THREADS.name: found}
    with pytest.raises(WrongResponse, match=r"(?s)64 threads: after responds.*planted"):
        serving.targets([FLASK_THREADS], servers, serving.EXPECTED)


def test_the_error_of_what_fails_is_the_most_frequent_of_its_log():
    servers: Any = {FLASK_THREADS.name: Answered("")}
    assert serving.errors([FLASK_THREADS], servers) == {FLASK_THREADS.name: "ValueError: planted"}


def test_the_control_is_of_the_same_rounds_with_as_many_clients_as_keep_it_busy():
    def of(*rates: float) -> dict[str, Any]:
        many = {"50": {"rate": [*rates], "cpu": [1.0, 1.0]}}
        return {"routes": {"after": many | {"1": {"rate": [9.0], "cpu": [9.0]}}, "at-once": many}}

    found = measuring.controls(of(100.0, 200.0), of(110.0, 200.0))
    assert found["rate"]["samples"]["again"] == [110.0, 200.0, 110.0, 200.0]
    assert (found["rate"]["noisy"], found["cpu"]["noisy"]) == (True, False)


def test_a_response_sooner_than_what_it_waits_for_ends_the_measurement(
    monkeypatch: pytest.MonkeyPatch,
):
    class Running:
        pid = 1

        def poll(self) -> None:
            return None

    class Serving:
        process, base_url = Running(), "http://server"

    outcome = {"right": 9, "failed": {}, "p50": 39_000, "p99": 50_000, "every": 9}
    monkeypatch.setattr(asking, "clients_of", lambda *_: (outcome, 4, 1.0))
    monkeypatch.setattr(asking, "memory", lambda _: 40.0)
    page: Any = Target(Serving(), "/after", 2, keeps_alive=True)  # type: ignore[arg-type]
    assert asking.asked(page, 1, 5, (0.1, 1.0), 0.039)["rate"] == 9
    with pytest.raises(WrongResponse, match="sooner than what it waits for"):
        asking.asked(page, 1, 5, (0.1, 1.0), 0.040)
