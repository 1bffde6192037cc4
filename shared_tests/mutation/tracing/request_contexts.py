"""A plugin of coverage.py: code that a server executes for a request belongs to the case that runs
at that moment."""

import os
from pathlib import Path
from types import FrameType

from coverage import CoveragePlugin
from coverage.plugin_support import Plugins

HANDLER = "handle_request"  # gunicorn's method, in which a whole request is served


class RequestContexts(CoveragePlugin):
    def __init__(self, file: Path) -> None:
        self.file = file

    def dynamic_context(self, frame: FrameType) -> str | None:
        return self.file.read_text(encoding="utf-8") if frame.f_code.co_name == HANDLER else None


def coverage_init(registry: Plugins, options: object) -> None:
    registry.add_dynamic_context(RequestContexts(Path(os.environ["TRACED_CASE"])))
