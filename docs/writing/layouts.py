"""The columns of the layouts of other data sets, with what stands there."""

import re

from onrecord.export.formats import gdelt, icews, polecat
from writing.meanings import UndocumentedError, cell, rows, told

LAYOUTS = {"gdelt": gdelt.COLUMNS, "icews": icews.COLUMNS, "polecat": polecat.COLUMNS}
_SIDES = {
    "gdelt": (r"^Actor[12]", "Actor "),
    "polecat": (r"\b(Actor|Recipient)\b", "Side"),
}
"""How a layout names its sides, and what `meanings.toml` has for both."""
_HEAD = """# Columns of the layouts

What `onrecord export` writes into the columns of GDELT, ICEWS and POLECAT, in their order. \
[exports.md](exports.md) says which events are taken, how claims are kept out, what is lost, and \
has the columns of all other formats. Written by `docs/reference.py` from the program.
"""


def layouts() -> str:
    """Every column of every layout."""
    lines = [_HEAD]
    for name, columns in LAYOUTS.items():
        numbered = enumerate(columns, 1)
        body = ((str(n), f"`{column}`", column_meaning(name, column)) for n, column in numbered)
        lines += [f"## {name}", "", *rows(("", "column", "what stands there"), *body)]
    return "\n".join(lines)


def column_meaning(layout: str, column: str) -> str:
    """What stands in a column. Raises UndocumentedError where nothing says it."""
    said = told()[layout]
    side, both = _SIDES.get(layout, ("^$", ""))
    words = said.get(column) or said.get(re.sub(side, both, column))
    if words is None:
        raise UndocumentedError(f"{layout}.{column}: say in docs/meanings.toml what stands there")
    return cell(words)
