"""Signing in and out, the account page, and changing one's password."""

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy

from accounts import throttling
from config import history
from config.versions import StaleError


class LoginView(views.LoginView):
    template_name = "accounts/login.html"
    http_method_names = ["get", "post", "head", "options"]

    def pair(self, form: AuthenticationForm) -> tuple[str, str]:
        """Whose failures are counted: the user name that would be looked up, and the address of the connection."""
        # Read as the form reads it: with a space more, or in other letters, it would be a new name each time.
        username = form.fields["username"].to_python(form.data.get("username", ""))
        return username or "", self.request.META.get("REMOTE_ADDR", "")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        username, address = self.pair(self.get_form())
        if not (seconds := throttling.seconds_left(username, address)):
            return super().post(request, *args, **kwargs)
        # A form without data: to draw one with data is to check it, password and all.
        form = AuthenticationForm(request, initial={"username": username})
        context = self.get_context_data(form=form, throttled=True)
        return self.render_to_response(context, status=429, headers={"Retry-After": str(seconds)})

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        # Django keeps the session of somebody who signs in again; here every sign-in ends the one before.
        self.request.session.flush()
        return super().form_valid(form)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        throttling.count_failure(*self.pair(form))
        headers = {"WWW-Authenticate": 'Session realm="bookshelf"'}
        return self.render_to_response(self.get_context_data(form=form, refused=True), status=401, headers=headers)


class AccountView(LoginRequiredMixin, views.PasswordChangeView):
    """The account, with the form that changes its password."""

    template_name = "accounts/account.html"
    success_url = reverse_lazy("accounts:account")
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.request.user.is_authenticated  # or dispatch would not have come here
        return super().get_context_data(role=self.request.user.role, **kwargs)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        try:
            with transaction.atomic():
                response = super().form_valid(form)
                history.changed(form.user.pk, [form.user], ["password"])
        except StaleError:  # a manager has changed this user meanwhile: is the old password still the right one?
            form.user.refresh_from_db()
            return self.post(self.request)
        return response

    def handle_no_permission(self) -> HttpResponseRedirect:
        return redirect_to_login(reverse("accounts:account"))


class ChangePasswordView(AccountView):
    """Where the form of the account page is sent."""

    http_method_names = ["post", "options"]

    def form_invalid(self, form: PasswordChangeForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
