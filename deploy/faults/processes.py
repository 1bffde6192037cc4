"""Processes of the application that die, end or load new code under load."""

from __future__ import annotations

import os
import signal
import time

from deploy import applications
from deploy.faults.site import Site
from deploy.processes import Program

SETTLE = 1.5  # seconds between two injections: new processes have loaded the application by then


def kill_workers(site: Site) -> None:
    """kill -9 of one worker process of each gunicorn, whose master starts another."""
    for gunicorn in site.stack.gunicorns:
        site.record_injection()
        os.kill(gunicorn.children()[0], signal.SIGKILL)
        time.sleep(SETTLE)


def kill_gunicorns(site: Site) -> None:
    """kill -9 of each gunicorn with all its workers; started again after a second, as systemd
    would."""
    for gunicorn in site.stack.gunicorns:
        site.record_injection()
        gunicorn.kill()
        time.sleep(1)
        gunicorn.start()


def end_gunicorns(site: Site) -> None:
    """TERM to each gunicorn while sign-ins are in flight, and started again."""
    for gunicorn in site.stack.gunicorns:
        site.record_injection()
        gunicorn.process.send_signal(signal.SIGTERM)
        site.promise(gunicorn.process.wait(30) == 0, f"{gunicorn.name} did not end cleanly")
        gunicorn.start()


def reload_gunicorns(site: Site) -> None:
    """HUP twice to each gunicorn."""
    for gunicorn in site.stack.gunicorns * 2:
        before = gunicorn.children()
        site.record_injection()
        applications.reload(gunicorn)
        site.promise(replaced(gunicorn, before), f"{gunicorn.name} kept its old processes")


def replaced(gunicorn: Program, before: list[int], deadline: float = 30) -> bool:
    """Whether all workers are replaced in time."""
    end = time.monotonic() + deadline
    while set(before) & set(gunicorn.children()) or not gunicorn.children():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
