"""What a view that waits for others costs on each stack: threads, gevent, coroutines, and event
loops; the same for the catalogue's queries."""

from __future__ import annotations

from benchmarks.common import cli
from benchmarks.waiting.catalogue import of_catalogue
from benchmarks.waiting.measuring import measure, wrong
from benchmarks.waiting.tables import show


def main() -> None:
    quick = "few requests: that every stack responds rightly, and those fail that are known to"
    arguments = cli.parsed(cli.program("nox -s waiting --", __doc__, quick=quick))
    if arguments.quick and arguments.record:
        raise SystemExit("the times of a quick run do not hold, so they are not recorded")
    where = cli.console(140)
    facts = measure(arguments.quick, where, of_catalogue)
    show(facts, where)
    cli.keep(arguments, facts)
    if arguments.quick:
        cli.fail_for(wrong(facts), "fail and should not, or the other way round")


if __name__ == "__main__":
    main()
