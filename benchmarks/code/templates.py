"""The words of a template: tags, filters, called functions, and names of the language itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set


def of_template(text: str, ours: Set[str] = frozenset()) -> Counter[str]:
    """The count of each word. A tag that ends a block does not count, nor a function of ours as a
    filter or a call."""
    tags = [name for name in re.findall(r"\{%-?\s*(\w+)", text) if not name.startswith("end")]
    found = Counter(f"{{% {name} %}}" for name in tags)
    for inner in re.findall(r"\{[{%](.*?)[}%]\}", text, re.DOTALL):
        code = re.sub(r"'[^']*'|\"[^\"]*\"", "''", inner)
        filters = re.findall(r"\|\s*([a-z]\w*)", code)
        called = re.findall(r"(?<![\w.])([a-z]\w*)\(", code)
        found.update(f"|{name}" for name in filters if name not in ours)
        found.update(f"{name}()" for name in called if name not in ours)
        found.update(re.findall(r"(?<![\w.])(?:block\.super|forloop\.\w+|loop\.\w+)", code))
    return found
