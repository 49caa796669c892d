"""The codes that a record may hold, out of the ontology and the lists."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import onrecord
from onrecord.model import record as model
from onrecord.what.ontology import ontology
from writing.meanings import UndocumentedError, cell, rows, told

HERE = Path(__file__).resolve().parent.parent
QUAD = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict",
        4: "material conflict"}  # fmt: skip


def codebook() -> str:
    """Types, modes, contexts, statuses, voices and sectors, between what is written by hand."""
    text = (HERE / "codebook.head.md").read_text("utf-8").strip()
    for mark, part in PARTS.items():
        text = text.replace(f"<!-- {mark} -->", "\n".join(part()).strip())
    return text


def _types() -> list[str]:
    body = (
        (f"`{t.type}`", str(t.quad), _number(t.intensity), cell(t.meaning))
        for t in ontology().types.values()
    )
    return rows(("type", "quad", "intensity", "who does so, in short"), *body)


def _modes() -> list[str]:
    body = (
        (f"`{m.type}`", f"`{m.mode}`", "" if m.intensity is None else _number(m.intensity),
         cell(m.meaning))
        for m in ontology().modes.values()
    )  # fmt: skip
    return rows(("type", "mode", "intensity", "meaning"), *body)


def _contexts() -> list[str]:
    body = ((f"`{c.context}`", cell(c.meaning)) for c in ontology().contexts.values())
    return rows(("context", "what it is about"), *body)


def _quads() -> list[str]:
    types = ontology().types.values()
    body = (
        (str(number), name, ", ".join(f"`{t.type}`" for t in types if t.quad == number))
        for number, name in QUAD.items()
    )
    return rows(("quad", "class", "types"), *body)


def _listed(section: str, codes: tuple[str, ...], head: str) -> list[str]:
    said = told()[section]
    if lacking := set(codes) - set(said):
        raise UndocumentedError(
            f"{section}.{min(lacking)}: say in docs/meanings.toml what it means"
        )
    return rows((head, "meaning"), *((f"`{code}`", cell(said[code])) for code in codes))


def sectors() -> tuple[str, ...]:
    """The sectors, and the bodies that have no country."""
    lookups = Path(onrecord.__file__).parent / "export" / "lookups"
    text = (lookups / "sectors.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")][1:]
    return tuple(line.split(",")[0] for line in lines)


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


PARTS: dict[str, Callable[[], list[str]]] = {
    "types": _types,
    "modes": _modes,
    "contexts": _contexts,
    "quads": _quads,
    "status": lambda: _listed("status", get_args(model.Status), "status"),
    "asserted_by": lambda: _listed("asserted_by", ("outlet", "source", "quote"), "asserted_by"),
    "sectors": lambda: _listed("sectors", sectors(), "sector"),
}
