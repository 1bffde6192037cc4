"""Tables of the results, and the broken promises."""

from __future__ import annotations

from rich.box import SIMPLE
from rich.console import Console, Group
from rich.table import Table

from deploy.machines import loss

RUNS = {"suite": "the suite through the front", "suite_while_away": "a part with one host"}
WAYS = {"loss_as_on_one_machine": "nginx as on one machine", "loss": "nginx as on several"}


def show(name: str, facts: dict) -> None:
    tables = [loads(name, facts["load"])] if "load" in facts else []
    Console().print(Group(*tables, losses(name, facts), words(facts)))


def loads(name: str, load: dict) -> Table:
    two, one = load["2"], load["1"]
    title = (
        f"{name}: {two['users']} users for {two['rounds']} × {two['seconds']} s, with two "
        "hosts | with one"
    )
    table = Table("page", title=title, title_justify="left", box=SIMPLE)
    for column in ("requests/s", "failures", "p50 (ms)", "p95", "p99"):
        table.add_column(column, no_wrap=True)
    for page in (*sorted(two["pages"]), "all"):
        pair = [side["all"] if page == "all" else side["pages"].get(page) for side in (two, one)]
        table.add_row(page, *(" | ".join(cell(figures, key) for figures in pair) for key in KEYS))
    return table


KEYS = {"per_second": 1, "failures": 1, "p50": 1000, "p95": 1000, "p99": 1000}


def cell(figures: dict | None, key: str) -> str:
    if figures is None:
        return "-"
    return f"{KEYS[key] * figures[key]:.{1 if key == 'per_second' else 0}f}"


def losses(name: str, facts: dict) -> Table:
    title = f"{name}: a host loses its power for {loss.AWAY:.0f} s"
    ways = {way: words for way, words in WAYS.items() if way in facts}
    table = Table("", *ways.values(), title=title, title_justify="left", box=SIMPLE)
    for words, key in {
        "reads failed": lambda one: failed(one["read"]),
        "writes failed": lambda one: failed(one["write"]),
        "acknowledged writes": lambda one: one["acknowledged"],
        "lost, stored twice": lambda one: f"{one['lost']}, {one['twice']}",
        "served while away": lambda one: one["nginx"]["requests"],
        "sent to two hosts": lambda one: one["nginx"]["asked_twice"],
        "slowest read (s)": lambda one: f"{one['read_times']['longest']:.2f}",
        "p50 of reads (ms), before": lambda one: f"{1000 * one['read_times_before']['p50']:.0f}",
        "p50 of reads (ms), while away": lambda one: f"{1000 * one['read_times']['p50']:.0f}",
        "store let go after (s)": lambda one: seconds(one["store_let_go_after"]),
        "host answered after (s)": lambda one: seconds(one["host_answered_after"]),
    }.items():
        table.add_row(words, *(str(key(facts[way])) for way in ways))
    return table


def failed(counts: dict) -> str:
    """How many, and the reasons."""
    reasons = ", ".join(f"{words}: {number}" for words, number in sorted(counts["details"].items()))
    return f"{counts['failed']} ({reasons})" if reasons else f"{counts['failed']}"


def seconds(value: float | None) -> str:
    return "never" if value is None else f"{value:.1f}"


def words(facts: dict) -> str:
    lines = []
    for key, title in RUNS.items():
        if not (one := facts.get(key)):
            continue
        counts = ", ".join(
            f"{one[outcome]} {outcome}" for outcome in ("passed", "failed", "skipped")
        )
        lines += [
            f"{title}: {counts} in {one['seconds']:.0f} s",
            *(f"  {case}" for case in one["failures"]),
        ]
        lines += [] if one["failures"] else one["details"].splitlines()
    if load := facts.get("load"):
        two, one = (load[hosts]["all"]["per_second"] for hosts in ("2", "1"))
        lines.append(f"two hosts served {two / one:.2f} times as many requests as one")
        held = ", ".join(
            f"{address}: {number}" for address, number in sorted(load["connections"].items())
        )
        lines.append(f"connections to PostgreSQL under load: {held}")
    return "\n".join(lines)


def broken(facts: dict) -> list[str]:
    """Every broken promise, in words."""
    away, reasons = facts["suite_while_away"], [*facts["breaches"], *loss.broken(facts["loss"])]
    promises = {
        "the suite failed through the front": "suite" not in facts
        or facts["suite"]["exit_code"] == 0,
        "the part of the suite failed": away["exit_code"] == 0,
        "a read got no response while the suite ran": away["nginx"]["unanswered_reads"] == 0,
        "the suite did not begin with one host": away["alone_at_first"],
        "the host did not come back while the suite ran": away["came_back"],
    }
    promises |= {
        f"requests failed with {hosts} hosts": not facts["load"][hosts]["all"]["failures"]
        for hosts in ("2", "1")
        if "load" in facts
    }
    return reasons + [words for words, is_kept in promises.items() if not is_kept]
