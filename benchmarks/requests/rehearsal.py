"""One pass without measuring: compares the responses, counts statements, computes the hashes."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.requests import same
from benchmarks.requests.applications import baseline, copied
from benchmarks.requests.asking import running
from benchmarks.requests.calling import Response
from benchmarks.requests.scenarios import SCENARIOS
from benchmarks.requests.subject import Subject

QUERIES = ("SELECT", "INSERT", "UPDATE", "DELETE")
ADMIN_ROW = r'<t[dh] class="(?:col|field)-title'


@dataclass
class Rehearsal:
    """The responses of one application, by scenario."""

    subject: Subject
    hashes: Path
    """The file of its password hashes."""
    responses: dict[str, Response] = field(default_factory=dict)
    queries: dict[str, dict[str, int]] = field(default_factory=dict)
    """``queries`` read or write rows; ``statements`` are these, transactions and PRAGMAs."""
    hashed: list[dict[str, Any]] = field(default_factory=list)


def rehearse(subjects: Iterable[Subject], folder: Path) -> dict[str, Rehearsal]:
    """Both sides concurrently, then the baseline with the figures of the admin's page. Raises
    RuntimeError when a response is wrong, differs from the others, or needs other SQL when
    repeated."""
    with ThreadPoolExecutor(2) as pool:
        found = {
            one.subject.name: one
            for one in pool.map(lambda subject: ask(subject, folder), subjects)
        }
    pages = [one.responses["admin list"] for one in found.values()]
    rows, size = (
        min(values)
        for values in ([admin_rows(page) for page in pages], [len(page.body) for page in pages])
    )
    found = {"baseline": ask(baseline(found["flask"].subject, rows, size), folder), **found}
    for name in SCENARIOS:
        same.compare(name, {side: one.responses[name] for side, one in found.items()})
    return found


def admin_rows(page: Response) -> int:
    return len(re.findall(ADMIN_ROW, page.text))


def ask(subject: Subject, folder: Path) -> Rehearsal:
    """Each scenario twice: the second time it must run the same statements."""
    found = Rehearsal(subject, folder / f"{subject.name}-hashes.json")
    own = copied(subject, folder / f"{subject.name}-rehearsal")
    with running(
        own, folder / f"{subject.name}-rehearsal", hashes=found.hashes, statements=True
    ) as child:
        for name in SCENARIOS:
            first, second = (child.ask("warm_up", scenario=name, calls=3) for _ in range(2))
            if first["statements"] != second["statements"]:
                raise RuntimeError(
                    f"{subject.name} runs other SQL for {name} when it is asked again"
                )
            found.responses[name] = Response(
                SCENARIOS[name].status, second["headers"], base64.b64decode(second["body"])
            )
            found.queries[name] = counted(second["statements"])
            found.hashed = second["hashed"]
    return found


def counted(statements: list[str]) -> dict[str, int]:
    return {"queries": sum(one in QUERIES for one in statements), "statements": len(statements)}
