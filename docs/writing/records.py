"""The fields of a record, and the columns of a store that are taken from them."""

import types
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from onrecord.model import Record, Span
from onrecord.model import record as model
from onrecord.store.columns import Column
from onrecord.store.layout import OWN_TABLES
from onrecord.store.story_tables import STORY_TABLES
from onrecord.store.tables import TABLES
from writing.meanings import UndocumentedError, cell, meaning, rows, told

_PLAIN = {str: "text", int: "whole number", float: "number", bool: "flag", type(None): "null"}
_ROOTS = {
    "documents": model.Header,
    "actors": model.Actor,
    "actor_mentions": model.ActorMention,
    "statements": model.Statement,
    "events": model.Event,
    "event_actors": model.Party,
    "event_mentions": model.EventMention,
    "times": model.Time,
    "places": model.Place,
    "wordings": model.Wording,
}
"""The part of a record that a table has a row for."""
_FLAT = {"event": model.Event, "place": model.Place}


# --- fields ----------------------------------------------------------------------------------


def structs(root: type = Record) -> list[type]:
    """A struct and all that it is made of, outermost first."""
    found = [root]
    for struct in found:
        for hint in _hints(struct).values():
            found += [inner for inner in _structs_in(hint) if inner not in found]
    return found


@lru_cache(maxsize=64)
def _hints(struct: type) -> dict[str, Any]:
    return get_type_hints(struct, include_extras=True)


def _structs_in(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for inner in get_args(hint):
        yield from _structs_in(inner)


def field_meaning(struct: type, field: str) -> str:
    """What a field of a part of the record means."""
    name = struct.__name__
    return meaning(struct, field, told()["record"].get(name, {}), f"record.{name}")


def typed(hint: Any) -> str:
    """A type as the page writes it."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return typed(inner[0])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if origin is list:
        return "list of spans" if inner == (Span,) else f"list of {typed(inner[0])}"
    if origin is dict:
        return f"object of {typed(inner[1])}"
    if origin is tuple:
        return "span"
    if origin in (types.UnionType, Union):
        kinds = (typed(one) for one in inner if one is not msgspec.UnsetType)
        return " or ".join(dict.fromkeys(kinds))
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def fields() -> str:
    """Every field of a record."""
    lines = [
        "# Fields of a record", "",
        "One document is one JSON object, a `Record`. [record.md](record.md) says how the fields "
        "work together, [codebook.md](codebook.md) has the codes; `onrecord schema` prints the "
        "same as JSON Schema. Written by `docs/reference.py` from the types in "
        "`src/onrecord/model/record.py`.", "",
    ]  # fmt: skip
    for struct in structs():
        lines += [f"## {struct.__name__}", "", " ".join((struct.__doc__ or "").split()), ""]
        body = (
            (f"`{name}`", typed(hint), field_meaning(struct, name))
            for name, hint in _hints(struct).items()
        )
        lines += rows(("field", "type", "what it means"), *body)
    return "\n".join(lines)


# --- columns ---------------------------------------------------------------------------------


def tables(head: str) -> str:
    """Every table of a store with its columns."""
    lines = ["# Tables", "", head, ""]
    for table in TABLES:
        body = (
            (c.name, c.kind, c.path or "key", column_meaning(table.name, c))
            for c in table.all_columns
        )
        lines += [f"## {table.name}", ""]
        lines += rows(("column", "type", "in the record", "what it means"), *body)
    for name, columns in {**OWN_TABLES, **STORY_TABLES}.items():
        body = ((c.name, c.kind, column_meaning(name, c)) for c in columns)
        lines += [f"## {name}", "", *rows(("column", "type", "what it means"), *body)]
    return "\n".join(lines)


def column_meaning(table: str, column: Column) -> str:
    """What a column means. Raises UndocumentedError where nothing says it."""
    own = told()["tables"].get(table, {}).get(column.name)
    words = own or _of_path(table, column.path) or told()["keys"].get(column.name)
    if words is None:
        at = f"tables.{table}.{column.name}"
        raise UndocumentedError(f"{at}: say in docs/meanings.toml what it means")
    return cell(words)


def _of_path(table: str, path: str) -> str | None:
    steps = path.split(".")
    if table == "sentences":
        return {"0": "where it starts", "1": "where it ends"}.get(path)
    struct = _ROOTS.get(table)
    if table == "flat":
        struct = _FLAT.get(steps[0], model.Header)
        steps = steps[1:] if steps[0] in _FLAT else steps
    if struct is None or not path:
        return None
    if len(steps) > 1 and steps[-2] == "span":
        whose = f"`{steps[-3]}`" if len(steps) > 2 else "it"
        return f"where {whose} {'starts' if steps[-1] == '0' else 'ends'}"
    if len(steps) > 1 and steps[-1] == "text":
        return f"the words of `{steps[-2]}`"
    for step in steps[:-1]:
        struct = next(_structs_in(_hints(struct)[step]))
    return field_meaning(struct, steps[-1]) if steps[-1] in _hints(struct) else None
