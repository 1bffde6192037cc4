"""Queues jobs in its own process, as an application would: a JSON line in selects the job, one out
reports the cost."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any


def queue(module: Any, way: str, job: str, names: list[str]) -> dict[str, Any]:
    """Stop at the first error; its duration is reported too."""
    task = getattr(module, job)
    begun: list[float] = []
    ended: list[float] = []
    try:
        for name in names:
            begun.append(time.monotonic())
            getattr(task, way)(name)
            ended.append(time.monotonic())
    except Exception as error:
        kind = f"{type(error).__module__}.{type(error).__name__}"
        return {"begun": begun, "ended": [*ended, time.monotonic()], "error": kind}
    return {"begun": begun, "ended": ended, "error": None}


def begin_django() -> Callable[[], None]:
    """Load the project; return Django's handling of connections at the end of a request."""
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
