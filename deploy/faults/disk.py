"""A full disk: the books are on a small file system of their own, which only root can make."""

from __future__ import annotations

import errno
import subprocess
import time
from pathlib import Path

from benchmarks.common.books_table import books_table
from deploy.faults.site import Site, Unavailable
from deploy.programs import account

FULL = 3.0  # seconds
SIZE = 64 * 1024 * 1024  # bytes


def disk(site: Site) -> Path:
    return site.stack.postgres.cwd.parent / "disk"  # where the account of the database may read


def mount(folder: Path) -> None:
    command = ["mount", "-t", "tmpfs", "-o", f"mode=0700,size={SIZE}", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=10)
    if done.returncode:
        raise Unavailable(f"a small file system cannot be mounted: {done.stderr.strip()}")


def move_books(site: Site) -> None:
    """Move the table of the books, compacted, to a disk of its own; indexes and write-ahead log
    stay."""
    disk(site).mkdir()
    mount(disk(site))
    account().owns(disk(site))
    site.stack.database.query(f"CREATE TABLESPACE disk LOCATION '{disk(site)}'")
    site.stack.database.query(f'VACUUM FULL "{books_table(site.stack.database)}"')
    site.stack.database.query(
        f'ALTER TABLE "{books_table(site.stack.database)}" SET TABLESPACE disk'
    )


def fill(site: Site) -> None:
    """The disk of the books is full for 3 s; then it has room again."""
    filler = disk(site) / "filler"
    site.record_injection()
    take_the_rest(filler)
    time.sleep(FULL)
    filler.unlink()


def take_the_rest(filler: Path) -> None:
    """Write until nothing more fits, even while others write."""
    try:
        filler.write_bytes(bytes(SIZE))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


def move_back(site: Site) -> None:
    if disk(site).is_mount():
        site.stack.database.query(
            f'ALTER TABLE "{books_table(site.stack.database)}" SET TABLESPACE pg_default'
        )
        site.stack.database.query("DROP TABLESPACE disk")
        subprocess.run(["umount", str(disk(site))], check=True, capture_output=True, timeout=10)
