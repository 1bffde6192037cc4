"""A new release that cannot be loaded, with the check before the reload and without it."""

from __future__ import annotations

import shutil
import signal
import time

from deploy import applications
from deploy.faults.site import Site
from shared_tests.harness.implementations import ROOT

CODE = ("flask_impl", "django_impl", "shared_tests")


def serve_copy(site: Site) -> None:
    """Have the first gunicorn serve a copy of the code, which can be broken."""
    for name in CODE:
        shutil.copytree(
            ROOT / name, site.folder / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    gunicorn = site.stack.gunicorns[0]
    gunicorn.env = {**gunicorn.env, "SERVE_CHDIR": str(site.folder / site.implementation.chdir)}
    gunicorn.restart()


def serve_original(site: Site) -> None:
    gunicorn = site.stack.gunicorns[0]
    gunicorn.env = {**gunicorn.env, "SERVE_CHDIR": site.stack.gunicorns[1].env["SERVE_CHDIR"]}
    gunicorn.restart()


def break_release(site: Site) -> None:
    module = site.implementation.wsgi.partition(":")[0].replace(".", "/") + ".py"
    with (site.folder / site.implementation.chdir / module).open("a", encoding="utf-8") as file:
        file.write("this line is a mistake\n")


def reload_checked(site: Site) -> None:
    """A broken release: the check before the reload refuses it, and everything goes on."""
    break_release(site)
    gunicorn = site.stack.gunicorns[0]
    before = gunicorn.children()
    site.record_injection()
    try:
        applications.reload(gunicorn)
        site.promise(False, "the broken release was not refused")
    except RuntimeError:
        site.facts["refused"] = True
    time.sleep(1)
    site.promise(gunicorn.children() == before, "the processes of the old release are gone")


def reload_unchecked(site: Site) -> None:
    """A broken release and a bare HUP: that gunicorn ends, and only the other one is left."""
    break_release(site)
    gunicorn = site.stack.gunicorns[0]
    site.record_injection()
    gunicorn.process.send_signal(signal.SIGHUP)
    site.facts["exit_code"] = gunicorn.process.wait(30)
