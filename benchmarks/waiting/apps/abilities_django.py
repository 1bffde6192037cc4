"""The same five abilities tried in coroutines of Django: in ``same`` as a synchronous view writes
them, in ``own`` with what its documentation shows for coroutines."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django import forms
from django.contrib.auth import alogin, get_user_model
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from books.models import Book  # type: ignore[import-not-found]


class Form(forms.Form):
    title = forms.CharField()


def in_transaction() -> str:
    with transaction.atomic():
        return Book.objects.all()[0].title


async def sign_in(request: HttpRequest) -> HttpResponse:
    user = await get_user_model().objects.afirst()
    await alogin(request, user, "django.contrib.auth.backends.ModelBackend")
    return HttpResponse("signed in")


async def same_user(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.get_username())


async def own_user(request: HttpRequest) -> HttpResponse:
    return HttpResponse((await request.auser()).get_username())


async def same_session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = 1
    return HttpResponse("seen")


async def own_session(request: HttpRequest) -> HttpResponse:
    await request.session.aset("seen", 1)
    return HttpResponse("seen")


async def same_query(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Book.objects.all()[0].title)


async def own_query(request: HttpRequest) -> HttpResponse:
    return HttpResponse((await Book.objects.afirst()).title)


async def same_transaction(request: HttpRequest) -> HttpResponse:
    return HttpResponse(in_transaction())


async def own_transaction(request: HttpRequest) -> HttpResponse:
    return HttpResponse(await sync_to_async(in_transaction)())


async def same_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Form()["title"]))


urlpatterns = [
    path("sign-in", sign_in),
    path("same/user", same_user),
    path("same/session", same_session),
    path("same/query", same_query),
    path("same/transaction", same_transaction),
    path("same/form", same_form),
    path("own/user", own_user),
    path("own/session", own_session),
    path("own/query", own_query),
    path("own/transaction", own_transaction),
]
