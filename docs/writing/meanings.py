"""What a field, column or key means: `meanings.toml`, else its docstring in the code."""

import ast
import inspect
import sys
import tomllib
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent.parent / "meanings.toml"


class UndocumentedError(Exception):
    """A field, column or key that nothing explains."""


@lru_cache(maxsize=1)
def told() -> dict[str, Any]:
    """`meanings.toml`."""
    return tomllib.loads(FILE.read_text("utf-8"))


@lru_cache(maxsize=1024)
def docstrings(struct: type) -> dict[str, str]:
    """The strings that stand below a class's fields, by field."""
    tree = ast.parse(inspect.getsource(sys.modules[struct.__module__]))
    body = next(n.body for n in ast.walk(tree) if _is_class(n, struct.__name__))
    found: dict[str, str] = {}
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr):
            words = getattr(below.value, "value", None)
            if isinstance(words, str) and isinstance(field.target, ast.Name):
                found[field.target.id] = " ".join(words.split()).rstrip(".")
    return found


def _is_class(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.ClassDef) and node.name == name


def meaning(struct: type, field: str, section: dict[str, str], where: str) -> str:
    """What a struct's field means.

    Args:
        struct: the struct.
        field: its name in the file.
        section: what `meanings.toml` says of the struct.
        where: the section's name, for the error.

    Raises UndocumentedError where nothing says it.
    """
    own = docstrings(struct)
    words = section.get(field) or own.get(field) or own.get(f"{field}_")
    words = words or told()["common"].get(field)
    if words is None:
        raise UndocumentedError(f"{where}.{field}: say in docs/meanings.toml what it means")
    return cell(words)


def cell(words: str) -> str:
    """Words as a cell of a table of Markdown."""
    return words.replace("|", "\\|").replace("\\\\|", "\\|")


def rows(*lines: tuple[str, ...]) -> list[str]:
    """A table of Markdown: the first line is its head."""
    head, *body = lines
    table = [head, *body]
    cells = ["| " + " | ".join(line) + " |" for line in table]
    return [cells[0], "|---" * len(head) + "|", *cells[1:], ""]
