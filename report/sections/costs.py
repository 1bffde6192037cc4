"""The generated parts of COMPARISON.md about the costs of a request, a start and a worker, from the
named run."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from benchmarks.common.measures import Estimate, is_clear, is_noisy, median
from report import medians
from report.markdown import picture, table
from report.records import RUN, recorded
from report.rows import measured


def plot(name: str, seen: str) -> str:
    """A plot of the run, for light and for dark pages."""
    light, dark = (
        f"benchmarks/results/{RUN}/plots/{name}-{scheme}.svg" for scheme in ("light", "dark")
    )
    made_by = f"nox -s plots -- benchmarks/results/{RUN}"
    return picture(light, dark, seen, made_by, ' width="100%"') + "\n"


def instructions() -> str:
    """Instructions of a request of both sides, as documented and tuned, and of the baseline."""
    facts, found = recorded("requests"), measured()
    rows = []
    for page in facts["instructions"]:
        baseline = found[f"instructions, {page}"]["baseline"]
        cells = [f"{baseline:,.0f}"]
        for level, of_level in {"": facts, "tuned, ": facts["tuned"]}.items():
            row = found[f"{level}instructions, {page}"]
            counts = " : ".join(f"{row[side]:,.0f}" for side in SIDES)
            cells += [counts, f"{row.ratio:.2f}", queries(of_level, page)]
        rows.append([page, *cells])
    heading = ["a request", "baseline", "as documented", "×", "queries", "tuned", "×", "queries"]
    return table(heading, rows, "lrrrrrrr") + "\n" + repeated(facts["instructions"])


def queries(facts: dict, page: str) -> str:
    """The cells of Flask and Django beside every cost of a request."""
    return " : ".join(f"{facts['queries'][page][side]['queries']}" for side in SIDES)


def repeated(facts: dict[str, dict[str, list[float]]]) -> str:
    """The repeatability of the counts."""
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
    """CPU time of a request at both levels, and the ratios taken round by round, with Flask against
    itself."""
    facts = recorded("requests")
    rows = [
        [page, *cpu_cells(facts, page), *cpu_cells(facts["tuned"], page)] for page in facts["cpu"]
    ]
    level = ["×", "Flask / Flask"]
    heading = ["a request, µs", "as documented", *level, "tuned", *level]
    return table(heading, rows, "lrrrrrr")


def cpu_cells(facts: dict, page: str) -> list[str]:
    took, ratios = medians.microseconds(facts)[page], medians.cpu_ratios(facts)[page]
    times = " : ".join(f"{took[side]:,.0f}" for side in SIDES)
    again = ratios["null"]
    noisy = ", noisy" if is_noisy(again.median) else ""
    return [times, compared(ratios["django/flask"]), interval(again) + noisy]


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
