"""Injects a fault into a stack under load, and reports what its clients saw and which promises were
broken."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.faults import tally
from deploy.faults.clients import Session
from deploy.faults.load import Load, Response, load
from deploy.faults.site import Fault, Site
from deploy.faults.verdicts import AWAY, CUT
from deploy.stack import Stack
from shared_tests.harness.implementations import Implementation

BEFORE, AFTER = 1.0, 1.0  # seconds of load before the fault, and after the first right responses
NOTICED = 2.0  # seconds that a client waits at least when the database hangs
TOLD_WITHIN = 5.0  # seconds until a client has a 503 while the database is away
QUIET = 5.0  # seconds after the fault, when nothing may fail any more


def examine(implementation: Implementation, stack: Stack, session: Session, fault: Fault) -> dict:
    """The figures of one fault, with the promises that it broke. Raises Unavailable where this
    machine cannot make it."""
    with TemporaryDirectory() as folder:
        site = Site(implementation, stack, Path(folder))
        try:
            fault.before(site)
            with load(stack, session, fault.clients) as running:
                time.sleep(BEFORE)
                fault.inject(site)
                ended = time.monotonic()
                recovered = running.wait_for_recovery(ended)
                time.sleep(AFTER)
            result = figures(running, site, ended) | {"recovered": recovered}
        finally:
            fault.after(site)
    return result | {
        "clients": dict(fault.clients),
        "facts": site.facts,
        "broken": [
            *site.broken,
            *broken(result, fault),
            *(unclear_refusals(running.responses) if fault.failing else []),
        ],
    }


def unclear_refusals(responses: Sequence[Response]) -> list[str]:
    """The failures that were not a 503 of the application, or came too late."""
    failed = [one for one in responses if one.verdict.outcome == "failed"]
    others = sorted(
        {f"{one.kind}: {one.verdict.detail}" for one in failed if one.verdict.detail != AWAY}
    )
    # Signing in is a form, its response and a hash
    single_requests = [one for one in responses if one.kind != "sign in"]
    slowest = max((one.ended - one.begun for one in single_requests), default=0)
    words = (
        [f"failed otherwise than with 503 and Retry-After: {', '.join(others)}"] if others else []
    )
    return words + (
        [f"a client waited {slowest:.1f} s, at most {TOLD_WITHIN:g} may pass"]
        if slowest > TOLD_WITHIN
        else []
    )


def figures(running: Load, site: Site, ended: float) -> dict:
    kinds = {kind: tally.counts(running.responses, kind) for kind in ("read", "write", "sign in")}
    return {
        "kinds": kinds,
        **tally.kept(running, site.stack.database),
        **tally.times(running.responses),
        "during": {
            kind: during(running.responses, kind, site.injected_at[0], ended) for kind in kinds
        },
        "in_flight": [in_flight(running.responses, moment) for moment in site.injected_at],
        "last_failure": max(
            (one.begun - ended for one in running.responses if not one.is_right), default=None
        ),
    }


def in_flight(responses: Sequence[Response], moment: float) -> int:
    return sum(one.begun < moment < one.ended for one in responses)


def during(responses: Sequence[Response], kind: str, begun: float, ended: float) -> int:
    """Right responses to requests during the fault."""
    return sum(
        one.is_right and begun < one.ended and one.begun < ended
        for one in responses
        if one.kind == kind
    )


def broken(result: dict, fault: Fault) -> list[str]:
    """The broken promises, in words."""
    words = []
    for kind, count in result["kinds"].items():
        most = fault.most_failures(kind, cut=count["details"].get(CUT, 0))
        if count["failed"] > most:
            words.append(
                f"{kind}: {count['failed']} failed, at most {most:.0f} may: {count['details']}"
            )
        if kind not in fault.failing and not result["during"][kind]:
            words.append(f"{kind}: no right response during the fault")
        if count["wrong"] or count["repeated"]:
            words.append(
                f"{kind}: {count['wrong']} wrong, {count['repeated']} repeated: {count['details']}"
            )
    if (
        fault.failing
        and not any(result["kinds"][kind]["failed"] for kind in fault.failing)
        and result["longest"] < NOTICED
    ):
        words.append("no client noticed the fault: it was not injected")
    words += [
        f"{result[loss]} acknowledged writes {loss}" for loss in ("lost", "twice") if result[loss]
    ]
    if result["recovered"] is None:
        words.append("not recovered without a restart")
    if (result["last_failure"] or 0) > QUIET:
        words.append(
            f"something still failed {result['last_failure']:.1f} s after the end of the fault"
        )
    return words
