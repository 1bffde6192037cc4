"""A signal leaves nothing behind, also before the first server runs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from shared_tests.harness.implementations import ROOT


def test_nothing_stays_of_what_was_being_prepared(tmp_path: Path):
    command = [sys.executable, "-m", "shared_tests.difference", "--requests=1"]
    env = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while not [*tmp_path.glob("difference-*/*")] and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
    assert [*tmp_path.glob("difference-*")] == []
