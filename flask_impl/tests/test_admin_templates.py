"""The three templates that stand in for Flask-Admin's own differ from them by what the security policy forbids."""

from pathlib import Path

import flask_admin
import pytest

OURS = Path(__file__).parent.parent / "templates" / "admin"
THEIRS = Path(flask_admin.__file__).parent / "templates" / "bootstrap4" / "admin"
QUESTION = "{{ _gettext('Are you sure you want to delete this record?') }}"
REPLACED = {
    "actions.html": ("onclick=\"return modelActions.execute('{{ p[0] }}');\"", 'data-bulk-action="{{ p[0] }}"'),
    "model/row_actions.html": (
        f"onclick=\"return faHelpers.safeConfirm('{QUESTION}');\"",
        f'data-confirm="{QUESTION}"',
    ),
    "model/layout.html": (' onclick="return false;"', ""),
}


@pytest.mark.parametrize("name", REPLACED)
def test_they_follow_the_installed_version(name: str):
    assert (OURS / name).read_text() == (THEIRS / name).read_text().replace(*REPLACED[name])
