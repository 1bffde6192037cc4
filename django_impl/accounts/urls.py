"""The URLs of accounts."""

from django.urls import path

from accounts.views import AccountView, ChangePasswordView, LoginView, LogoutView

app_name = "accounts"
urlpatterns = [
    path("login/", LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("account/", AccountView.as_view(), name="account"),
    path("account/password/", ChangePasswordView.as_view(), name="change_password"),
]
