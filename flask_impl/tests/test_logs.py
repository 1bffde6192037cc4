"""A client cannot inject a line into the log."""

import logging.config

import pytest
from flask import Flask

from flask_impl.core import logs


@pytest.mark.parametrize("sent", ["%0A2026-01-01 INFO forged", "%0D%1B[31mred", "\u2028%C2%85next"])
def test_a_path_with_line_ends_begins_no_line(
    app: Flask, capsys: pytest.CaptureFixture[str], sent: str
):
    @app.get("/broken/<path:what>")
    def broken(what: str) -> str:
        raise RuntimeError("raised on purpose")

    logging.config.dictConfig(logs.CONFIGURATION)  # again, for the output captured in this case
    app.test_client().get(f"/broken/{sent}")
    log = capsys.readouterr().err
    assert "Exception on /broken/" in log
    assert not any(
        line.startswith(("2026-01-01", "\x1b", "next", "[31m")) for line in log.splitlines()
    )
    assert "\x1b" not in log
