"""Fields of a line, a row or an object -> a document. Only `text` is required."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from onrecord.ingest.clean import field
from onrecord.ingest.dates import iso_date, read_date
from onrecord.ingest.decode import Size, UnreadableError, check
from onrecord.ingest.reading import Reading
from onrecord.model import Document

FIELDS = ("text", "id", "published", "outlet", "url", "title", "byline", "license")
LENIENT = frozenset(("byline", "license"))
"""Fields that are left out, and no problem, where they hold something else than a string."""


def theirs(reading: Reading) -> dict[str, str]:
    """Our name of each field -> the name that it has in the input."""
    return {ours: reading.fields.get(ours, ours) for ours in FIELDS}


def document_of(place: str, values: Mapping[str, Any], reading: Reading) -> Document:
    """The document of a line, a row or an object.

    Args:
        place: what to call it.
        values: what stands there, by our names; what is missing may be None or left out.
        reading: options.

    Raises UnreadableError for what can't be coded.
    """
    names = theirs(reading)
    said = {ours: _string(ours, names[ours], values.get(ours)) for ours in FIELDS}
    text = said.pop("text")
    if text is None:
        raise _without_text(names["text"])
    if len(text) > reading.max_chars:
        raise Size(reading.max_chars, "characters").exceeded(len(text))
    said["published"] = _date(said["published"])
    known: dict[str, Any] = {ours: value for ours, value in said.items() if value}
    return Document(
        text=check(text),
        source=place,
        published_from="metadata" if "published" in known else None,
        metadata_from={ours: f"field {names[ours]}" for ours in known if ours != "id"},
        **known,
    )


def _without_text(name: str) -> UnreadableError:
    return UnreadableError(f"no `{name}`", "Name the field that holds it with --field text=NAME")


def _string(ours: str, name: str, value: Any) -> str | None:
    """A field's string. Ids may be numbers, dates may be dates, bylines may be lists."""
    if value is None or isinstance(value, str):
        return value
    if ours == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if ours == "published" and isinstance(value, date | datetime):
        return value.isoformat()
    if ours == "byline" and isinstance(value, list):
        return field(", ".join(name for name in value if isinstance(name, str)))
    if ours in LENIENT:
        return None
    raise UnreadableError(f"`{ours}` isn't a string", "Mend the line, or name another --field")


def _date(given: str | None) -> str | None:
    found = (iso_date(given) or read_date(given)) if given else None
    if given and found is None:
        raise UnreadableError(
            f"`published` is no date: {given!r}", "Write it as 2021-05-23, or as null"
        )
    return found
