"""What tests share: one parser, one lexicon, one coder."""

import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import msgspec
import pytest

from onrecord.lexicon import Lexicon, shipped
from onrecord.model import Document
from onrecord.parse import Parsed
from onrecord.parse import parse as parse_document
from onrecord.record import Coder


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return shipped()


@pytest.fixture(scope="session")
def parse(lexicon: Lexicon) -> Callable[..., Parsed]:
    """`parse(text, **fields of Document)`; each distinct text is parsed once a session."""
    kept: dict[tuple[object, ...], Parsed] = {}

    def parse_text(text: str, **fields: str) -> Parsed:
        key = (text, *sorted(fields.items()))
        if key not in kept:
            kept[key] = parse_document(Document(text=text, **fields), lexicon)
        return kept[key]

    return parse_text


class TextCoder:
    """Codes bare texts and hands back what a reader of the JSON sees."""

    def __init__(self) -> None:
        self.coder = Coder()

    def code(self, text: str, **fields: Any) -> dict[str, Any]:
        """The record of one text as decoded JSON."""
        record = self.coder.code(Document(text=text, **fields))
        return msgspec.json.decode(msgspec.json.encode(record))


@pytest.fixture(scope="session")
def coder() -> TextCoder:
    """One coder with the default options, for the whole session."""
    return TextCoder()


@pytest.fixture(scope="session")
def wire_records(coder: TextCoder) -> dict[str, dict[str, Any]]:
    """The records of the bundled wire by id, as decoded JSON."""
    wire = files("onrecord") / "wire"
    reports = tomllib.loads((wire / "wire.toml").read_text(encoding="utf-8"))["report"]
    known = set(Document.__struct_fields__)
    return {
        report["id"]: coder.code(
            (wire / f"{report['id']}.txt").read_text(encoding="utf-8"),
            **{name: value for name, value in report.items() if name in known},
        )
        for report in reports
    }
