"""The worker of the exports dies in the middle of one."""

from __future__ import annotations

from deploy.faults.site import Site
from shared_tests.drivers.exports import request_export, rows, wait
from shared_tests.harness.implementations import prepare

MANY = 20_000  # books: an export of them takes long enough to be observed while it runs


def fill_shelves(site: Site) -> None:
    prepare(site.implementation, site.stack.env, ("seed", "--synthetic", str(MANY)))
    site.signed_in("editor")


def kill_export_worker(site: Site) -> None:
    """kill -9 of the worker while it writes an export. After a restart the export begins again when
    its lease has run out."""
    editor = site.signed_in("editor")
    path = request_export(editor).headers["Location"]
    site.facts["killed_while"] = wait(editor, path, "running")
    site.promise(
        site.facts["killed_while"] == "running",
        "the export was not running when its worker was killed",
    )
    (worker,) = site.stack.workers
    site.record_injection()
    worker.kill()
    worker.start()
    site.facts["ended_as"] = wait(editor, path)
    site.promise(site.facts["ended_as"] == "done", f"the export is {site.facts['ended_as']}")
    exported = len(rows(editor.get(f"{path}books.csv")))
    site.promise(exported >= MANY, f"the export holds {exported} books")
