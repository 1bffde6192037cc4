"""Two addresses for a load balancer: does the process live, and can it serve?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views import View


def plain(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


class LiveView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return plain("ok")


class ReadyView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return plain("database unavailable", 503)
        return plain("ok")
