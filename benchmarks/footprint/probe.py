"""Prints the installed packages as JSON: runs in any environment, with only the standard
library."""

import json
from importlib.metadata import Distribution, distributions, packages_distributions
from pathlib import Path


def canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def size(one: Distribution) -> int:
    """Bytes of its files, without compiled bytecode."""
    files = [Path(str(one.locate_file(file))) for file in one.files or []]
    return sum(file.stat().st_size for file in files if file.suffix != ".pyc" and file.is_file())


if __name__ == "__main__":
    packages = {
        canonical(one.name): {"version": one.version, "bytes": size(one)} for one in distributions()
    }
    owners = {module: canonical(names[0]) for module, names in packages_distributions().items()}
    print(json.dumps({"packages": packages, "owners": owners}))
