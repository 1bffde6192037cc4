"""Users who want a page: how long it takes, and how many of them get it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx2 as httpx

from shared_tests.harness.loopback import Client

TOGETHER = 10
CLIENTS, LONG = 8, 1.5  # so many clients for so many seconds
PATIENCE = 3.0  # seconds that a user waits for a page


def seconds(client: Client) -> float:
    begun = time.monotonic()
    check_page(client.get("/books/"))
    return time.monotonic() - begun


def check_page(page: httpx.Response) -> None:
    assert page.status_code == httpx.codes.OK, f"{page.url} responded with {page.status_code}"
    assert '<ol class="books">' in page.text, f"{page.url} shows no books"


def in_time(open_one: Callable[[], Client]) -> int:
    """How many of ten users who send a request at once have their page in time."""

    def one(_: int) -> bool:
        with open_one() as client:
            try:
                return seconds(client) < PATIENCE
            except httpx.TransportError:
                return False

    with ThreadPoolExecutor(TOGETHER) as pool:
        return sum(pool.map(one, range(TOGETHER)))


def rate(base_url: str, path: str, sign: str) -> float:
    """Right responses per second to eight clients that request one page again and again."""
    end, counts = time.monotonic() + LONG, [0] * CLIENTS

    def send_requests(number: int) -> None:
        with Client(base_url=base_url, timeout=30) as client:
            while time.monotonic() < end:
                page = client.get(path)
                counts[number] += page.status_code == httpx.codes.OK and sign in page.text

    threads = [threading.Thread(target=send_requests, args=(number,)) for number in range(CLIENTS)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - begun)
