"""The process that has the application and measures it: ``python -m benchmarks.requests.child
JOB``.

It reads what to do from its standard input, one JSON object a line, and writes one line of JSON for
each.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from benchmarks.requests.bench import Bench


def main() -> None:
    """Reply until the standard input ends; the application's output goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    bench = Bench(json.loads(sys.argv[1]))
    actions: dict[str, Callable[..., dict[str, Any]]] = {
        "warm_up": bench.warm_up,
        "start": bench.start,
        "count": bench.count,
        "time": bench.time,
    }
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            said = actions[asked.pop("do")](**asked)
        except RuntimeError as error:
            said = {"error": str(error)}
        print(json.dumps(said), file=out, flush=True)


if __name__ == "__main__":
    main()
