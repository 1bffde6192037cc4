"""The shared suite against a divided site, with only its address."""

from __future__ import annotations

from experiments.split.services import ADMIN_DRIVERS
from experiments.split.site import Site
from experiments.verifier import pytest
from shared_tests.harness.implementations import PASSWORD, ROOT


def suite(site: Site, words: str) -> dict:
    """The numbers of cases that passed, failed and were skipped, and the reasons; ``output`` is the
    end of pytest's output."""
    where = [
        f"--base-url={site.entrance.base_url}",
        f"--password={PASSWORD}",
        f"--admin-driver={ADMIN_DRIVERS[site.side]}",
    ]
    # The CA that the suite's clients trust
    env = {"SSL_CERT_FILE": str(site.entrance.ca)}
    # one case at a time: some count all books of the one site
    ran = pytest(ROOT, ["shared_tests", *where, "--timeout=300", "-k", words], env).complete()
    outcomes = {name: ran.count(name) for name in ("passed", "skipped", "failed")}
    return outcomes | {"why_skipped": ran.why_skipped, "output": ran.output}
