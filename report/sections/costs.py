"""The generated parts of docs/PERFORMANCE.md about the cost of a request, from the named run."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from benchmarks.common.measures import Estimate, is_clear, is_noisy, median
from benchmarks.requests.growth import LIMIT
from report import medians
from report.markdown import picture, table
from report.records import RUN, recorded
from report.rows import measured
from report.rows.row import Row


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
    rows, tuned = [], []
    for page in facts["instructions"]:
        documented = found[f"instructions, {page}"]
        baseline = f"{documented['baseline']:,.0f}"
        rows.append([page, baseline, *counted(documented), queries(facts, page)])
        cells = counted(found[f"tuned, instructions, {page}"])
        tuned.append([page, *cells, queries(facts["tuned"], page)])
    listed = table(["as documented", "baseline", *COUNTED], rows, "lrrrr")
    cheaper = table(["tuned", *COUNTED], tuned, "lrrr")
    return "\n".join([listed, cheaper, repeated(facts["instructions"])])


COUNTED = ("Flask : Django", "×", "queries")


def counted(row: Row) -> list[str]:
    return [" : ".join(f"{row[side]:,.0f}" for side in SIDES), f"{row.ratio:.2f}"]


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
    return (
        f"{words}; the widest spread, least to most, is {100 * widest:.2f} % ({page}, {side}). "
        "`nox -s bench -- --compare RUN` counts them again, and fails when a request takes "
        f"{100 * LIMIT:.0f} % more than in a recorded run.\n"
    )


def cpu() -> str:
    """CPU time of a request at both levels, and the ratios taken round by round, with Flask against
    itself."""
    facts = recorded("requests")
    return "\n".join(
        table(
            [f"{level}, µs", "Flask : Django", "×", "Flask / Flask"],
            [[page, *cpu_cells(of_level, page)] for page in facts["cpu"]],
            "lrrr",
        )
        for level, of_level in {"as documented": facts, "tuned": facts["tuned"]}.items()
    )


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
    return table(["measure", "Flask has more from this step on"], rows)


MEASURES = {
    "bytes": "megabytes on disk",
    "import_seconds": "time of the import",
    "import_megabytes": "memory after the import",
    "first_answer_seconds": "time to the first response",
    "worker_megabytes": "memory of a worker",
    "served_megabytes": "memory of all processes of the server",
}
