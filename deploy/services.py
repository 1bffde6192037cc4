"""PostgreSQL and Valkey as an application meets them in production: durable, on loopback, not
root."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import psycopg

from deploy.processes import Program
from deploy.programs import Account, Programs
from shared_tests.harness.child_processes import run
from shared_tests.harness.postgresql import ORDER, SUPERUSER, PostgresDatabase
from shared_tests.harness.servers import free_port
from shared_tests.harness.valkey import options, ping

# A test that stops the server by force must find every acknowledged write, so durability is not
# switched off.
LIMITS = ("-c", "max_connections=200")


def postgres(
    programs: Programs, home: Path, logs: Path, account: Account
) -> tuple[Program, PostgresDatabase]:
    """A new, empty cluster, and its database ``postgres``."""
    data, port = home / "postgres", free_port()
    data.mkdir(mode=0o700)
    account.owns(data)
    initialise(programs, data, account)
    database = PostgresDatabase(port, "postgres")
    places = (f"-D{data}", "-h127.0.0.1", f"-p{port}", f"-k{data}")
    return Program(
        log_file=logs / "postgres.log",
        name="postgres",
        command=[f"{programs.postgres}/postgres", *places, *LIMITS],
        env=os.environ,
        is_ready=lambda: check_connection(database),
        account=account,
        cwd=data,
        stop_signal=signal.SIGINT,  # "fast": TERM would wait for every client to disconnect
    ), database


def initialise(programs: Programs, data: Path, account: Account) -> None:
    order = ORDER if supports_builtin_locale(programs) else ("--encoding=UTF8", "--locale=C.UTF-8")
    options = (f"-D{data}", f"-U{SUPERUSER}", "--auth=trust", "--no-sync")
    done = run(
        [f"{programs.postgres}/initdb", *options, *order],
        user=account.user,
        group=account.group,
        cwd=data.parent,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise RuntimeError(f"initdb ended with {done.returncode}:\n{done.stderr}")


def supports_builtin_locale(programs: Programs) -> bool:
    """Whether PostgreSQL has a built-in locale for the order of plain bytes, as it has from version
    17 on."""
    output = subprocess.run(
        [f"{programs.postgres}/initdb", "--version"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return int(output.stdout.split()[2].split(".")[0]) >= 17


def check_connection(database: PostgresDatabase) -> None:
    try:
        database.query("SELECT 1")
    except psycopg.OperationalError as error:
        raise RuntimeError(str(error)) from None


def valkey(programs: Programs, home: Path, logs: Path, account: Account) -> tuple[Program, str]:
    """An empty Valkey (or Redis) that keeps nothing, and its URL."""
    folder, port = home / "valkey", free_port()
    folder.mkdir(mode=0o700)
    account.owns(folder)
    return Program(
        log_file=logs / "valkey.log",
        name="valkey",
        command=[f"{programs.valkey}", *options(port, f"{folder}")],
        env=os.environ,
        is_ready=lambda: ping(port),
        account=account,
        cwd=folder,
    ), f"redis://127.0.0.1:{port}/0"
