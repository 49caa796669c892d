"""Writes the pages of reference from the program itself; a test holds them to it.

python docs/reference.py          commands, fields, tables, lexicon, codebook, python, layouts,
                                  modules
python docs/reference.py --demo   also what programs print: the README's demo, the tutorial

What the program's own words don't tell stands in `meanings.toml`.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from writing import records  # noqa: E402
from writing.codebook import codebook  # noqa: E402
from writing.layouts import layouts  # noqa: E402
from writing.lexicon import lexicon  # noqa: E402
from writing.modules import modules  # noqa: E402
from writing.python import python  # noqa: E402
from writing.tutorial import tutorial  # noqa: E402

DEMO_REPORTS = ("jcpoa-2015", "djibouti-2014")
"""Reports whose tables the README shows."""


def commands() -> str:
    """Every verb with its arguments, options and examples."""
    from typer.main import get_command

    from onrecord.cli.main import app

    lines = ["# Commands", "", "Written by `docs/reference.py` from the program itself.", ""]
    for name, command in _verbs(get_command(app), "onrecord"):
        lines += [f"## {name}", "", *_paragraphs(command.help), ""]
        lines += [_option(parameter) for parameter in command.params if parameter.name != "help"]
        if examples := _examples(command.epilog):
            lines += ["", "```sh", *examples, "```", ""]
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
    names = ", ".join((*parameter.opts, *getattr(parameter, "secondary_opts", ())))
    name = " ".join([names, *_values(parameter)]) if named else parameter.metavar
    help_text = parameter.help or ""
    default = parameter.default
    shown = named and default not in (None, False, ()) and not callable(default)
    value = getattr(default, "value", default)
    return f"- `{name}`: {help_text}{f' Default: `{value}`.' if shown else ''}"


def _values(parameter: Any) -> list[str]:
    """What follows an option: the values that it may have, or what it is called."""
    kind = parameter.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ["|".join(str(one.value) for one in kind)]
    if parameter.metavar:
        return [parameter.metavar]
    return ["N"] if kind in (int, float) and not parameter.is_flag else []


def _examples(epilog: str | None) -> list[str]:
    return [line.strip() for line in (epilog or "").partition("Examples:")[2].splitlines()[1:]]


def tables() -> str:
    """Every table of a store with its columns."""
    return records.tables((HERE / "tables.head.md").read_text("utf-8").strip())


PAGES = {
    "commands.md": commands,
    "tables.md": tables,
    "fields.md": records.fields,
    "lexicon.md": lexicon,
    "codebook.md": codebook,
    "python.md": python,
    "layouts.md": layouts,
    "modules.md": modules,
}


def demo() -> str:
    """What the demo prints of a few reports, with the heads of its columns."""
    with TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "onrecord", "demo", "--to", f"{folder}/demo.jsonl")
        environment = {**os.environ, "COLUMNS": "112"}
        output = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        ).stdout
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", output) if block.strip()]
    shown = [block for block in blocks if block.startswith(DEMO_REPORTS)]
    lines = [line.rstrip() for block in (blocks[0], *shown) for line in [*block.split("\n"), ""]]
    return "\n".join(lines).rstrip()


def write_demo() -> None:
    """Put the demo's output between its marks in the README."""
    readme = HERE.parent / "README.md"
    before, _, rest = readme.read_text("utf-8").partition("<!-- demo -->\n")
    after = rest.partition("<!-- /demo -->")[2]
    block = f"<!-- demo -->\n```\n{demo()}\n```\n<!-- /demo -->"
    readme.write_text(before + block + after, encoding="utf-8")


def main() -> int:
    """Write the pages."""
    if "--demo" in sys.argv[1:]:
        write_demo()
        (HERE / "tutorial.md").write_text(tutorial(), encoding="utf-8")
    for name, page in PAGES.items():
        (HERE / name).write_text(page().rstrip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
