"""The Python interface, out of its signatures and docstrings."""

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

import onrecord
from onrecord.export.cite import Citation
from onrecord.export.opened import Records
from onrecord.export.work import Written
from writing.meanings import UndocumentedError, docstrings

PAGE: tuple[tuple[str, Any], ...] = (
    ("onrecord.code", onrecord.code),
    ("onrecord.Coder", onrecord.Coder),
    ("onrecord.open", onrecord.open),
    ("Records", Records),
    ("Written", Written),
    ("Citation", Citation),
)
"""What the page shows, and what it is called there."""
_SECTION = re.compile(r"^(Args|Attributes|Returns|Raises):$")
_ITEM = re.compile(r"^ {4}(\w+): (.*)$")
WIDEST = 88


def python() -> str:
    """Every public function, class and method."""
    lines = [
        "# Python", "",
        "`import onrecord` loads nothing heavy; the first use of a name does. A record's types are "
        "those of [fields.md](fields.md); the tutorial shows them at work ([tutorial.md]"
        "(tutorial.md)). Written by `docs/reference.py` from the docstrings.", "",
    ]  # fmt: skip
    for name, thing in PAGE:
        called = _signature(name, thing) if name.startswith("onrecord.") else []
        lines += [f"## {name}", "", *called, *described(name, thing)]
        lines += [*(_attributes(thing) if is_struct(thing) else ()), ""]
        for method, function in methods(thing) if inspect.isclass(thing) else ():
            lines += [f"### {name}.{method}", "", *_signature(method, function)]
            lines += [*described(f"{name}.{method}", function), ""]
    return "\n".join(lines)


def is_struct(thing: Any) -> bool:
    """Whether a thing is a struct, whose fields are part of the interface."""
    return inspect.isclass(thing) and issubclass(thing, msgspec.Struct)


def methods(owner: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public methods that a class defines itself, in its order."""
    for name, function in vars(owner).items():
        if inspect.isfunction(function) and not name.startswith("_"):
            yield name, function


def described(name: str, thing: Any) -> list[str]:
    """A docstring as Markdown. Raises UndocumentedError where there is none."""
    text = inspect.getdoc(thing)
    if not text or text.startswith(f"{name}("):
        raise UndocumentedError(f"{name}: give it a docstring")
    return list(_markdown(text.splitlines()))


def _markdown(lines: list[str]) -> Iterator[str]:
    listing = False
    for line in lines:
        item = _ITEM.match(line) if listing else None
        if _SECTION.match(line):
            listing = True
        elif item:
            yield f"- `{item[1]}`: {item[2]}"
        elif listing and line.startswith(" " * 8):
            yield f"  {line.strip()}"
        else:
            listing = listing and line.startswith(" ")
            yield line


def _signature(name: str, thing: Any) -> list[str]:
    signature = inspect.signature(thing)
    parameters = list(signature.parameters.values())
    shown = [str(p) for p in parameters if p.name != "self"]
    if any(p.kind is p.KEYWORD_ONLY for p in parameters):
        first = next(p for p in parameters if p.kind is p.KEYWORD_ONLY)
        shown.insert(shown.index(str(first)), "*")
    shown = [re.sub(r"'([^']*)'", r'"\1"', _bare(one)) for one in shown]
    gives = "" if inspect.isclass(thing) else f" -> {_returned(signature.return_annotation)}"
    line = f"{name}({', '.join(shown)}){gives}"
    if len(line) > WIDEST:
        line = f"{name}(\n" + "".join(f"    {one},\n" for one in shown) + f"){gives}"
    return ["```python", line, "```", ""]


def _returned(annotation: Any) -> str:
    if isinstance(annotation, str):
        return annotation.replace("pa.", "pyarrow.")
    return annotation.__name__ if inspect.isclass(annotation) else _bare(str(annotation))


def _attributes(struct: type) -> list[str]:
    """The fields that a docstring explains; a citation's others are those of its report."""
    told = docstrings(struct).items()
    return ["", *(f"- `.{name}`: {words}" for name, words in told)] if told else []


def _bare(parameter: str) -> str:
    """A parameter with types as one writes them: no modules."""
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Z])", "", parameter)
