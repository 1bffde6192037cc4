"""Changes Flask-Admin's templates: adds missing labels, and moves what the content security policy
forbids to admin-csp.js."""

from flask import Flask
from jinja2.ext import Extension

QUESTION = "{{ _gettext('Are you sure you want to delete this record?') }}"
REPLACED = {
    'href="javascript:void(0)"': 'href="#"',
    ' onclick="return false;"': "",
    "onclick=\"return modelActions.execute('{{ p[0] }}');\"": 'data-bulk-action="{{ p[0] }}"',
    f"onclick=\"return faHelpers.safeConfirm('{QUESTION}');\"": f'data-confirm="{QUESTION}"',
    # Not forbidden, but without them a screen reader knows neither the language nor the purpose of
    # these boxes and this link.
    "<html>": '<html lang="en">',
    "title=\"{{ _gettext('Select all records') }}\"": 'aria-label="Select all"',
    "title=\"{{ _gettext('Select record') }}\"": 'aria-label="Select"',
    'class="align-middle"': 'class="align-middle" title="Clear the search"',
    # The original does not say what is exported, and fails on parameters with the names of
    # url_for's own.
    "get_url('.export', export_type=admin_view.export_types[0], "
    "**request.args)": "admin_view.export_url()",
    "title=\"{{ _gettext('Export') }}\">{{ _gettext('Export') "
    "}}</a>": ">Export these books as CSV</a>",
}


class WithoutScripts(Extension):
    """Patches the source, because copies of eight templates would have to follow every release."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if name and name.startswith("admin/"):
            for forbidden, allowed in REPLACED.items():
                source = source.replace(forbidden, allowed)
        return source


def init_app(app: Flask) -> None:
    app.jinja_env.add_extension(WithoutScripts)
