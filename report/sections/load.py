"""The generated parts of docs/PERFORMANCE.md about servers, pools and latency."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from benchmarks.common.measures import LIMIT, is_noisy, median
from report import medians
from report.markdown import table
from report.records import recorded
from report.sections.costs import compared, interval

PAGE = "/books/"


def servers() -> str:
    """Requests per second of each server with each side, and the wider of the two spreads."""
    facts = recorded("load")["servers"]
    found = facts["paths"][PAGE]
    rows = []
    for name, subjects in found["subjects"].items():
        about = facts["servers"][name]
        rates = [rate(subjects.get(side)) for side in (*SIDES, "baseline")]
        rows.append([f"{name} {about['version']}", f"{about['threads']}", *rates])
    heading = [
        "one process of",
        "threads",
        *(f"{name}, requests/s" for name in ("Flask", "Django", "no framework")),
    ]
    return table(heading, rows, "lrrrr") + "\n" + spreads(found["rate"])


def rate(subject: dict | None) -> str:
    """The median with minimum and maximum; a dash if the server does not serve it."""
    if subject is None:
        return "–"
    found = subject["rate"]
    bound = ", the client's limit" if subject["client_bound"] else ""
    return f"{found['median']:,.0f} ({found['min']:,.0f}–{found['max']:,.0f}{bound})"


def spreads(found: dict) -> str:
    if found["null"]["noisy"]:
        return control(found["null"]) + "\n"
    between_servers = max(found["servers"][side] for side in SIDES)
    least, most = min(found["frameworks"].values()), max(found["frameworks"].values())
    more = (
        "the framework matters more"
        if least > between_servers
        else "the server matters more"
        if most < between_servers
        else "neither clearly matters more"
    )
    return (
        f"The fastest server serves {between_servers:.2f} × the requests of the slowest, and the "
        f"faster side {least:.2f} to {most:.2f} × those of the other. On this page, {more}. "
        f"{control(found['null'])}\n"
    )


def control(found: dict) -> str:
    off = (
        f"Flask against itself: {found['median']:.2f} [{found['interval'][0]:.2f}, "
        f"{found['interval'][1]:.2f}]"
    )
    return off + (f", off by more than {100 * LIMIT:.0f} %: **noisy**." if found["noisy"] else ".")


def pools() -> str:
    """The recommended pool of each side, for a CPU-bound page and for one that waits."""
    facts = recorded("load")["pools"]
    rows = []
    for kind in facts["sides"][SIDES[0]]:
        for side in SIDES:
            one = facts["advice"][side][kind]
            rates = facts["sides"][side][kind]
            cells = [
                f"{pool(name)}: {median(rates[name]['rate']['samples']):.0f}/s"
                for name in (one[what]["pool"] for what in ("smallest", "set"))
            ]
            rows.append([f"{kind}, {side.title()}", *cells])
    heading = ["page", "one process × one thread", "the smallest pool within 5 % of the best"]
    said = (
        f"On {facts['cores']} cores, which PostgreSQL and the client share; the query waits "
        f"{1000 * facts['wait']:.0f} ms."
    )
    return table(heading, rows) + f"\n{said} {control(facts['null'])}\n"


def pool(name: str) -> str:
    """``2x8`` in words."""
    return name.replace("x", " × ")


def latency() -> str:
    """Latency for users at offered rates: medians of rounds."""
    facts = recorded("load")["latency"]
    rows = []
    for at in facts["rates"]:
        waits = [
            f"{median(medians.waits(at, side, share)):.1f}"
            for side in SIDES
            for share in (0.5, 0.99)
        ]
        of_itself = medians.wait_control(at)
        noisy = ", noisy" if is_noisy(of_itself.median) else ""
        ratios = [compared(medians.wait_ratio(at, 0.5)), interval(of_itself) + noisy]
        rows.append([f"{at['rate']:.0f}", *waits, *ratios])
    heading = [
        "requests/s",
        "Flask p50, ms",
        "p99",
        "Django p50",
        "p99",
        "Django / Flask, p50",
        "Flask / Flask, p50",
    ]
    failed = sum(len(at["subjects"][side]["failed"]) for at in facts["rates"] for side in SIDES)
    words = f"{facts['server']}, one process; {failed} requests failed."
    return table(heading, rows, "rrrrrrr") + f"\n{words}\n"
