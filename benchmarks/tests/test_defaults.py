"""Each row of the probe can fail: a careless project, made of the one that is asked, holds none of
those that are planted in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.defaults import flask_applications
from benchmarks.defaults.as_installed import statuses
from benchmarks.defaults.asking import ROWS
from benchmarks.defaults.django_project import PACKAGES, replace, startproject, subject
from benchmarks.defaults.finding import HELD, NOT_HELD
from benchmarks.defaults.subject import LARGEST_BODY
from benchmarks.defaults.user import Site, served
from report.records import recorded

pytest.importorskip(
    "flask_security", reason="its packages are in the group defaults: nox -s defaults runs it"
)

CARELESS = """
import json

from django.contrib.auth import views as auth
from django.views import View


class OpenLogin(auth.LoginView):
    def get_redirect_url(self, *args):
        return self.request.POST.get("next") or self.request.GET.get("next", "")


class BarePassword(auth.PasswordChangeView):
    def dispatch(self, request):
        return super(auth.PasswordChangeView, self).dispatch(request)  # where no token is asked for

    def post(self, request):
        request.POST["old_password"]
        return super().post(request)


class BareJson(View):
    def post(self, request):
        sent = json.loads(request.body)
        Book.objects.create(title=sent["title"], author_id=sent["author"])
        return JsonResponse({}, status=201)
"""
FAULTS = {
    "site_of_books/settings.py": {
        "    'django.middleware.csrf.CsrfViewMiddleware',\n": "",
        "    'django.middleware.security.SecurityMiddleware',\n": "",
        "ALLOWED_HOSTS = ['127.0.0.1']": "ALLOWED_HOSTS = ['*']",
        f"DATA_UPLOAD_MAX_MEMORY_SIZE = {LARGEST_BODY}": "DATA_UPLOAD_MAX_MEMORY_SIZE = None",
        "ROOT_URLCONF": "SESSION_ENGINE = 'django.contrib.sessions.backends.signed_cookies'\n"
        "SESSION_COOKIE_SAMESITE = None\n"
        "AUTHENTICATION_BACKENDS = ['django.contrib.auth.backends.AllowAllUsersModelBackend']\n"
        "ROOT_URLCONF",
        "AUTH_PASSWORD_VALIDATORS = [": "AUTH_PASSWORD_VALIDATORS = []\nUNUSED = [",
    },
    "library/urls.py": {
        "urlpatterns = [": "urlpatterns = [\n"
        '    path("accounts/login/", views.OpenLogin.as_view()),\n'
        '    path("accounts/password_change/", views.BarePassword.as_view()),\n'
        '    path("api/books/", views.BareJson.as_view()),\n',
    },
    "library/views.py": {
        "    paginate_by = 20": "    paginate_by = 20\n\n"
        "    def dispatch(self, request, *args, **kwargs):\n"
        "        return self.get(request)",
        "self.form.is_valid()": "self.form.is_valid() or self.form.errors.clear() is None",
        'self.form.cleaned_data["q"]': 'self.request.GET.get("q", "")',
    },
    "library/templates/library/book_list.html": {"{{ book.title }}": "{{ book.title|safe }}"},
    "library/admin.py": {
        "@admin.register(Author)": "admin.site.has_permission = lambda request: True\n\n\n"
        "@admin.register(Author)"
    },
}
PLANTED = (
    *("common_password_is_refused", "next_stays_here", "sign_out_ends_the_session"),
    *("user_who_is_shut_out_is_out", "session_cookie_is_guarded", "form_without_its_token"),
    *("form_from_another_origin", "three_for_browsers", "foreign_host", "stored_markup", "nul"),
    *("malformed_json", "json_without_a_field", "form_without_a_field", "body_too_large"),
    *("unknown_methods", "closed_to_anonymous", "closed_to_readers"),
)


@pytest.fixture(scope="module")
def careless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("careless")
    project = startproject(folder)
    for name, texts in FAULTS.items():
        replace(project / name, texts)
    with (project / "library" / "views.py").open("a", encoding="utf-8") as views:
        views.write(CARELESS)
    made = dataclasses.replace(subject(folder, project), api="/api/books/", reads_json=True)
    with served(made, folder) as site:
        yield site


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", PLANTED)
def test_a_careless_project_does_not_hold(careless: Site, name: str) -> None:
    assert verdicts(careless, name) == {name: NOT_HELD}


def verdicts(site: Site, *names: str) -> dict[str, str]:
    return {row.name: row.probe(site).verdict for row in ROWS if row.name in names}


@pytest.mark.timeout(240)
def test_without_the_documented_settings_flask_does_not_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flask_applications, "SECURITY", {})
    names = ("session_cookie_is_guarded", "foreign_host", "body_too_large")
    with served(flask_applications.bare_flask(tmp_path), tmp_path) as site:
        assert verdicts(site, *names) == dict.fromkeys(names, NOT_HELD)


@pytest.mark.timeout(240)
def test_what_flask_packages_document_closes_what_their_settings_leave_open(
    tmp_path: Path,
) -> None:
    made = flask_applications.flask_security(tmp_path)
    wsgi = made.implementation.wsgi.replace("()", "(closed=True)")
    closed = dataclasses.replace(made.implementation, wsgi=wsgi)
    names = (
        *("guessing_is_ended", "others_are_not_kept_out"),
        *("session_from_before_is_worth_nothing", "windows_apart"),
    )
    with served(dataclasses.replace(made, implementation=closed), tmp_path) as site:
        assert verdicts(site, *names) == dict.fromkeys(names, HELD)


@pytest.mark.timeout(240)
def test_what_django_documents_closes_what_its_settings_leave_open(tmp_path: Path) -> None:
    documented = {
        "settings.py": {
            "ROOT_URLCONF": "AXES_LOCKOUT_CALLABLE = 'library.closed.locked_out'\nROOT_URLCONF"
        },
    }
    made = subject(tmp_path, startproject(tmp_path, PACKAGES, documented))
    names = ("guessing_is_ended", "others_are_not_kept_out", "end_of_guessing_says_how_long")
    with served(made, tmp_path) as site:
        found = verdicts(site, *names)
    assert found == dict.fromkeys(names, HELD)


def test_before_any_setting_each_does_with_a_foreign_host_what_was_recorded() -> None:
    assert statuses() == recorded("defaults")["as_installed"]


def test_every_row_was_seen_not_held() -> None:
    found = {
        row["name"]
        for row in recorded("defaults")["rows"]
        if any(finding["verdict"] == NOT_HELD for finding in row["found"].values())
    }
    assert {row.name for row in ROWS} - found <= set(PLANTED)
