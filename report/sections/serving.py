"""The generated parts of the documents about production: the effect of faults on clients, and the
queues."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from benchmarks.common.measures import is_noisy, median
from benchmarks.common.source import ROOT
from experiments.queues.verdict import verdict
from report.markdown import table
from report.records import recorded


def differences() -> str:
    """The files of deploy/ that differ between the sides, whole."""
    blocks = []
    for side in SIDES:
        lines = (ROOT / "deploy" / f"{side}.env").read_text(encoding="utf-8").splitlines()
        blocks.append(
            "\n".join(
                [f"`deploy/{side}.env`", "", "```sh", *(x for x in lines if x[:1] != "#"), "```"]
            )
        )
    return "\n\n".join(blocks) + "\n"


def faults() -> str:
    """Each fault under load on both sides: failed requests, and the time to recovery."""
    found = {side: recorded(f"faults-{side}")["faults"] for side in SIDES}
    about = recorded(f"faults-{SIDES[0]}")["about"]
    rows = [
        [
            about[name].rstrip("."),
            *(cell for side in SIDES for cell in noticed(found[side].get(name))),
        ]
        for name in about
    ]
    heading = ["fault", "Flask: failed", "recovered", "Django: failed", "recovered"]
    return table(heading, rows, "lrrrr") + "\n" + kept(found)


def noticed(fault: dict | None) -> list[str]:
    """Failed requests of each kind, and the seconds until responses were correct again."""
    if fault is None:
        return ["not run", "–"]
    kinds = {kind: count for kind, count in fault["kinds"].items() if count["failed"]}
    failed = [
        f"{count['failed']} of {count['sent']:,} {kind.replace(' ', '-')}s"
        for kind, count in kinds.items()
    ]
    again = "never" if fault["recovered"] is None else f"{fault['recovered']:.1f} s"
    return [", ".join(failed) or "none", again]


def kept(found: dict[str, dict]) -> str:
    """The fate of acknowledged writes."""
    said = []
    for side in SIDES:
        sums = {
            name: sum(one[name] for one in found[side].values())
            for name in ("acknowledged", "lost", "twice")
        }
        wrong = sum(kind["wrong"] for one in found[side].values() for kind in one["kinds"].values())
        said.append(
            f"{side.title()}: {sums['acknowledged']:,} writes acknowledged, {sums['lost']} lost, "
            f"{sums['twice']} stored twice, {wrong} wrong responses"
        )
    return "; ".join(said) + ".\n"


def pools() -> str:
    """The effect of processes and threads on both sides: from the same record as the table of
    docs/PERFORMANCE.md."""
    facts = recorded("load")["pools"]
    rows = []
    for name, words in POOLS.items():
        found = [
            facts["sides"][side][kind][name] for kind in ("computing", "waiting") for side in SIDES
        ]
        rates = [f"{median(one['rate']['samples']):.0f}" for one in found]
        held = [one.get("megabytes") for one in found[: len(SIDES)]]
        rows.append([words, *rates, *("–" if one is None else f"{one:.0f}" for one in held)])
    columns = ("pages/s", "pages/s, slow database", "MB")
    heading = ["", *(f"{side.title()}: {words}" for words in columns for side in SIDES)]
    noisy = is_noisy(facts["null"]["median"])
    return table(heading, rows, "lrrrrrr") + ("\n" + NOISY if noisy else "")


POOLS = {
    "1x1": "one process, one thread",
    "1x8": "one process, 8 threads",
    "4x1": "4 processes, one thread each",
    "2x4": "2 processes, 4 threads each",
}
NOISY = (
    "This run was noisy: Flask against itself was off by more than 3 %. Take the rates as an order "
    "of size.\n"
)


def slow_clients() -> str:
    """The effect of clients that send a byte per second on other clients."""
    rows = [[side.title(), *crowd(recorded(f"slow-{side}"))] for side in SIDES]
    heading = [
        "",
        "p99 behind nginx, alone",
        "beside slow clients",
        "gunicorn alone: served",
        "beside slow clients",
    ]
    return table(heading, rows, "lrrrr")


def crowd(facts: dict) -> list[str]:
    nginx, bare = facts["behind_nginx"]["median"], facts["straight"]
    times = [f"{1000 * nginx[name]:.0f} ms" for name in ("alone", "crowded")]
    return [*times, *(f"{bare[name]} of {facts['asked']}" for name in ("alone", "crowded"))]


def queues() -> str:
    """The behaviour of each queue of background jobs as in its quick start, and its cost."""
    facts = recorded("queues")
    rows = [
        [
            name,
            f"{1000 * facts['waits'][name]['median']:.0f} / "
            f"{1000 * facts['waits'][name]['p95']:.0f}",
            f"{facts['throughput'][name]['one_worker']:.0f}",
            again(facts["killed"][name]["again_after"]),
            f"{len(facts['cost'][name]['packages'])}",
        ]
        for name in facts["waits"]
    ]
    heading = [
        "queue",
        "wait until a job starts, median / p95 ms",
        "empty jobs a second",
        "the job of a killed worker",
        "packages",
    ]
    load = facts["load_before"]
    busy = (
        f" The machine had other things to do (load {load:.0f}): take the rates as an order of "
        "size."
    )
    advice = " ".join(verdict(facts)) + (busy if load > 1 else "")
    return table(heading, rows, "lrrlr") + "\n" + advice + "\n"


def again(seconds: float | None) -> str:
    return "not run again" if seconds is None else f"again after {seconds:.0f} s"
