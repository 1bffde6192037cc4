"""The generated parts of COMPARISON.md about what a request, a start and a worker cost, from the
named run."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from benchmarks.common.measures import Estimate, is_clear, median
from report import medians
from report.markdown import picture, table
from report.records import RUN, recorded
from report.rows import measured


def plot(name: str, seen: str) -> str:
    """A plot of the run, for light and for dark pages."""
    light, dark = (
        f"benchmarks/results/{RUN}/plots/{name}-{scheme}.svg" for scheme in ("light", "dark")
    )
    return picture(light, dark, seen, f"nox -s plots -- benchmarks/results/{RUN}") + "\n"


def instructions() -> str:
    """Instructions of a request of both sides and the baseline, and as its multiples."""
    facts, found = recorded("requests"), measured()
    rows = []
    for page in facts["instructions"]:
        row = found[f"instructions, {page}"]
        baseline, flask, django = (row[name] for name in ("baseline", *SIDES))
        cells = [f"{count:,.0f}" for count in (baseline, flask, django)]
        cells += [f"{flask / baseline:.1f}", f"{django / baseline:.1f}", f"{django / flask:.2f}"]
        cells.append(queries(facts, page))
        if "tuned" in facts:
            tuned = found[f"tuned, instructions, {page}"]
            cells += [f"{tuned[side]:,.0f}" for side in SIDES]
            cells += [f"{tuned['django'] / tuned['flask']:.2f}", queries(facts["tuned"], page)]
        rows.append([page, *cells])
    heading = [
        "a request",
        "baseline",
        "Flask",
        "Django",
        "Flask / baseline",
        "Django / baseline",
        "Django / Flask",
        "queries",
        *(TUNED if "tuned" in facts else []),
    ]
    aligned = "l" + "r" * (len(heading) - 1)
    return table(heading, rows, aligned) + "\n" + repeated(facts["instructions"])


TUNED = ["Flask, tuned", "Django, tuned", "Django / Flask, tuned", "queries, tuned"]
"""The columns beside those of both sides as documented."""


def queries(facts: dict, page: str) -> str:
    """Of Flask and of Django: what stands beside every cost of a request."""
    return " : ".join(f"{facts['queries'][page][side]['queries']}" for side in SIDES)


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
    """CPU time of a request, and the ratios taken round by round, with Flask against itself."""
    facts = recorded("requests")
    rows, found = [], medians.cpu_ratios(facts)
    tuned = tuned_cpu(facts["tuned"]) if "tuned" in facts else {}
    for page, took in medians.microseconds(facts).items():
        times = [f"{took[name]:,.0f}" for name in ("baseline", *SIDES)]
        compared_to = [compared(found[page]["django/flask"]), interval(found[page]["null"])]
        rows.append([page, *times, *compared_to, queries(facts, page), *tuned.get(page, [])])
    heading = [
        "a request, µs",
        "baseline",
        "Flask",
        "Django",
        "Django / Flask",
        "Flask / Flask",
        "queries",
        *(TUNED if tuned else []),
    ]
    noisy = NOISY if is_noisy(facts) else ""
    return table(heading, rows, "l" + "r" * (len(heading) - 1)) + "\n" + noisy


def tuned_cpu(facts: dict) -> dict[str, list[str]]:
    """The cells of ``TUNED`` by page."""
    ratios = medians.cpu_ratios(facts)
    return {
        page: [
            *(f"{took[side]:,.0f}" for side in SIDES),
            compared(ratios[page]["django/flask"]),
            queries(facts, page),
        ]
        for page, took in medians.microseconds(facts).items()
    }


def is_noisy(facts: dict) -> bool:
    """Whether one of the levels was measured on a noisy machine."""
    levels = [facts, *([facts["tuned"]] if "tuned" in facts else [])]
    return any(medians.cpu_is_noisy(medians.cpu_ratios(one)) for one in levels)


NOISY = (
    "This run was noisy: Flask against itself was off by more than 3 % on a page. Do not "
    "quote its times.\n"
)


def interval(ratio: Estimate) -> str:
    return f"{ratio.median:.2f} [{ratio.low:.2f}, {ratio.high:.2f}]"


def compared(ratio: Estimate) -> str:
    return interval(ratio) + ("" if is_clear(ratio) else ", no clear difference")


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
