"""Writes `commands.md` and `tables.md` from the program itself; a test holds them to it.

python docs/reference.py
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def commands() -> str:
    """Every verb with its arguments, options and examples."""
    from typer.main import get_command

    from onrecord.cli.main import app

    lines = ["# Commands", "", "Written by `docs/reference.py` from the program itself.", ""]
    for name, command in _verbs(get_command(app), "onrecord"):
        lines += [f"## {name}", "", *_paragraphs(command.help), ""]
        lines += [_option(parameter) for parameter in command.params if parameter.name != "help"]
        lines += ["", *(f"    {line}" for line in _examples(command.epilog)), ""]
    return "\n".join(lines)


def _verbs(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        full = f"{path} {name}"
        if hasattr(command, "commands"):
            yield from _verbs(command, full)
        else:
            yield full, command


def _paragraphs(text: str | None) -> Iterator[str]:
    for number, paragraph in enumerate((text or "").strip().split("\n\n")):
        if number:
            yield ""
        yield " ".join(paragraph.split())


def _option(parameter: Any) -> str:
    named = parameter.param_type_name == "option"
    name = ", ".join(parameter.opts) if named else parameter.metavar
    help_text = parameter.help or ""
    default = parameter.default
    shown = named and default not in (None, False, ()) and not callable(default)
    value = getattr(default, "value", default)
    return f"- `{name}`: {help_text}{f' Default: `{value}`.' if shown else ''}"


def _examples(epilog: str | None) -> list[str]:
    return [line.strip() for line in (epilog or "").partition("Examples:")[2].splitlines()[1:]]


def tables() -> str:
    """Every table of a store with its columns."""
    from onrecord.store.database import OWN_TABLES
    from onrecord.store.tables import TABLES

    lines = ["# Tables", "", (HERE / "tables.head.md").read_text("utf-8").strip(), ""]
    for table in TABLES:
        lines += [f"## {table.name}", "", "| column | type | in the record |", "|---|---|---|"]
        lines += [f"| {c.name} | {c.kind} | {c.path or 'key'} |" for c in table.all_columns] + [""]
    for name, columns in OWN_TABLES.items():
        lines += [f"## {name}", "", "| column | type |", "|---|---|"]
        lines += [f"| {column.name} | {column.kind} |" for column in columns] + [""]
    return "\n".join(lines)


PAGES = {"commands.md": commands, "tables.md": tables}


def main() -> int:
    """Write the pages."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page().rstrip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
