"""All of 100,000 books as a spreadsheet: no process may hold them all in memory."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from deploy.faults.clients import open_client
from deploy.faults.site import Site
from deploy.stack import Stack
from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.exports import request_export, wait
from shared_tests.harness.browser import Browser
from shared_tests.harness.implementations import prepare

MANY = 100_000
GROWTH = 30.0  # MB that a process may grow
WARM = 8  # how often it is done with few books first, so that each process has loaded its code
PATIENCE = 120.0  # seconds


def processes(stack: Stack) -> dict[int, str]:
    """The ids of the processes that serve or work, with their names."""
    masters = (*stack.gunicorns, stack.nginx)
    result = {pid: one.name for one in masters for pid in one.children()}
    return result | {one.process.pid: one.name for one in stack.workers}


def kilobytes(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


class Memory:
    """The peak growth of each process since this was made."""

    def __init__(self, stack: Stack) -> None:
        self.names = processes(stack)
        for pid in self.names:
            # The peak starts again
            Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="utf-8")
        self.before = {pid: kilobytes(pid, "VmRSS") for pid in self.names}

    def growth(self) -> dict[str, float]:
        """Megabytes of the process of each name that has grown most."""
        grown: dict[str, float] = {}
        for pid, name in self.names.items():
            more = (kilobytes(pid, "VmHWM") - self.before[pid]) / 1024
            grown[name] = max(more, grown.get(name, 0.0))
        return grown


def spread_out(site: Site) -> None:
    """The admin's CSV and an export of 100,000 books."""
    manager, admin = site.signed_in("manager"), driver(site.implementation.name)
    address = str([admin.export_csv(manager) for _ in range(WARM)][-1].url)
    exported(site)
    prepare(site.implementation, site.stack.env, ("seed", "--synthetic", str(MANY)))
    measured(site, "the admin's CSV", lambda: lines(site, manager, address))
    measured(site, "an export", lambda: exported(site))


def measured(site: Site, what: str, fetch: Callable[[], int]) -> None:
    memory = Memory(site.stack)
    result, growth = fetch(), memory.growth()
    site.facts[what] = {"lines": result, "growth": growth}
    site.promise(result > MANY, f"{what} has {result} lines")
    for name, more in growth.items():
        site.limit(f"{what}: growth of {name}, MB", more, GROWTH)


def driver(name: str) -> AdminDriver:
    module = import_module(f"shared_tests.drivers.admin_{name}")
    return getattr(module, f"{name.title()}Admin")()


def exported(site: Site) -> int:
    """Lines of a new export."""
    editor = site.signed_in("editor")
    path = request_export(editor).headers["Location"]
    ended = wait(editor, path, seconds=PATIENCE)
    site.promise(ended == "done", f"the export is {ended} after {PATIENCE:.0f} s")
    return lines(site, editor, f"{path}books.csv") if ended == "done" else 0


def lines(site: Site, browser: Browser, path: str) -> int:
    """The number of lines, counted as they come."""
    with (
        open_client(site.stack, cookies=browser.http.cookies) as client,
        client.stream("GET", path, timeout=PATIENCE) as response,
    ):
        return sum(piece.count(b"\n") for piece in response.iter_bytes())
