"""Every check of the project, in environments from one lock."""

import os
import shutil
import signal
import sys
from hashlib import sha256
from pathlib import Path

import nox

PATH = f"{os.environ['PATH']}{os.pathsep}{Path(sys.executable).parent}"  # the last has uv
PYTHON = f"py{sys.version_info.major}.{sys.version_info.minor}"
RESULTS = f".nox/results/{PYTHON}"
SERVED = "serve postgresql valkey test"
SIDES = {"flask": f"flask {SERVED}", "django": f"django tasks-rq {SERVED} test-django"}
SIDE = "{side} services mutation"  # separate, because it finds more cases or needs Flask
BOTH = f"flask django tasks-rq {SERVED} test-django services bench plots docs"
UV = [sys.executable, "-m", "uv", "--quiet"]
SERVERS = "" if "--compare" in sys.argv else "servers uwsgi" if shutil.which("gcc") else "servers"
SUITE = "--dist=worksteal --implementation={side} --results=" + RESULTS + "/{side}"

# Variables of the shell or of another project: options for pytest are given after --.
FOREIGN = "BOOKSHELF_ DJANGO_ FLASK_ GUNICORN_ WEB_CONCURRENCY PG PYTHON PYTEST_ LANG LC_"
for name in [name for name in os.environ if name.startswith(tuple(FOREIGN.split()))]:
    del os.environ[name]
os.environ |= {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "UV_PYTHON_DOWNLOADS": "never"}
os.environ.setdefault("UV_DEFAULT_INDEX", os.environ.get("PIP_INDEX_URL", ""))
for number in (signal.SIGTERM, signal.SIGHUP):  # as Ctrl-C: stops what a session has started
    if signal.getsignal(number) != signal.SIG_IGN:  # nohup
        signal.signal(number, signal.default_int_handler)
nox.options.sessions = [*SIDES, "fuzzing", "defaults", "lint", "docs"]


def installed(session: nox.Session, groups: str) -> Path:
    """The environment with these groups of the lock and nothing else, from any index."""
    chosen = sorted({*groups.split(), *["services"] * ("--database=postgresql" in session.posargs)})
    env = Path(f".nox/{PYTHON}", sha256(" ".join(chosen).encode()).hexdigest()[:8]).resolve()
    wanted, held = env / "wanted.txt", env / "held.txt"
    if not (env / "bin" / "python").exists():  # the Python that runs nox is tested
        session.run_install(*UV, "venv", f"--python={sys.executable}", env)
    # Not uv sync: it treats a lock from another index as outdated.
    export = [*UV, "export", "--frozen", f"--output-file={wanted}"]
    session.run_install(*export, *(f"--only-group={group}" for group in chosen))
    if not (held.is_file() and held.read_bytes() == wanted.read_bytes()):
        # Not elsewhere, as it takes longer than all the rest
        measured = ["--compile-bytecode"] * bool({"servers", "waiting"} & {*chosen})
        sync = [*UV, "pip", "sync", "--require-hashes", *measured]
        session.run_install(*sync, f"--python={env}", wanted)
        shutil.copyfile(wanted, held)
    return env / "bin"


def job(name: str, says: str, groups: str, *commands: str, more: tuple[str, ...] = ()) -> None:
    def work(session: nox.Session, name: str = name) -> None:
        cog = "-r" if "--write" in session.posargs else "--check --diff"
        programs = installed(session, groups.format(side=SIDES.get(name)))
        os.environ["PATH"] = f"{programs}{os.pathsep}{PATH}"
        for command in (*commands, *(more if session.posargs else ())):
            command, dots, _ = command.format(side=name, cog=cog).partition(" ...")
            words = [*command.split(), *(session.posargs if dots else ())]
            env = dict([words.pop(0).split("=")]) if "=" in words[0] else None  # as in a shell
            session.run(*words, env=env, interrupt_timeout=2, terminate_timeout=40)  # for servers
        if session.name in SIDES:
            session.notify("table", [])

    work.__doc__ = says
    work = nox.parametrize("name", [*SIDES])(work) if "{side}" in groups else work
    nox.session(name=name, venv_backend="none")(work)


# {side}: a session for each side; ...: what follows --; more: only where something does.
# fmt: off
for side, own in {"flask": "", "django": " --ds=tests.settings"}.items():  # -n3: some wait
    job(side, "2 min: the shared suite over HTTP, then what only the framework's own client can see"
        " (-- -k WORD, -- --database=postgresql, -- -k model --model-steps=200).",
        SIDES[side], f"pytest shared_tests -n3 {SUITE}/shared_tests.json ...",
        f"pytest {side}_impl{own}",
        f"python -m benchmarks.footprint.side {side} --output={RESULTS}/{side}/footprint.json")
job("fuzzing", "1 min: requests generated from the API's description.", f"{SIDE} openapi",
    f"pytest shared_tests/fuzzing -n2 {SUITE}/fuzzing.json ...")
job("difference", "2 min: the same requests to both (-- --seed=N --database=postgresql).", BOTH,
    "pytest shared_tests/difference --implementation=flask", "python -m shared_tests.difference "
    "...")
job("browser", "4 min: clicks, keys, axe (Debian: apt install chromium).", f"{SIDE} browser",
    f"pytest shared_tests/chromium -n3 {SUITE}/chromium.json ...")
job("production", "10 min: the same through nginx over TLS, on PostgreSQL and Valkey, from wheels"
    " (-- --programs=system: the machine's).", SIDE,
    f"pytest shared_tests -n3 {SUITE}/production.json --production ...")
job("deploy", "1 min: the behaviour of nginx and gunicorn.", SIDE, "pytest deploy/tests ...")
job("faults", "20 min: kill, stop, hang, reload servers, under load; floods, slow clients.",
    SIDE, "python -m deploy.faults {side} ...", "python -m deploy.faults.slow {side}")
job("machines", "10 min, as root: serve from several hosts, and lose one.", f"{SIDE} load",
    "python -m deploy.machines {side} ...")
job("tunnels", "2 min, as root: access through ssh -L and -R.", BOTH, "pytest deploy/tunnel ...")
job("queues", "Queues, with Celery.", f"{BOTH} queues", "python -m experiments.queues ...")
job("defaults", "8 min: the defaults.", f"{BOTH} defaults",
    "pytest benchmarks/tests/test_defaults.py -n2", "python -m benchmarks.defaults ...")
job("table", "Both sides side by side, from the latest results (-- --json).", "bench",
    f"python -m benchmarks.side_by_side {RESULTS} ...")
job("serve", "Serve both until Ctrl-C (-- --minimal).", BOTH, "python -m deploy.demo ...")
job("mutants", "2 h: plant faults made by hand.", SIDE, "python -m shared_tests.mutants {side} ...")
job("mutation", "Plant generated faults.", SIDE, "python -m shared_tests.mutation {side} ...")
job("changes", "10 min: try each change request in copies (-- --whole-suite).",
    f"{BOTH} changes apis openapi browser", "python -m experiments.changes ...")
job("api", "10 min: cost and description of two API libraries a side (-- --quick --missing).",
    f"{BOTH} changes apis", "python -m experiments.api_layers ...")
job("migration", "2 min: serve a feature of each side by the other (-- --database=postgresql).",
    BOTH, "pytest experiments/migration/tests", "python -m experiments.migration ...")
job("split", "13 min: divide both into two services.", BOTH, "python -m experiments.split ...")
job("bench", "25 min: measure the costs of each side (-- --help; -- --quick: 2 min).",
    f"{BOTH} {SERVERS}", "python -m benchmarks ...")
job("plots", "Test measuring and plots; with the folder of a run, draw its plots.", BOTH,
    "pytest benchmarks -n2", more=("python -m report.plots ...", "python -m report.plots.ahead"))
job("growth", "Growth of pages (-- --full: a million).", BOTH, "python -m benchmarks.growth ...")
job("live", "Streams (-- --quick).", f"{BOTH} waiting live", "python -m experiments.streams ...")
job("waiting", "Waiting views (-- --quick).", f"{BOTH} waiting", "python -m benchmarks.waiting ...")
job("upkeep", "Maintenance (-- --quick).", f"{BOTH} lint", "python -m benchmarks.upkeep ...")
job("claims", "Judge the claims (-- --json).", f"{BOTH} browser", "pytest report -n2",
    "python -m report.claims ...")
job("choose", "Weigh for a team (-- TEAM.toml --language=ko).", BOTH, "python -m report.choose ...")
job("docs", "Generated documents must be up to date (-- --write updates them).",
    BOTH, "cog -I . {cog} @report/documents.txt", "python -m report.choose.page ...")
job("site", "1 min: the documents and both sides' code as a site (-- --output=FOLDER).",
    f"{BOTH} browser site", "python -m report.site ...", "pytest report/tests/test_site.py -n2")
job("lint", "Style and types.", f"{BOTH} openapi browser load queues changes apis lint mutation",
    "uv lock --check --quiet --offline --default-index=https://pypi.org/simple", "ruff check",
    "ruff format --check", "python -m benchmarks.code.sizes", "python -m benchmarks.code.prose",
    "TMPDIR=/tmp mypy", "mypy --config-file=django_impl/mypy.ini django_impl", "codespell",
    "BOOKSHELF_DEBUG=1 mypy --config-file=experiments/migration/mypy.ini")
