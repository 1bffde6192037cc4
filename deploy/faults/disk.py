"""A disk that is full: the books lie on a small file system of their own, which only root can make."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

from deploy.faults.site import Site, Unavailable
from deploy.faults.tally import books_table
from deploy.programs import account

FULL = 3.0  # seconds
ROOMY = 64 * 1024 * 1024  # bytes


def disk(site: Site) -> Path:
    return site.stack.postgres.cwd.parent / "disk"  # where the database's account may go


def mount(folder: Path, size: int, *options: str) -> None:
    command = ["mount", "-t", "tmpfs", "-o", ",".join((*options, f"size={size}")), "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=10)
    if done.returncode:
        raise Unavailable(f"a small file system cannot be mounted: {done.stderr.strip()}")


def move_books(site: Site) -> None:
    """Give the table of the books, without gaps, a disk of its own; indexes and write-ahead log stay where they are."""
    disk(site).mkdir()
    mount(disk(site), ROOMY, "mode=0700")
    account().owns(disk(site))
    site.stack.database.ask(f"CREATE TABLESPACE disk LOCATION '{disk(site)}'")
    site.stack.database.ask(f'VACUUM FULL "{books_table(site.stack.database)}"')
    site.stack.database.ask(f'ALTER TABLE "{books_table(site.stack.database)}" SET TABLESPACE disk')


def fill(site: Site) -> None:
    """The disk of the books has no room left for 3 s; then it is made larger."""
    site.blow()
    leave_no_room(disk(site))
    time.sleep(FULL)
    mount(disk(site), ROOMY, "remount")


def leave_no_room(folder: Path, tries: int = 10) -> None:
    """A size below what is used is refused, and between reading and setting it others may have written."""
    for left in reversed(range(tries)):
        try:
            mount(folder, shutil.disk_usage(folder).used, "remount")
            return
        except Unavailable:
            if not left:
                raise


def move_back(site: Site) -> None:
    if disk(site).is_mount():
        site.stack.database.ask(f'ALTER TABLE "{books_table(site.stack.database)}" SET TABLESPACE pg_default')
        site.stack.database.ask("DROP TABLESPACE disk")
        subprocess.run(["umount", str(disk(site))], check=True, capture_output=True, timeout=10)
