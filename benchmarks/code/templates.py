"""The words of a template: tags, filters, functions that are called, and what the language itself
names."""

from __future__ import annotations

import re
from collections import Counter


def of_template(text: str) -> Counter[str]:
    """How often each is written; a tag that ends a block is no word of its own."""
    tags = [name for name in re.findall(r"\{%-?\s*(\w+)", text) if not name.startswith("end")]
    found = Counter(f"{{% {name} %}}" for name in tags)
    for inner in re.findall(r"\{[{%](.*?)[}%]\}", text, re.DOTALL):
        code = re.sub(r"'[^']*'|\"[^\"]*\"", "''", inner)
        found.update(f"|{name}" for name in re.findall(r"\|\s*([a-z]\w*)", code))
        found.update(f"{name}()" for name in re.findall(r"(?<![\w.])([a-z]\w*)\(", code))
        found.update(re.findall(r"(?<![\w.])(?:block\.super|forloop\.\w+|loop\.\w+)", code))
    return found
