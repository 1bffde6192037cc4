"""Writes docs/choose.html, or says that it is not what its sources say."""

from __future__ import annotations

import argparse

from report.choose.page import PAGE, page
from report.rows import measured


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m report.choose.page", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write it")
    arguments = parser.parse_args()
    text = page(measured())
    if arguments.write:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        raise SystemExit(f"{PAGE.name} is stale: run nox -s docs -- --write")


if __name__ == "__main__":
    main()
