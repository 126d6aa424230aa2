"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher
from typing import Any

#: Longer texts are compared by lines: words of a whole book would be counted for minutes.
MOST_WORDS = 6000
_WORDS = re.compile(r"\n+|[^\S\n]+|[^\s]+")


def parts_of(before: str, after: str) -> list[dict[str, Any]]:
    """Return the later text as parts: `same`, `ins` (was added) and `del` (was left out)."""
    old, new = _pieces(before), _pieces(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    parts: list[dict[str, Any]] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append({"kind": "same", "text": "".join(new[new_from:new_to])})
            continue
        changed = (("del", old[old_from:old_to]), ("ins", new[new_from:new_to]))
        parts += [{"kind": kind, "text": "".join(words)} for kind, words in changed if words]
    return parts


def _pieces(text: str) -> list[str]:
    return _WORDS.findall(text)
