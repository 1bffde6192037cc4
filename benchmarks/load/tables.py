"""The facts of a run as tables, and the sentences that follow from them."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table


def show(facts: dict, console: Console) -> None:
    for part, draw in {"servers": servers, "pools": pools, "latency": latency}.items():
        found = facts.get(part, {})
        if "failed" in found:
            console.print(f"[bold red]{part}: {found['failed']}", markup=True)
        elif found:
            draw(found, console)
            console.print(f"[dim]{part}: {found['seconds']:.0f} s")
    if facts["noisy"]:
        console.print(
            "[bold red]The same application differed from itself: a noisy run, whose figures will "
            "not hold."
        )


def servers(found: dict, console: Console) -> None:
    for path, facts in found["paths"].items():
        table = Table(
            "",
            "subject",
            "requests/s",
            "least–most",
            "µs of processor",
            "client's core",
            title=path,
        )
        for server, subjects in facts["subjects"].items():
            for name, one in subjects.items():
                rate, cpu = one["rate"], 1e6 * one["cpu"]["median"]
                spread, client = (
                    f"{rate['min']:.0f}–{rate['max']:.0f}",
                    f"{one['client']['median']:.0%}",
                )
                client += " (the limit)" if one["client_bound"] else ""
                table.add_row(server, name, f"{rate['median']:.0f}", spread, f"{cpu:.0f}", client)
        console.print(table)
        for what in ("servers", "frameworks"):
            apart = ", ".join(f"{one} {times:.2f}" for one, times in facts["rate"][what].items())
            console.print(f"{what}, most / least requests/s: {apart}", highlight=False)
        said_of_the_control(facts["rate"], console)
    for what, reason in found["stopped"].items():
        console.print(f"[red]not measured: {what}: {reason.splitlines()[0]}", markup=True)


def pools(found: dict, console: Console) -> None:
    for side, kinds in found["sides"].items():
        table = Table(
            "",
            *(f"{kind}, {what}" for kind in kinds for what in ("pages/s", "p99 ms")),
            title=f"{side}: pools",
        )
        for pool in next(iter(kinds.values())):
            cells = []
            for one in kinds.values():
                waits = one[pool]["offered"]
                cells += [
                    f"{one[pool]['rate']['median']:.0f}",
                    milliseconds(waits["p99"]) + full(waits),
                ]
            table.add_row(pool, *cells)
        console.print(table)
        for kind, one in found["advice"][side].items():
            console.print(f"set for {kind}: {one['set']['pool'] if isinstance(one, dict) else one}")
    said_of_the_control(found, console)


def latency(found: dict, console: Console) -> None:
    for at in found["rates"]:
        title = f"{at['rate']:.0f} requests/s offered ({at['share']:.0%} of the slower side)"
        table = Table("", "utilised", "p50 ms", "p99 ms", "late", "failed", "of", title=title)
        for name, one in at["subjects"].items():
            counted = [str(number) for number in (one["late"], len(one["failed"]), one["requests"])]
            table.add_row(
                name,
                f"{one['utilisation']:.0%}",
                milliseconds(one["p50"]),
                milliseconds(one["p99"]),
                *counted,
            )
        console.print(table)
        said_of_the_control(at, console)
    known = found["known"]
    console.print(
        f"a baseline of {1000 * known['slept']:.0f} ms asleep: p50 {milliseconds(known['p50'])} ms"
    )


def said_of_the_control(facts: dict, console: Console) -> None:
    if "null" in facts:
        low, high = facts["null"]["interval"]
        console.print(
            f"Flask against itself: {facts['null']['median']:.3f} [{low:.3f}–{high:.3f}]",
            highlight=False,
        )


def milliseconds(seconds: float | None) -> str:
    return "no response" if seconds is None else f"{1000 * seconds:.1f}"


def full(waits: dict) -> str:
    return " (overloaded)" if waits["utilisation"] >= 1 else ""
