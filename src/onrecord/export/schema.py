"""The JSON Schema of a record, generated from the types and their docstrings."""

import ast
import inspect
from functools import lru_cache
from typing import Any

import msgspec

from onrecord.model import Record, record
from onrecord.model.record import SCHEMA

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema that every written line validates against."""
    schema = msgspec.json.schema(Record)
    described = {name: _described(name, definition) for name, definition in schema["$defs"].items()}
    return {
        "$schema": DIALECT,
        "title": SCHEMA,
        "description": Record.__doc__,
        **schema,
        "$defs": described,
    }


def _described(name: str, definition: dict[str, Any]) -> dict[str, Any]:
    """A definition with the docstrings of its fields."""
    notes = _field_notes().get(name, {})
    properties = {
        field: {**kind, "description": notes[field]} if field in notes else kind
        for field, kind in definition.get("properties", {}).items()
    }
    return {**definition, "properties": properties} if properties else definition


@lru_cache(maxsize=1)
def _field_notes() -> dict[str, dict[str, str]]:
    """Class -> field -> the docstring below the field, which Python itself doesn't keep."""
    tree = ast.parse(inspect.getsource(record))
    return {node.name: _notes_of(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _notes_of(node: ast.ClassDef) -> dict[str, str]:
    notes: dict[str, str] = {}
    for field, below in zip(node.body, node.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            match below:
                case ast.Expr(value=ast.Constant(value=str(note))):
                    notes[field.target.id] = inspect.cleandoc(note)
                case _:
                    pass
    return notes
