"""Keeps the password hashes of one run, so that a sign-in can be measured without the second that
its hash takes.

The hash is a policy, the same function of OpenSSL on both sides; it is computed truly once for each
user, and timed.
"""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any

real = hashlib.pbkdf2_hmac


class Known:
    """Replaces ``hashlib.pbkdf2_hmac``, and caches its calls and their duration in a file."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.found: dict[str, dict] = (
            json.loads(file.read_text(encoding="utf-8")) if file and file.exists() else {}
        )

    def install(self) -> None:
        hashlib.pbkdf2_hmac = self  # type: ignore[assignment]

    def __call__(
        self,
        hash_name: str,
        password: bytes,
        salt: bytes,
        iterations: int,
        dklen: int | None = None,
    ) -> bytes:
        key = f"{hash_name} {bytes(password).hex()} {bytes(salt).hex()} {iterations} {dklen}"
        if key not in self.found:
            begun = time.process_time()
            result = real(hash_name, password, salt, iterations, dklen)
            taken = time.process_time() - begun
            self.found[key] = {"hash": result.hex(), "iterations": iterations, "seconds": taken}
            self.save()
        return bytes.fromhex(self.found[key]["hash"])

    def save(self) -> None:
        if self.file:
            self.file.write_text(json.dumps(self.found), encoding="utf-8")

    def facts(self) -> list[dict[str, Any]]:
        """Iterations and CPU seconds of each computed hash."""
        return [
            {"iterations": one["iterations"], "seconds": one["seconds"]}
            for one in self.found.values()
        ]
