"""Signing in and out, the account page, and changing one's password."""

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.mixins import AccessMixin, LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy

from accounts import throttling
from core import history
from core.stale import is_stale
from core.versions import StaleError


def address_of(request: HttpRequest) -> str:
    """The address of the connection, or the one that our own proxies report."""
    return request.META.get("REMOTE_ADDR", "")


class SignInFirstMixin(AccessMixin):
    request: HttpRequest

    def handle_no_permission(self) -> HttpResponseRedirect:
        """To the sign-in, and from there back to the requested page; to the account after an unsafe
        method."""
        if self.request.user.is_authenticated:
            return super().handle_no_permission()
        reads = self.request.method in ("GET", "HEAD")
        return redirect_to_login(
            self.request.get_full_path() if reads else reverse("accounts:account")
        )


class LoginView(views.LoginView):
    template_name = "accounts/login.html"
    http_method_names = ["get", "post", "head", "options"]
    shows_stale_form = True

    def get_redirect_url(self, *args: Any) -> str:
        """Only a path from the root: Django also accepts others, and line ends, which browsers
        drop."""
        url = super().get_redirect_url(*args)
        return url if url.startswith("/") and url != "//" and url.isprintable() else ""

    def pair(self, form: AuthenticationForm) -> tuple[str, str]:
        """The key of the counter: the user name that would be looked up, and the client's
        address."""
        # Normalized as the form does: otherwise an extra space or another case would be a new name
        # each time.
        username = form.fields["username"].to_python(form.data.get("username", ""))
        return username or "", address_of(self.request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = request.POST.get("username", "")
        if is_stale(request):
            return self.unread_form(typed, 403, stale=True)
        if not (seconds := throttling.seconds_left(*self.pair(self.get_form()))):
            return super().post(request, *args, **kwargs)
        return self.unread_form(typed, 429, {"Retry-After": str(seconds)}, throttled=True)

    def unread_form(
        self, username: str, status: int, headers: dict[str, str] | None = None, **context: bool
    ) -> HttpResponse:
        """The page with an unbound form: rendering a bound one validates it, including the
        password."""
        form = AuthenticationForm(self.request, initial={"username": username})
        return self.render_to_response(
            self.get_context_data(form=form, **context), status=status, headers=headers
        )

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        # Django keeps the session of a user who signs in again; here every sign-in ends the
        # previous one.
        self.request.session.flush()
        return super().form_valid(form)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        throttling.count_failure(*self.pair(form))
        headers = {"WWW-Authenticate": 'Session realm="bookshelf"'}
        return self.render_to_response(
            self.get_context_data(form=form, refused=True), status=401, headers=headers
        )


class LogoutView(views.LogoutView):
    def get_redirect_url(self, *args: Any) -> str:
        """Ignores the request: signing out leads to the front page."""
        return ""


class AccountView(SignInFirstMixin, LoginRequiredMixin, views.PasswordChangeView):
    """The account, with the form that changes its password."""

    template_name = "accounts/account.html"
    success_url = reverse_lazy("accounts:account")
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.request.user.is_authenticated  # dispatch has checked this
        return super().get_context_data(role=self.request.user.role, **kwargs)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        try:
            with transaction.atomic():
                response = super().form_valid(form)
                history.changed(form.user.pk, [form.user], ["password"])
        # A manager has changed this user meanwhile: check the old password again.
        except StaleError:
            form.user.refresh_from_db()
            return self.post(self.request)
        return response


class ChangePasswordView(AccountView):
    """The target of the account page's form; a wrong old password counts as a failed sign-in."""

    http_method_names = ["post", "options"]
    shows_stale_form = True

    def pair(self) -> tuple[str, str]:
        return self.request.user.get_username(), address_of(self.request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_stale(request):
            return self.empty_form(403, stale=True)
        if seconds := throttling.seconds_left(*self.pair()):
            return self.empty_form(429, {"Retry-After": str(seconds)}, throttled=True)
        return super().post(request, *args, **kwargs)

    def empty_form(
        self, status: int, headers: dict[str, str] | None = None, **context: bool
    ) -> HttpResponse:
        assert self.request.user.is_authenticated
        form = PasswordChangeForm(self.request.user)
        return self.render_to_response(
            self.get_context_data(form=form, **context), status=status, headers=headers
        )

    def form_invalid(self, form: PasswordChangeForm) -> HttpResponse:
        if form.has_error("old_password", "password_incorrect"):
            throttling.count_failure(*self.pair())
        return self.render_to_response(self.get_context_data(form=form), status=422)
