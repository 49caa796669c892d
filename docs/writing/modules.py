"""The map of the code: every module with the line that it opens with, layer by layer."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from writing.meanings import UndocumentedError, cell, rows

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "src" / "onrecord"
_HEAD = """# Map of the code

Every module of `src/onrecord` with the line that it opens with, from the highest layer to the \
lowest; a module imports only from the layers below its own. [architecture.md](architecture.md) \
says how they work together, and a room's README what it answers, what it can't, and how well. \
Written by `docs/reference.py`.
"""


def modules() -> str:
    """Every layer with its modules."""
    lines = [_HEAD]
    for layer in layers():
        folder = CODE / layer
        opening = folder / "__init__.py" if folder.is_dir() else CODE / f"{layer}.py"
        lines += [f"## {layer}", "", summary(opening), ""]
        if folder.is_dir():
            lines += rows(("module", "what it is"), *_modules(folder))
    return "\n".join(lines)


def layers() -> list[str]:
    """The folders and modules of the package, as `pyproject.toml` puts them in layers."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    contract = next(one for one in settings["contracts"] if one["type"] == "layers")
    return [name for layer in contract["layers"] for name in re.findall(r"\w+", layer)]


def _modules(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder)
        if name.name != "__init__.py":
            yield f"`{name.as_posix()}`", cell(summary(path))
        elif name.parent != Path():
            yield f"`{name.parent.as_posix()}/`", cell(summary(path))


def summary(path: Path) -> str:
    """The paragraph that a module opens with. Raises UndocumentedError where there is none."""
    words = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    if not words:
        raise UndocumentedError(f"{path}: begin it with a line that says what it is")
    return " ".join(words.partition("\n\n")[0].split())
