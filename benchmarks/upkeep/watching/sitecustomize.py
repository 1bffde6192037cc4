"""Python imports this at its start where this folder is on PYTHONPATH: each deprecation is written
to a file, whichever program of the suite raised it. What runs the cases itself is left out."""

import json
import os
import sys
import warnings
from pathlib import Path

FILE = os.environ.get("UPKEEP_WARNINGS", "")


# the signature that warnings uses
def note(message, category, filename, lineno, file=None, line=None):
    if "pytest" not in sys.modules and issubclass(
        category, DeprecationWarning | PendingDeprecationWarning
    ):
        warning = {"category": category.__name__, "file": filename, "message": str(message)}
        with Path(FILE).open("a", encoding="utf-8") as kept:  # several programs: one write per line
            kept.write(json.dumps(warning) + "\n")


if FILE:
    warnings.simplefilter("default", DeprecationWarning)
    warnings.simplefilter("default", PendingDeprecationWarning)
    warnings.showwarning = note
