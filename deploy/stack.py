"""The whole production of one implementation on loopback: nginx, two gunicorns, a worker,
PostgreSQL, Valkey."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy import applications, assembly
from deploy.processes import Program
from deploy.programs import account, programs, shared_folder
from shared_tests.harness.implementations import PASSWORD, Implementation, demo, prepare
from shared_tests.harness.limits import open_files
from shared_tests.harness.postgresql import PostgresDatabase


@dataclass(frozen=True)
class Stack:
    """The running programs, and their addresses."""

    base_url: str
    http_url: str
    """The address of plain HTTP, which redirects to ``base_url``."""
    ca: Path
    """The certificate of the authority that signed nginx's; ``trust`` accepts it."""
    trust: ssl.SSLContext
    access_log: Path
    database: PostgresDatabase
    env: dict[str, str]
    """The environment of the application's processes; the commands of the implementation need the
    same."""
    postgres: Program
    valkey: Program
    gunicorns: tuple[Program, ...]
    workers: tuple[Program, ...]
    nginx: Program

    @property
    def programs(self) -> tuple[Program, ...]:
        return (self.postgres, self.valkey, *self.gunicorns, *self.workers, self.nginx)

    def log(self, lines: int = 40) -> str:
        """The last lines of every program's log."""
        tails = {one.name: one.log().splitlines()[-lines:] for one in self.programs}
        return "\n".join("\n".join([f"--- {name}", *tail]) for name, tail in tails.items() if tail)

    logs = log


@contextmanager
def production(
    implementation: Implementation,
    folder: Path,
    *,
    fault_routes: bool = False,
    system: bool = False,
    broker: str = "postgresql",
    settings: Mapping[str, str] | None = None,
    pool: Mapping[str, str] | None = None,
    password: str = PASSWORD,
) -> Iterator[Stack]:
    """Serve with the demo catalogue until the block is left; logs go to ``folder``.

    ``system`` takes the machine's own programs instead of the wheels'. ``broker`` is where exports
    wait: postgresql, redis, or nothing for no worker process. ``settings`` are BOOKSHELF_ variables
    without their prefix; ``pool`` may hold WEB_CONCURRENCY and SERVE_THREADS. Raises RuntimeError
    with the log of what does not start.
    """
    open_files(8192)  # as many as nginx.conf asks for
    with ExitStack() as exits:
        home = exits.enter_context(shared_folder())
        place = assembly.Place(
            home, folder, programs(home / "programs", system=system), account(), exits
        )
        stores = assembly.stores(place)
        requested = {"FAULT_ROUTES": "1" if fault_routes else "", **(settings or {})}
        env = stores.environment(folder, broker, requested) | dict(pool or {})
        prepare(implementation, env, implementation.migrate, demo(password))
        stack = opened(implementation, place, stores, env)
        try:
            yield stack
        except Exception as error:
            error.add_note(stack.log())
            raise


def opened(
    implementation: Implementation,
    place: assembly.Place,
    stores: assembly.Stores,
    env: dict[str, str],
) -> Stack:
    """The programs that serve clients, before a database that is ready."""
    gunicorns, entrance = assembly.gunicorns(implementation, env, place), assembly.entrance(place)
    needs_worker = "BOOKSHELF_BROKER_URL" in env
    workers = (applications.worker(implementation, env, place.logs),) if needs_worker else ()
    place.start(*gunicorns, *workers, entrance.nginx)
    shared = {
        name: getattr(entrance, name)
        for name in ("base_url", "http_url", "ca", "trust", "access_log", "nginx")
    }
    return Stack(
        database=stores.database,
        env=env,
        postgres=stores.postgres,
        valkey=stores.valkey,
        gunicorns=gunicorns,
        workers=workers,
        **shared,
    )
