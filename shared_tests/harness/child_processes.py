"""Starts processes in sessions of their own, which no signal to us reaches, and ends them with us,
whichever signal ends us."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any

# Ctrl-C, ``kill``, a terminal that is closed
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Launch = Callable[..., subprocess.Popen[Any]]
PATIENCE = 20  # seconds that a program has to stop its own processes


class _State:
    """The state that the signal handlers read."""

    running: tuple[subprocess.Popen[Any], ...] = ()
    waited_for: frozenset[subprocess.Popen[Any]] = frozenset()
    """Those that end before us: the ones ``run`` waits for, and those started by a thread, which
    receives no signal."""
    is_starting = False
    is_ending = False


def end_cleanly() -> None:
    """Have each of these signals raise KeyboardInterrupt, so that all ``with`` blocks are left, and
    have no traceback printed for it. ``nohup`` is respected.

    ``start`` and ``run`` call this too. Call it earlier if something must be cleaned up before the
    first ``start``, or if only other threads call ``start``.
    """
    for number in ENDING:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _interrupt)
    sys.excepthook = _report


def _report(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    """One line for an interruption: where the program was says nothing to who stopped it."""
    if issubclass(kind, KeyboardInterrupt):
        print("stopped", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, traceback)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Interrupt only once, because nothing may interrupt the stopping, and not before a new process
    is recorded."""
    if _State.is_ending:
        return
    _State.is_ending = True
    for process in _State.waited_for:
        process.terminate()  # does nothing to a process that has been waited for
    if not _State.is_starting:
        raise KeyboardInterrupt


def reraise_interrupt() -> None:
    """Raise KeyboardInterrupt again where a library may have swallowed it."""
    if _State.is_ending:
        raise KeyboardInterrupt


def start(
    command: Sequence[str], launch: Launch = subprocess.Popen, **options: Any
) -> subprocess.Popen[Any]:
    """Start a process in a session of its own, so that it can be ended with all its children.

    The caller stops it. If it does not, the process is killed when we end.
    """
    if threading.current_thread() is not threading.main_thread():  # where no signal arrives
        reraise_interrupt()
        process = _known(command, launch, options)
        _State.waited_for |= {process}
        return process
    if not _State.is_ending:
        end_cleanly()
    was_ending, _State.is_starting = _State.is_ending, True
    try:
        process = _known(command, launch, options)
    finally:
        _State.is_starting = False
    if _State.is_ending and not was_ending:
        raise KeyboardInterrupt
    return process


def _known(
    command: Sequence[str], launch: Launch, options: dict[str, Any]
) -> subprocess.Popen[Any]:
    process = launch(command, start_new_session=True, **options)
    _State.running = (*(one for one in _State.running if one.returncode is None), process)
    return process


def run(
    command: Sequence[str],
    *,
    capture_output: bool = False,
    timeout: float | None = None,
    **options: Any,
) -> subprocess.CompletedProcess[Any]:
    """As ``subprocess.run``, for programs that start processes themselves: when interrupted, it
    terminates the program and waits for it."""
    options |= {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} if capture_output else {}
    process = start(command, **options)
    _State.waited_for |= {process}
    try:
        output, errors = process.communicate(timeout=timeout)
    except BaseException:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=PATIENCE)
        raise
    finally:
        _kill(process)
        _State.waited_for -= {process}
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


@atexit.register
def _kill_the_rest() -> None:
    for process in _State.running:
        if process.poll() is None:
            _kill(process)


def _kill(process: subprocess.Popen[Any]) -> None:
    """Kill the process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
