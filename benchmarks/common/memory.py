"""The memory of a server and its processes."""

from __future__ import annotations

from pathlib import Path

from shared_tests.harness.servers import Server


def memory(server: Server) -> float:
    """Megabytes of the server and its processes; shared memory is counted once."""
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return sum(proportional(process) for process in (str(pid), *children)) / 1024


def proportional(pid: str) -> int:
    """Kilobytes (Pss)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
