"""What is said of connections that stay open follows what was measured, and a fault is one."""

from __future__ import annotations

import asyncio
import math
from pathlib import Path

from experiments.streams.crowd import Crowd, fetch
from experiments.streams.figures import figure, wrong
from experiments.streams.measuring import last_ones

GOOD = {
    "held": 2,
    "readers": 1,
    "last": [1.0, 2.0],
    "beside": [3.0],
    "freed": 1.0,
    "ended": 5.0,
}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nretry: 1000\nid: 7-0\n\n"


def found(**changed: object) -> list[str]:
    return wrong({"number": 2, "streams": {"one": [GOOD | changed]}})


def test_each_fault_is_named():
    assert found() == []
    assert found(held=1) == ["one holds not all"]
    assert found(readers=2) == ["one reads more than once"]
    assert found(last=[1.0, math.inf]) == ["one loses events"]
    assert found(beside=[math.inf]) == ["one serves no page beside them"]
    assert found(freed=math.inf) == ["one frees not everything"]
    assert found(ended=11.0) == ["one does not end"]


def test_a_wait_is_the_median_of_its_rounds():
    rounds = [{"last": [1.0, 2.0, 9.0]}, {"last": [3.0]}, {"last": [5.0]}]
    assert figure(rounds, "event to the last client, p99") == 5.0
    assert figure(rounds, "echoes") is None


def test_an_event_that_one_client_never_got_took_for_ever():
    came = {"1-0": [1.5, 1.25], "2-0": [2.5]}
    assert last_ones(came, {"1-0": 1.0, "2-0": 2.0, "3-0": 3.0}, 2) == [500.0, math.inf, math.inf]


def test_clients_note_when_each_event_came(tmp_path: Path):
    """From a server that sends an event in two parts, and a page."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await reader.readuntil(b"\r\n\r\n")
        if b" /page " in asked:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            writer.write(HEAD)
            for part in (b"id: 8-0\nevent: bo", b"ok\ndata: {}\n\n: nothing new\n\n"):
                await asyncio.sleep(0.02)
                writer.write(part)
        await writer.drain()
        writer.close()

    async def listen() -> tuple[int, dict[str, list[float]], float]:
        path, crowd = tmp_path / "socket", Crowd(tmp_path / "socket")
        async with await asyncio.start_unix_server(serve, str(path)):
            begun = await crowd.join(3)
            await asyncio.sleep(0.2)
            seconds = await fetch(path, "/page")
            came = crowd.came()
            await crowd.leave()
        return begun, came, seconds

    begun, came, seconds = asyncio.run(listen())
    assert (begun, list(came), len(came["8-0"])) == (3, ["8-0"], 3)
    assert seconds < 5
