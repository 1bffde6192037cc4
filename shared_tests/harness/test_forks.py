"""A forked program sees and leaves the same as a newly started one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest

from shared_tests.harness.child_processes import Launch, start
from shared_tests.harness.forks import Fork, ForkServer
from shared_tests.harness.implementations import environment

PROGRAMS = {
    "what it finds": """
import json, os, sys
found = [sys.argv, os.getcwd(), sorted(os.environ.items()), os.getsid(0) == os.getpid()]
found.append(len(os.listdir("/dev/fd")))
print(json.dumps(found), sys.stdin.read() == "", __name__)
""",
    "an exit code": "raise SystemExit(7)",
    "an exit in words": "raise SystemExit('no such book')",
    "what is left for the end": "import atexit; atexit.register(print, 'the end'); print('before')",
    "a thread that goes on": """
import threading, time
threading.Thread(target=lambda: (time.sleep(0.2), print("late"))).start()
print("early")
""",
    "an error": "import os; os.nowhere",
}


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return environment(tmp_path_factory.mktemp("forks"))


@pytest.fixture(scope="module")
def forking(env: dict[str, str]) -> Iterator[Launch]:
    fork_server = ForkServer(["json", "no_such_library"], env)
    assert fork_server.fits([sys.executable], env)
    yield partial(Fork, fork_server=fork_server)  # type: ignore[misc]
    fork_server.close()


@pytest.fixture
def run(env: dict[str, str], tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """Exit code and output."""

    def one(program: str, launch: Launch, **options: Any) -> tuple[int, str, str]:
        (tmp_path / "program.py").write_text(program, encoding="utf-8")
        command = [sys.executable, str(tmp_path / "program.py"), "a word", "-m"]
        with TemporaryFile() as out, TemporaryFile() as err:
            code = start(
                command, launch, cwd=tmp_path, env=env, stdout=out, stderr=err, **options
            ).wait(20)
            out.seek(0)
            err.seek(0)
            return code, out.read().decode(), err.read().decode()

    return one


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_it_behaves_as_a_new_interpreter_does(
    run: Callable[..., tuple[int, str, str]], forking: Launch, program: str
):
    code, out, err = run(program, forking)
    started = run(program, partial(subprocess.Popen, stdin=subprocess.DEVNULL))
    assert (code, out, err.splitlines()[-1:]) == (
        started[0],
        started[1],
        started[2].splitlines()[-1:],
    )


def test_a_signal_ends_it_and_is_reported(env: dict[str, str], forking: Launch, tmp_path: Path):
    (tmp_path / "program.py").write_text("import time; time.sleep(60)", encoding="utf-8")
    with TemporaryFile() as log:
        program = start(
            [sys.executable, str(tmp_path / "program.py")],
            forking,
            cwd=tmp_path,
            env=env,
            stdout=log,
            stderr=log,
        )
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(0.1)
        assert program.poll() is None
        program.send_signal(signal.SIGTERM)
        assert program.wait(20) == -signal.SIGTERM
        program.terminate()  # does nothing to a program that has ended


def test_a_descriptor_keeps_its_number_however_high_it_is(
    run: Callable[..., tuple[int, str, str]], forking: Launch
):
    reading, writing = os.pipe()
    try:
        os.dup2(writing, 180)
        assert run("import os; os.write(180, b'heard')", forking, pass_fds=[180])[0] == 0
        assert os.read(reading, 10) == b"heard"
    finally:
        for one in (reading, writing, 180):
            os.close(one)


def test_what_an_interpreter_reads_as_it_starts_is_not_forked(env: dict[str, str], forking: Any):
    fork_server: ForkServer = forking.keywords["fork_server"]
    assert not fork_server.fits([sys.executable], env | {"PYTHONWARNINGS": "error"})
    assert not fork_server.fits(["another-python"], env)
