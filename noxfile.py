"""Every check of the project: an environment of its own for each job, all from one lock."""

import filecmp
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import nox

PYTHON = f"py{sys.version_info.major}.{sys.version_info.minor}"
RESULTS = f".nox/results/{PYTHON}"
SIDES = {"flask": ("flask", "serve", "test"), "django": ("django", "tasks-rq", "serve", "test", "test-django")}
BOTH = ("flask", "django", "tasks-rq", "serve", "test")
GENERATED = (
    "README.md",
    "COMPARISON.md",
    "COMPARISON.ko.md",
    "FEATURES.md",
    "shared_tests/mutation/README.md",
    "deploy/README.md",
    "deploy/machines/README.md",
)

# What a shell or another project has set for the programs that run here: what pytest is to do is said after --.
FOREIGN = ("BOOKSHELF_", "DJANGO_", "FLASK_", "GUNICORN_", "WEB_CONCURRENCY", "PG", "PYTHON", "PYTEST_", "LANG", "LC_")
for name in [name for name in os.environ if name.startswith(FOREIGN)]:
    del os.environ[name]
os.environ |= {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}  # one language and one charset for all that is read
os.environ["UV_PYTHON_DOWNLOADS"] = "never"
if mirror := os.environ.get("PIP_INDEX_URL"):
    os.environ.setdefault("UV_DEFAULT_INDEX", mirror)

for number in (signal.SIGTERM, signal.SIGHUP):  # as Ctrl-C: what a session has started is stopped
    if signal.getsignal(number) != signal.SIG_IGN:  # nohup
        signal.signal(number, signal.default_int_handler)

nox.options.default_venv_backend = "uv"
nox.options.download_python = "never"
nox.options.envdir = f".nox/{PYTHON}"  # the Python that runs nox is the Python that is tested
nox.options.reuse_venv = "yes"
nox.options.sessions = [*SIDES, "fuzzing", "defaults", "lint", "docs"]


def install(session: nox.Session, *groups: str) -> None:
    """Make the environment hold these groups of the lock and nothing else, from whatever index uv is told to take."""
    venv = Path(session.virtualenv.location)
    wanted, held = venv / "wanted.txt", venv / "held.txt"
    # Not uv sync: it takes a lock for outdated that names another index than the one which is set.
    options = ["--frozen", f"--output-file={wanted}", *(f"--only-group={group}" for group in groups)]
    session.run_install("uv", "export", "--quiet", *options)
    if not (held.is_file() and filecmp.cmp(wanted, held, shallow=False)):
        options = ["--require-hashes", "--compile-bytecode", f"--python={venv}"]
        session.run_install("uv", "pip", "sync", "--quiet", *options, str(wanted))
        shutil.copyfile(wanted, held)


def run(session: nox.Session, *command: str, **options: Any) -> None:
    """What starts servers has the time to stop them."""
    session.run(*command, interrupt_timeout=2, terminate_timeout=40, **options)


def suite(session: nox.Session, side: str, folder: str, *groups: str, production: bool = False) -> None:
    """Run cases of the shared suite against one side (-- --database=postgresql starts a PostgreSQL for them)."""
    services = ["services"] if production or "--database=postgresql" in session.posargs else []
    install(session, *SIDES[side], *groups, *services)
    results = f"{RESULTS}/{side}/{'production' if production else folder.rpartition('/')[2]}.json"
    # A third process uses the processors while others wait; in production each would have servers of its own.
    processes = 3 if folder == "shared_tests" and not production else 2
    options = [f"-n{processes}", "--dist=worksteal", f"--implementation={side}", f"--results={results}"]
    run(session, "pytest", folder, *options, *(["--production"] if production else []), *session.posargs)


@nox.session(name="flask")
@nox.session(name="django")
def side(session: nox.Session) -> None:
    """The shared suite over HTTP, then what only the framework's own test client can see."""
    name = session.name
    suite(session, name, "shared_tests")
    run(session, "pytest", f"{name}_impl", "-n2", *(["--ds=tests.settings"] if name == "django" else []))
    run(session, "python", "-m", "benchmarks.footprint", name, f"--output={RESULTS}/{name}/footprint.json")
    session.notify("table", [])


@nox.session
@nox.parametrize("name", [*SIDES])
def fuzzing(session: nox.Session, name: str) -> None:
    """What Schemathesis makes of the API's own description, on both sides."""
    suite(session, name, "shared_tests/fuzzing", "openapi")


@nox.session
def difference(session: nox.Session) -> None:
    """The same requests to both sides, real ones and changed ones (-- --seed=N --requests=N --database=postgresql)."""
    install(session, *BOTH, *(["services"] if "--database=postgresql" in session.posargs else []))
    run(session, "pytest", "shared_tests/difference", "--implementation=flask")  # started by none of these cases
    run(session, "python", "-m", "shared_tests.difference", *session.posargs)


@nox.session
@nox.parametrize("name", [*SIDES])
def browser(session: nox.Session, name: str) -> None:
    """Chromium on both sides: clicks, keys, accessibility (-- --screenshots=screenshots draws the pages anew)."""
    suite(session, name, "shared_tests/chromium", "browser")


@nox.session
@nox.parametrize("name", [*SIDES])
def production(session: nox.Session, name: str) -> None:
    """The shared suite through nginx over TLS, on PostgreSQL and Valkey (-- --programs=system takes the machine's)."""
    suite(session, name, "shared_tests", production=True)
    run(session, "pytest", "deploy/tests")


@nox.session
@nox.parametrize("name", [*SIDES])
def faults(session: nox.Session, name: str) -> None:
    """Kill, stop, reload what serves, under load; a crowd, a flood of sign-ins, a large spreadsheet, slow clients."""
    install(session, *SIDES[name], "services")
    run(session, "python", "-m", "deploy.faults", name, *session.posargs)
    run(session, "python", "-m", "deploy.faults.slow", name)


@nox.session
@nox.parametrize("name", [*SIDES])
def machines(session: nox.Session, name: str) -> None:
    """Serve from several hosts, which are network namespaces, and lose one; needs root."""
    install(session, *SIDES[name], "services", "load")
    run(session, "python", "-m", "deploy.machines", name, *session.posargs)


@nox.session
def tunnels(session: nox.Session) -> None:
    """What ssh -L and -R reach behind a firewall, and what they change for the application; namespaces need root."""
    install(session, *BOTH)
    run(session, "pytest", "deploy/tunnel", *session.posargs)


@nox.session
def queues(session: nox.Session) -> None:
    """What each queue of background jobs costs and survives, Celery among them."""
    install(session, *BOTH, "services", "queues")
    run(session, "python", "-m", "benchmarks.queues", *session.posargs)


@nox.session
def defaults(session: nox.Session) -> None:
    """What each framework does by itself, against what Bookshelf needs."""
    install(session, *BOTH)
    run(session, "python", "-m", "benchmarks.defaults", *session.posargs)


@nox.session
def table(session: nox.Session) -> None:
    """Both sides beside each other, from the latest results (-- --json for a program)."""
    install(session, "bench")
    run(session, "python", "-m", "benchmarks.side_by_side", RESULTS, *session.posargs)


@nox.session
def serve(session: nox.Session) -> None:
    """Serve both with the demo catalogue until Ctrl-C (-- --help for ports)."""
    install(session, *BOTH)
    run(session, "python", "-m", "deploy.demo", *session.posargs)


@nox.session
@nox.parametrize("name", [*SIDES])
def mutants(session: nox.Session, name: str) -> None:
    """Plant one small fault at a time; the suite must turn red."""
    install(session, *SIDES[name])
    run(session, "python", "-m", "shared_tests.mutants", name, *session.posargs)


@nox.session
@nox.parametrize("name", [*SIDES])
def mutation(session: nox.Session, name: str) -> None:
    """Small faults that a library makes, drawn by chance; the suite must see each (-- --sample=20 --seed=N)."""
    install(session, *SIDES[name], "mutation")
    run(session, "python", "-m", "shared_tests.mutation", name, *session.posargs)


@nox.session
def changes(session: nox.Session) -> None:
    """Apply each change request to copies: its cases fail before, pass after (-- --whole-suite: and all others)."""
    install(session, *BOTH, "services", "test-django", "changes")
    run(session, "python", "-m", "changes", *session.posargs)


@nox.session
def migration(session: nox.Session) -> None:
    """Serve a feature of each side by the other framework: one sign-in, one database (-- --database=postgresql)."""
    install(session, *BOTH, "services")
    run(session, "pytest", "migration/tests")
    run(session, "python", "-m", "migration", *session.posargs)


@nox.session
def split(session: nox.Session) -> None:
    """Divide copies of both into two services behind one nginx: the shared suite passes (-- --side=flask for one)."""
    install(session, *BOTH, "services", "test-django")
    run(session, "python", "-m", "split", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what each side costs (-- --quick, -- --compare RUN, -- --record RUN, or the names of parts)."""
    install(session, *BOTH, "services", "bench", "servers", *(["uwsgi"] if shutil.which("gcc") else []))
    run(session, "python", "-m", "benchmarks", *session.posargs)


@nox.session
def plots(session: nox.Session) -> None:
    """Test what measures and draws; with the folder of a run, draw its plots."""
    install(session, *BOTH, "services", "bench", "plots")
    run(session, "pytest", "benchmarks")
    if session.posargs:
        run(session, "python", "-m", "benchmarks.plots", *session.posargs)
        run(session, "python", "-m", "decision.plots")


@nox.session
def growth(session: nox.Session) -> None:
    """Which pages cost more with many books than with few (-- --full: to a million, on PostgreSQL too)."""
    install(session, *BOTH, "services")
    run(session, "python", "-m", "benchmarks.growth", *session.posargs)


@nox.session
def claims(session: nox.Session) -> None:
    """What people say of the two, judged by what was measured (-- --json for a program)."""
    install(session, "test", "docs", "browser")
    run(session, "pytest", "decision")
    run(session, "python", "-m", "decision", *session.posargs)


@nox.session
def choose(session: nox.Session) -> None:
    """Ask at most ten questions and weigh what was measured (-- decision/teams/regulated.toml; --record=FILE)."""
    install(session, "test", "docs")
    run(session, "python", "-m", "decision.choose", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """What is generated must be what its sources say (-- --write makes it so)."""
    install(session, "docs", "bench")
    run(session, "cog", "-I", ".", *(["-r"] if "--write" in session.posargs else ["--check", "--diff"]), *GENERATED)
    run(session, "python", "-m", "decision.page", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style and types on both sides."""
    install(
        session,
        *BOTH,
        "services",
        "test-django",
        "openapi",
        "browser",
        "load",
        "queues",
        "plots",
        "changes",
        "docs",
        "mutation",
        "lint",
    )
    run(session, "uv", "lock", "--check", "--quiet", "--offline", "--default-index=https://pypi.org/simple")
    run(session, "ruff", "check")
    run(session, "ruff", "format", "--check")
    run(
        session,
        "mypy",
        "flask_impl",
        "shared_tests",
        "benchmarks",
        "deploy",
        "changes",
        "decision",
        "migration",
        "split",
    )
    run(session, "mypy", "--config-file=django_impl/mypy.ini", "django_impl")
    newcomer = ("--config-file=migration/django_on_flask/mypy.ini", "-p", "migration.django_on_flask")
    run(session, "mypy", *newcomer, env={"BOOKSHELF_DEBUG": "1"})
