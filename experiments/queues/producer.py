"""Queues jobs in a process of its own, as an application would: a JSON line in says which, one out
what it cost."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any


def queue(module: Any, way: str, job: str, names: list[str]) -> dict[str, Any]:
    """Stops at the first error; how long that one took is told too."""
    task = getattr(module, job)
    begun: list[float] = []
    ended: list[float] = []
    try:
        for name in names:
            begun.append(time.monotonic())
            getattr(task, way)(name)
            ended.append(time.monotonic())
    except Exception as error:
        told = f"{type(error).__module__}.{type(error).__name__}"
        return {"begun": begun, "ended": [*ended, time.monotonic()], "error": told}
    return {"begun": begun, "ended": ended, "error": None}


def begin_django() -> Callable[[], None]:
    """Load the project. What is returned is what Django does with its connections when a request
    ends."""
    import django
    from django.db import close_old_connections

    django.setup()
    return close_old_connections


def main(module: str, way: str) -> None:
    end_request = begin_django() if "DJANGO_SETTINGS_MODULE" in os.environ else lambda: None
    tasks = import_module(module)
    responses, sys.stdout = sys.stdout, sys.stderr
    print("{}", file=responses, flush=True)  # ready
    for line in sys.stdin:
        print(json.dumps(queue(tasks, way, **json.loads(line))), file=responses, flush=True)
        end_request()


if __name__ == "__main__":
    main(*sys.argv[1:])
