"""HTTP clients for servers on this machine. They use no proxy, whatever the environment names."""

from __future__ import annotations

from functools import partial
from typing import Any

import httpx2 as httpx


class Client(httpx.Client):  # noqa: TID251
    def __init__(self, **options: Any) -> None:
        super().__init__(trust_env=False, **options)


get = partial(httpx.get, trust_env=False)  # noqa: TID251
