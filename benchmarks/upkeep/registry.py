"""The releases of a package and their dates, from the package index of pip and uv. The results are
stored in ``data/releases.tsv``; only ``--fetch`` queries the index."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

import httpx2 as httpx
from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version

from benchmarks.upkeep.packages import DATA

FILE = DATA / "releases.tsv"
HEAD = "package\tversion\tuploaded\n"
AS_JSON = {"Accept": "application/vnd.pypi.simple.v1+json"}  # PEP 691, with the times of PEP 700
PAUSE = 0.2
"""Seconds between two requests."""


@dataclass(frozen=True)
class Release:
    package: str
    version: str
    uploaded: str
    """The day on which its first file was uploaded, as ``2026-11-29``."""

    @property
    def day(self) -> datetime.date:
        return datetime.date.fromisoformat(self.uploaded)

    @property
    def series(self) -> tuple[int, int]:
        """The first two numbers, which a feature release increments."""
        version = Version(self.version)
        return version.major, version.minor


def index() -> str:
    """The index in the environment of pip or uv, otherwise PyPI."""
    named = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL")
    return (named or "https://pypi.org/simple").rstrip("/")


def fetch(packages: Iterable[str]) -> None:
    """Query one package after the other, and store the results with the day. Raises LookupError for
    a package without upload times."""
    lines = [f"# retrieved {datetime.date.today().isoformat()}\n", HEAD]
    for package in packages:
        lines += ["\t".join(astuple(one)) + "\n" for one in asked(package)]
        time.sleep(PAUSE)
    FILE.write_text("".join(lines), encoding="utf-8")


def asked(package: str) -> list[Release]:
    response = httpx.get(  # noqa: TID251 the index is not on the loopback
        f"{index()}/{package}/", headers=AS_JSON, timeout=60, follow_redirects=True
    )
    response.raise_for_status()
    return releases(package, response.json()["files"])


def releases(package: str, files: list[dict]) -> list[Release]:
    """The final releases that were not withdrawn, oldest first. Raises LookupError if no file has a
    time."""
    if not any("upload-time" in file for file in files):
        raise LookupError(f"the index does not say when {package} was uploaded")
    days: dict[Version, str] = {}
    for file in files:
        version, day = version_of(file["filename"]), file.get("upload-time", "")[:10]
        if version and day and not version.is_prerelease and not file.get("yanked"):
            days[version] = min(day, days.get(version, day))
    return [Release(package, str(version), days[version]) for version in sorted(days)]


def version_of(filename: str) -> Version | None:
    """None for a file of an old format, such as an egg."""
    try:
        if filename.endswith(".whl"):
            return parse_wheel_filename(filename)[1]
        return parse_sdist_filename(filename)[1]
    except (InvalidWheelFilename, InvalidSdistFilename, InvalidVersion):
        return None


def kept() -> tuple[datetime.date, list[Release]]:
    """The day of the query, and its results."""
    first, _, *lines = FILE.read_text(encoding="utf-8").splitlines()
    return datetime.date.fromisoformat(first.split()[-1]), list(read(lines))


def read(lines: Iterable[str]) -> Iterator[Release]:
    for line in lines:
        yield Release(*line.split("\t"))
