"""The signed-in user, and the token that this session's writes must carry."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token

from accounts.models import User
from core.api import ApiView


class MeView(ApiView):
    def get(self, request: HttpRequest) -> HttpResponse:
        user = self.signed_in()
        assert isinstance(user, User)  # by AUTH_USER_MODEL
        return JsonResponse(
            {"username": user.username, "roles": [user.role], "csrf_token": get_token(request)}
        )
