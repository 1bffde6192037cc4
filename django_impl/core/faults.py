"""An address that fails on purpose, to show an error; it exists only when configured."""

from typing import NoReturn

from django.http import HttpRequest
from django.views import View


class FailView(View):
    def get(self, request: HttpRequest) -> NoReturn:
        raise RuntimeError("raised on purpose")
