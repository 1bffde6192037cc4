"""The generated parts of COMPARISON.md about what a request, a start and a worker cost, from the
named run."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from benchmarks.common.measures import median
from report import medians
from report.markdown import picture, table
from report.records import RUN, recorded


def plot(name: str, seen: str) -> str:
    """A plot of the run, for light and for dark pages."""
    light, dark = (
        f"benchmarks/results/{RUN}/plots/{name}-{scheme}.svg" for scheme in ("light", "dark")
    )
    return picture(light, dark, seen, f"nox -s plots -- benchmarks/results/{RUN}") + "\n"


def instructions() -> str:
    """Instructions of a request of both sides and the baseline, and as its multiples."""
    facts = recorded("requests")["instructions"]
    rows = []
    for page, counts in medians.instructions(recorded("requests")).items():
        baseline, flask, django = (counts[name] for name in ("baseline", *SIDES))
        cells = [f"{count / 1000:,.0f}" for count in (baseline, flask, django)]
        rows.append(
            [
                page,
                *cells,
                f"{flask / baseline:.1f}",
                f"{django / baseline:.1f}",
                f"{django / flask:.2f}",
            ]
        )
    heading = [
        "a request",
        "baseline",
        "Flask",
        "Django",
        "Flask / baseline",
        "Django / baseline",
        "Django / Flask",
    ]
    return table(heading, rows, "lrrrrrr") + "\n" + repeated(facts)


def repeated(facts: dict[str, dict[str, list[float]]]) -> str:
    """How well the counts repeat."""
    spreads = {
        (page, side): (max(samples) - min(samples)) / median(samples)
        for page, sides in facts.items()
        for side, samples in sides.items()
    }
    (page, side), widest = max(spreads.items(), key=lambda one: one[1])
    count = min(len(samples) for sides in facts.values() for samples in sides.values())
    words = f"Thousands of instructions, medians of {count} repeats"
    return f"{words}; the widest spread, least to most, is {100 * widest:.2f} % ({page}, {side}).\n"


def cpu() -> str:
    """CPU time of a request, and the ratios taken round by round, with the null."""
    facts = recorded("requests")
    rows = []
    for page, took in medians.microseconds(facts).items():
        times = [f"{took[name]:,.0f}" for name in ("baseline", *SIDES)]
        ratios = facts["cpu"][page]["ratios"]
        rows.append([page, *times, compared(ratios["django/flask"]), interval(ratios["null"])])
    heading = ["a request, µs", "baseline", "Flask", "Django", "Django / Flask", "Flask / Flask"]
    return table(heading, rows, "lrrrrr") + "\n" + (NOISY if facts["noisy"] else "")


NOISY = (
    "This run was noisy: Flask against itself was off by more than 3 % on a page. Do not "
    "quote its times.\n"
)


def interval(ratio: dict) -> str:
    return f"{ratio['median']:.2f} [{ratio['low']:.2f}, {ratio['high']:.2f}]"


def compared(ratio: dict) -> str:
    return interval(ratio) + (", no clear difference" if ratio["low"] <= 1 <= ratio["high"] else "")


def crossings() -> str:
    """The step from one file to all of Bookshelf at which Flask becomes the heavier one, by each
    measure."""
    found = recorded("minimal")["crossings"]
    rows = [
        [MEASURES.get(name, name.replace("_", " ")), one["first"] or "never"]
        for name, one in found.items()
    ]
    return table(["measure", "from this step on"], rows)


MEASURES = {"bytes": "megabytes on disk", "import_megabytes": "memory after the import"}


def tuned() -> str:
    """Instructions before and after tuning, for what became cheaper or dearer by more than a
    hundredth."""
    was, now = (medians.instructions(recorded(run)) for run in ("before", "requests"))
    rows = []
    for page in was:
        for side in SIDES:
            then, today = (counts[page][side] for counts in (was, now))
            if abs(today / then - 1) > 0.01:
                rows.append(
                    [
                        page,
                        side.title(),
                        f"{then / 1000:,.0f}",
                        f"{today / 1000:,.0f}",
                        f"{today / then:.2f}",
                    ]
                )
    return table(["a request", "side", "before", "after", "after / before"], rows, "llrrr")
