"""What one process pays for connections that stay open, by the way in which they are held."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.streams.figures import FIGURES, figure
from experiments.streams.ways import STREAMS
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s live"
KINDS = {"streams": "streams", "sockets": "WebSockets"}
SMALL_WAYS = {way.name for way in STREAMS if not way.side}
"""They serve an application of experiments/streams."""
OF_CATALOGUE = ("page alone, p99", "page beside, p99")
"""Of a page that small applications do not have: theirs is another."""
MORE_IS_BETTER = ("connections held", "echoes")


def rows() -> Iterator[Row]:
    """One row a figure, with a value for each way that has it."""
    facts = recorded("live")
    for kind, words in KINDS.items():
        for name, (unit, _) in FIGURES.items():
            left_out = SMALL_WAYS if name in OF_CATALOGUE else set()
            ways = {way: one for way, one in facts[kind].items() if way not in left_out}
            found = {way: figure(rounds, name) for way, rounds in ways.items()}
            values = {way: one for way, one in found.items() if one is not None}
            more = name in MORE_IS_BETTER
            if values:
                yield Row(f"{words}, {name}", values, unit, COMMAND, less_is_better=not more)
    few = facts["few"]
    way = f"Flask with {few['threads']} threads"
    held, page = {way: few["held"]}, {way: few["page"]}
    yield Row("streams, a thread each", held, "connections", COMMAND, less_is_better=False)
    yield Row("streams, a thread each, page beside", page, "ms", COMMAND)
