"""The shared suite against a divided site, which it knows by its address alone."""

from __future__ import annotations

import os
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from experiments.split.services import ADMIN_DRIVERS
from experiments.split.site import Site
from shared_tests.harness.endings import run
from shared_tests.harness.implementations import PASSWORD, ROOT

TAIL = 4000


def suite(site: Site, report: Path) -> dict:
    """How many cases passed, failed and were skipped, and why; ``told`` is the end of what pytest
    printed."""
    where = [
        f"--base-url={site.door.base_url}",
        f"--password={PASSWORD}",
        f"--admin-driver={ADMIN_DRIVERS[site.side]}",
    ]
    # one case at a time: some count all books of the one site
    options = ["--timeout=300", "-q", "--tb=short", "-p", "no:cacheprovider"]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "shared_tests",
        *where,
        *options,
        f"--junitxml={report}",
    ]
    # Whose word the suite's clients take for the address
    env = os.environ | {"SSL_CERT_FILE": str(site.door.ca)}
    done = run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8")
    told = (done.stdout + done.stderr)[-TAIL:]
    if done.returncode not in (0, 1):
        raise RuntimeError(f"pytest ended with {done.returncode}\n{told}")
    return counted(report) | {"told": told}


def counted(report: Path) -> dict:
    """From the report: cases, and the skipped ones by their reason."""
    cases = ET.parse(report).getroot().findall("testsuite/testcase")
    skipped = [
        found.get("message", "") for case in cases if (found := case.find("skipped")) is not None
    ]
    failed = sum(
        case.find("failure") is not None or case.find("error") is not None for case in cases
    )
    passed = len(cases) - failed - len(skipped)
    return {
        "passed": passed,
        "skipped": len(skipped),
        "failed": failed,
        "why_skipped": dict(Counter(skipped)),
    }
