"""Patterns of file names, as a shell writes them: `news/**/*.html`, found one at a time.

A shell that expands a pattern itself stops at some hundred thousand names; in quotation marks it
comes here.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

_MAGIC = re.compile(r"[*?\[]")


def is_pattern(given: str) -> bool:
    """Whether it has a character that stands for others."""
    return bool(_MAGIC.search(given))


def walk(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in a fixed order; nothing hidden, no links to folders."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(names) if not name.startswith("."))


def matching(pattern: str) -> Iterator[Path]:
    """The files that fit a pattern, in a fixed order; `**` is any number of folders.

    Hidden files fit only where the pattern itself names them; links to folders aren't followed.
    """
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if is_pattern(part))
    base = Path(*parts[:fixed])
    fits = re.compile(_regex(parts[fixed:]), re.DOTALL)
    hidden = any(part.startswith(".") for part in parts[fixed:])
    deep = "**" in parts[fixed:]
    return _fitting(base, fits, hidden, None if deep else len(parts) - fixed)


def _fitting(base: Path, fits: re.Pattern[str], hidden: bool, levels: int | None) -> Iterator[Path]:
    start = len(base.parts)
    for here, folders, names in os.walk(base):
        level = len(Path(here).parts) - start + 1
        shown = [name for name in folders if hidden or not name.startswith(".")]
        folders[:] = sorted(shown) if levels is None or level < levels else []
        for name in sorted(names):
            path = Path(here, name)
            relative = "/".join(path.parts[start:])
            if (hidden or not name.startswith(".")) and fits.fullmatch(relative):
                yield path


def _regex(parts: tuple[str, ...]) -> str:
    """The pattern's parts as a regular expression of a path relative to its fixed beginning."""
    pieces: list[str] = []
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "**":
            pieces.append(".*" if last else "(?:[^/]+/)*")
        else:
            pieces.append(_part(part) + ("" if last else "/"))
    return "".join(pieces)


def _part(part: str) -> str:
    """One name's pattern: `*`, `?` and `[a-z]`, none of which is a slash."""
    pieces: list[str] = []
    at = 0
    while at < len(part):
        letter = part[at]
        end = part.find("]", at + 2) if letter == "[" else -1
        if end > 0:
            inside = part[at + 1 : end].replace("\\", r"\\").replace("[", r"\[")
            negated = inside.startswith("!")
            pieces.append(f"(?!/)[{'^' if negated else ''}{inside[negated:]}]")
            at = end
        else:
            pieces.append({"*": "[^/]*", "?": "[^/]"}.get(letter, re.escape(letter)))
        at += 1
    return "".join(pieces)
