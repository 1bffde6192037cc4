"""The baseline's pages for sign-in and account."""

from __future__ import annotations

from html import escape

from benchmarks.requests.baseline.base import hidden, page
from benchmarks.requests.baseline.sessions import SimulatedUser


def password(label: str, name: str, kind: str) -> str:
    return f"""<label>{label} \
<input autocomplete="{kind}" id="{name}" name="{name}" type="password" value=""></label>"""


def account(client: SimulatedUser) -> str:
    """The page of a reader, without exports."""
    content = f"""
<h1>Your account</h1>
<dl>
  <dt>User name</dt><dd>{escape(client.username)}</dd>
  <dt>Role</dt><dd class="role">{escape(client.role)}</dd>
</dl>

<h2>Change the password</h2>
<form class="stacked" method="post" action="/account/password/">
  {hidden(client)}
  <p>All your other sessions will end; this one stays.</p>
  {password("Present password", "old_password", "current-password")}

  {password("New password", "new_password1", "new-password")}

  {password("New password again", "new_password2", "new-password")}

  <button>Change the password</button>
</form>
"""
    return page("Your account", content, client)


def login(client: SimulatedUser) -> str:
    """Only the form: only its submission is measured."""
    return page("Sign in", f'<form method="post" action="/login/">{hidden(client)}</form>', client)
