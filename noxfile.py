"""Every check of the project: an environment of its own for each job, all from one lock."""

import sys
from pathlib import Path

import nox

PYTHON = f"py{sys.version_info.major}.{sys.version_info.minor}"
SIDES = ("flask", "django")
TEST_GROUPS = {"flask": ("flask", "serve", "test"), "django": ("django", "serve", "test", "test-django")}

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv"
nox.options.download_python = "never"
nox.options.envdir = f".nox/{PYTHON}"  # the Python that runs nox is the Python that is tested
nox.options.reuse_venv = "yes"
nox.options.sessions = [*SIDES, "lint", "docs"]


def install(session: nox.Session, *groups: str) -> None:
    """Make the environment hold these groups of the lock and nothing else."""
    venv = session.virtualenv.location
    wanted = [f"--only-group={group}" for group in groups]
    env = {"UV_PROJECT_ENVIRONMENT": venv, "UV_PYTHON_DOWNLOADS": "never", "UV_COMPILE_BYTECODE": "1"}
    session.run_install("uv", "sync", "--quiet", "--locked", f"--python={venv}", *wanted, env=env)


def results(side: str) -> Path:
    return Path(".nox", "results", PYTHON, side)


def test_side(session: nox.Session, side: str) -> None:
    """The shared suite over HTTP, then what only the framework's own test client can see."""
    install(session, *TEST_GROUPS[side])
    found = results(side)
    suite = ["shared_tests", f"--implementation={side}", "--numprocesses=2", f"--results={found / 'suite.json'}"]
    session.run("pytest", *suite, *session.posargs)
    session.run("pytest", f"{side}_impl", *(["--ds=tests.settings"] if side == "django" else []))
    session.run("python", "-m", "benchmarks.footprint", side, f"--output={found / 'footprint.json'}")
    session.notify("table")


@nox.session
def flask(session: nox.Session) -> None:
    """Test the Flask side."""
    test_side(session, "flask")


@nox.session
def django(session: nox.Session) -> None:
    """Test the Django side."""
    test_side(session, "django")


@nox.session
def table(session: nox.Session) -> None:
    """Show both sides beside each other, from the latest results (-- --json for a program)."""
    install(session, "bench")
    options = [one for one in session.posargs if one == "--json"]
    session.run("python", "-m", "benchmarks.side_by_side", str(results("")), *options)


@nox.session
def serve(session: nox.Session) -> None:
    """Serve both with the demo catalogue until Ctrl-C (-- --help for ports)."""
    install(session, *SIDES, "serve", "test")
    session.run("python", "-m", "deploy.demo", *session.posargs)


@nox.session
@nox.parametrize("side", SIDES)
def mutants(session: nox.Session, side: str) -> None:
    """Plant one small fault at a time and demand that the suite turns red."""
    install(session, *TEST_GROUPS[side])
    session.run("python", "-m", "shared_tests.mutants", side, *session.posargs)


@nox.session
def growth(session: nox.Session) -> None:
    """Compare the admin's list of 1,000 and of 100,000 books."""
    install(session, *SIDES, "serve", "test")
    session.run("python", "-m", "benchmarks.growth", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Demand that COMPARISON.md is what its sources say (-- --write makes it so)."""
    install(session, "docs")
    session.run("cog", *(["-r"] if "--write" in session.posargs else ["--check", "--diff"]), "COMPARISON.md")


@nox.session
def lint(session: nox.Session) -> None:
    """Style and types on both sides."""
    install(session, *SIDES, "serve", "test", "test-django", "docs", "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy", "flask_impl", "shared_tests", "benchmarks", "deploy", "noxfile.py")
    session.run("mypy", "--config-file=django_impl/mypy.ini", "django_impl")
