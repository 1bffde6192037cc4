"""The words of a template: tags, filters, called functions, and names of the language itself."""

from __future__ import annotations

import re
from collections import Counter


def of_template(text: str) -> Counter[str]:
    """The count of each word; a tag that ends a block does not count."""
    tags = [name for name in re.findall(r"\{%-?\s*(\w+)", text) if not name.startswith("end")]
    found = Counter(f"{{% {name} %}}" for name in tags)
    for inner in re.findall(r"\{[{%](.*?)[}%]\}", text, re.DOTALL):
        code = re.sub(r"'[^']*'|\"[^\"]*\"", "''", inner)
        found.update(f"|{name}" for name in re.findall(r"\|\s*([a-z]\w*)", code))
        found.update(f"{name}()" for name in re.findall(r"(?<![\w.])([a-z]\w*)\(", code))
        found.update(re.findall(r"(?<![\w.])(?:block\.super|forloop\.\w+|loop\.\w+)", code))
    return found
