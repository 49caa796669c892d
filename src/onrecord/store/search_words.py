"""What people type into a search field, as SQLite's FTS5 understands it.

Words all have to be there; `"two words"` stand side by side; `word*` is a beginning; `-word`
mustn't be there; `OR` between words is either of them. Everything else is a plain word, so that
nothing typed is a syntax error.
"""

import re

from onrecord.store.errors import StoreError

_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|(\S+?)(?=\s|"|$))(\*?)')
_WORD = re.compile(r"\w")
LONGEST = 1000
"""Characters that are read of a search."""


class SearchError(StoreError):
    """A search that asks for nothing."""


def fts_query(words: str) -> str:
    """A search in FTS5's own language. Raises SearchError where it has no word to look for."""
    wanted: list[list[str]] = [[]]
    unwanted: list[str] = []
    joined = False
    for minus, quoted, bare, star in _PIECE.findall(words[:LONGEST].replace("\0", " ")):
        if bare == "OR" and not minus:
            joined = True
            continue
        term = _term(quoted or bare, star)
        if term is None:
            continue
        if minus:
            unwanted.append(term)
        elif joined and wanted[-1]:
            wanted[-1].append(term)
        else:
            wanted.append([term])
        joined = False
    groups = [f"({' OR '.join(group)})" for group in wanted if group]
    if not groups:
        raise SearchError(f"{words!r}: no word to look for; write at least one without a minus")
    return " NOT ".join([f"({' AND '.join(groups)})", *unwanted])


def _term(words: str, star: str) -> str | None:
    """One word or phrase, quoted so that it means nothing else; None where it has no letter."""
    if not _WORD.search(words):
        return None
    begins = star or ("*" if words.endswith("*") else "")
    return f'"{words.replace(chr(34), "").rstrip("*")}"{begins}'
