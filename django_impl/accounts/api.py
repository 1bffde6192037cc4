"""Who is signed in, and the token that this session's writes must carry."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token

from core.api import ApiView


class MeView(ApiView):
    def get(self, request: HttpRequest) -> HttpResponse:
        user = self.signed_in()
        return JsonResponse(
            {"username": user.username, "roles": [user.role], "csrf_token": get_token(request)}
        )
