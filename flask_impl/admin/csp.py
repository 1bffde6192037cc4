"""Takes from Flask-Admin's templates what the security policy forbids; static/admin-csp.js does it instead."""

from flask import Flask
from jinja2.ext import Extension

QUESTION = "{{ _gettext('Are you sure you want to delete this record?') }}"
REPLACED = {
    'href="javascript:void(0)"': 'href="#"',
    ' onclick="return false;"': "",
    "onclick=\"return modelActions.execute('{{ p[0] }}');\"": 'data-bulk-action="{{ p[0] }}"',
    f"onclick=\"return faHelpers.safeConfirm('{QUESTION}');\"": f'data-confirm="{QUESTION}"',
}


class WithoutScripts(Extension):
    """Replaces in the source, for copies of eight templates would have to follow every release."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if name and name.startswith("admin/"):
            for forbidden, allowed in REPLACED.items():
                source = source.replace(forbidden, allowed)
        return source


def init_app(app: Flask) -> None:
    app.jinja_env.add_extension(WithoutScripts)
