"""Bookshelf on four machines: built in order, and described as the stack of one machine is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from deploy.assembly import Place
from deploy.machines import front, host, store
from deploy.machines.network import Machine, network
from deploy.processes import Program
from deploy.programs import account, programs, shared_folder
from deploy.stack import Stack
from shared_tests.harness.implementations import (
    PASSWORD,
    Implementation,
    demo,
    environment,
    prepare,
)

HOSTS = ("host1", "host2")


@dataclass(frozen=True)
class Cluster:
    stack: Stack
    front: front.Front
    hosts: tuple[host.Host, ...]
    database: store.StoreDatabase

    @property
    def upstreams(self) -> list[str]:
        return [one.upstream for one in self.hosts]


@contextmanager
def cluster(implementation: Implementation, folder: Path) -> Iterator[Cluster]:
    """Serve with the demo catalogue from new machines until the block is left; logs go to
    ``folder``.

    Raises RuntimeError with the log of what does not start.
    """
    with ExitStack() as exits:
        home = exits.enter_context(shared_folder())
        machines = exits.enter_context(network())
        place = Place(home, folder, programs(home / "programs"), account(), exits)
        built = build(implementation, machines, place)
        try:
            yield built
        except Exception as error:
            error.add_note(built.stack.log())
            raise


def build(implementation: Implementation, machines: dict[str, Machine], place: Place) -> Cluster:
    postgres, database = store.postgres(machines["store"], place)
    valkey, redis_url = store.valkey(machines["store"], place)
    place.start(postgres, valkey)
    env = variables(place.logs, store.admit(machines["store"], database), redis_url)
    # As on every machine, the commands are run where the application is.
    inside = replace(
        implementation, command=(*machines[HOSTS[0]].inside(), *implementation.command)
    )
    prepare(inside, env, implementation.migrate, demo(PASSWORD))
    hosts = tuple(
        host.host(implementation, machines[name], machines["front"], env, place.logs)
        for name in HOSTS
    )
    entrance = front.front(machines["front"], place, [one.upstream for one in hosts])
    place.start(*(program for one in hosts for program in one.programs))
    place.start(entrance.nginx)
    stack = described(env, (postgres, valkey), database, hosts, entrance)
    return Cluster(stack, entrance, hosts, database)


def described(
    env: dict[str, str],
    stores: tuple[Program, Program],
    database: store.StoreDatabase,
    hosts: tuple[host.Host, ...],
    entrance: front.Front,
) -> Stack:
    """The programs on the machines, in the form of a stack on one machine."""
    postgres, valkey = stores
    return Stack(
        base_url=front.BASE_URL,
        http_url=front.HTTP_URL,
        ca=entrance.ca,
        trust=entrance.trust,
        access_log=entrance.access_log,
        database=database,
        env=env,
        postgres=postgres,
        valkey=valkey,
        gunicorns=tuple(one.gunicorn for one in hosts),
        workers=tuple(one.worker for one in hosts),
        nginx=entrance.nginx,
    )


def variables(logs: Path, database_url: str, redis_url: str) -> dict[str, str]:
    return environment(
        logs,
        DATABASE_URL=database_url,
        BROKER_URL=database_url,
        REDIS_URL=redis_url,
        ALLOWED_HOSTS=front.ADDRESS,
        TLS="1",
        TRUSTED_PROXIES="1",
        FAULT_ROUTES="1",
    )
