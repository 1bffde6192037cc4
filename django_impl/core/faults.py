"""An address that fails on purpose, to see what an error looks like; it exists only when asked
for."""

from typing import NoReturn

from django.http import HttpRequest
from django.views import View


class FailView(View):
    def get(self, request: HttpRequest) -> NoReturn:
        raise RuntimeError("raised on purpose")
