"""Serious findings of axe-core that remain: they come from the admins' own scripts. The list must
match exactly."""

from typing import NamedTuple


class Finding(NamedTuple):
    screen: str
    rule: str
    selector: str


KNOWN = {
    "flask": {
        Finding("filtered list", "label", ".filter-val"),
    },
    "django": {
        Finding("add form", "aria-input-field-name", ".select2-selection"),
        Finding("add form", "aria-input-field-name", "#select2-id_author-container"),
        *(
            Finding(
                "form for a user",
                "aria-prohibited-attr",
                f'label[for="{field}"] > .help-tooltip.search-label-icon',
            )
            for field in ("id_groups_input", "id_groups_selected_input")
        ),
    },
}
