"""A process that has imported the libraries of a program and forks whenever that program is to run.

It imports no other module of this repository, so that a fork is as clean as a new interpreter.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import importlib
import json
import os
import runpy
import socket
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

PLENTY = 100  # more descriptors than the fork server has open


def _serve(control: socket.socket) -> None:
    """Fork for each message, and return in the child."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 32)
        if not message:
            sys.exit()
        if os.fork() == 0:
            control.close()
            return _keep(*descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _keep(client_descriptor: int, *descriptors: int) -> None:
    """Fork the program, and report its process id and its exit status; return in the program."""
    os.setpgid(0, 0)  # a signal to the fork server's group does not reach its children
    with socket.socket(fileno=client_descriptor) as client:
        request = b""
        while not request.endswith(b"\n"):
            request += client.recv(65536)
        if pid := os.fork():
            for descriptor in descriptors:
                os.close(descriptor)
            _report_the_end(client, pid)
    _become(descriptors, **json.loads(request))


def _report_the_end(client: socket.socket, pid: int) -> NoReturn:
    with suppress(OSError):
        client.sendall(b"%d\n" % pid)
    status = os.waitpid(pid, 0)[1]
    with suppress(OSError):  # the parent has gone
        client.sendall(b"%d\n" % status)
    os._exit(0)


def _become(
    received: Sequence[int],
    command: list[str],
    cwd: str,
    env: dict[str, str],
    descriptors: list[int],
) -> None:
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    # They wait at high numbers while the expected numbers are filled
    above = max([PLENTY, *descriptors]) + 1
    duplicates = [fcntl.fcntl(one, fcntl.F_DUPFD, above) for one in (nothing, *received)]
    os.closerange(3, above)
    for kept, wanted in zip(duplicates, (0, 1, 2, *descriptors), strict=True):
        os.dup2(kept, wanted)
        os.close(kept)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv = command[1:]


def _run() -> None:
    """What the interpreter does with ``sys.argv`` when it starts."""
    if sys.argv[0] == "-m":
        sys.path.insert(0, str(Path.cwd()))
        module = sys.argv[1]
        sys.argv = sys.argv[1:]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    else:
        sys.path.insert(0, str(Path(sys.argv[0]).resolve().parent))
        runpy.run_path(sys.argv[0], run_name="__main__")


def _end(code: object) -> NoReturn:
    """End as the interpreter does, but without clearing all modules, which would take longer than
    everything else."""
    if not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]  # waits for threads
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # closed by the reader
            stream.flush()
    os._exit(code & 0xFF)


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    for library in sys.argv[2:]:
        with suppress(ImportError):  # a program that needs the library reports the error itself
            importlib.import_module(library)
    gc.freeze()  # the collector leaves these objects alone, so their memory stays shared
    _serve(control)
    try:
        _run()
        code: object = 0
    except SystemExit as end:
        code = end.code or 0
    _end(code)


if __name__ == "__main__":
    main()
