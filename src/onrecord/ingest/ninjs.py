"""ninjs, the news agencies' JSON: versions 1, 2 and 3, one object a news item."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from onrecord.ingest.clean import checked, field, with_headline
from onrecord.ingest.dates import read_date
from onrecord.ingest.decode import UnreadableError
from onrecord.ingest.page_metadata import web_address
from onrecord.ingest.page_text import fragment_text
from onrecord.ingest.reading import Reading
from onrecord.model import Document

_SIGNS = frozenset(
    """
    versioncreated firstcreated contentcreated pubstatus headline headlines bodies slugline
    body_text body_xhtml body_html body_main body_richtext representationtype standard
    """.split()  # noqa: SIM905 - a list of words
)
_WITHDRAWN = frozenset(("canceled", "withheld"))
_MARKUP = ("html", "nitf", "richtext")
_LAST_CHOICES = ("richtext", "abstract", "brief", "summary", "caption", "charcount")
"""Roles of bodies that are taken only where there is no other."""


def is_ninjs(given: Mapping[str, Any]) -> bool:
    """Whether an object looks like a news item: an address, and fields that only ninjs has."""
    names = {name.lower() for name in given}
    return "uri" in names and bool(names & _SIGNS)


def document_of(place: str, given: Mapping[str, msgspec.Raw], reading: Reading) -> Document:
    """The report of a ninjs object.

    Raises UnreadableError where it carries no text, or was withdrawn.
    """
    try:
        item = {name.lower(): msgspec.json.decode(raw) for name, raw in given.items()}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(f"not ninjs ({str(error).lower()})", "Mend the item") from error
    status = str(item.get("pubstatus") or "usable").lower()
    if status in _WITHDRAWN:
        raise UnreadableError(f"an item that its provider has {status}", "Leave it out")
    text = _body(item)
    if not text:
        kind = field(item.get("type")) or "unknown"
        raise UnreadableError(f"a ninjs item without a text (its type: {kind})", "Leave it out")
    values, origins = _metadata(item)
    title = values.get("title")
    return Document(
        text=checked(with_headline(title, text), reading.max_chars),
        source=f"{place}#{field(item.get('uri')) or ''}".rstrip("#"),
        published_from="metadata" if "published" in values else None,
        metadata_from=origins,
        **values,
    )


def _body(item: dict[str, Any]) -> str:
    """The whole text: the main body, and of two forms of it the one that has paragraphs."""
    found: list[tuple[int, str]] = []
    for role, kind, value in _bodies(item):
        plain = not any(mark in f"{kind} {role}" for mark in _MARKUP) and "</p>" not in value
        text = _plain(value) if plain else fragment_text(value)
        brief = any(name in role for name in _LAST_CHOICES[1:])
        found.append((not brief, text))
    longest = max((len(text) for _, text in found), default=0)
    whole = [(main, text) for main, text in found if 2 * len(text) >= longest or main]
    return max(whole, key=lambda one: (one[0], one[1].count("\n"), len(one[1])), default=(0, ""))[1]


def _plain(value: str) -> str:
    return fragment_text(value.replace("&", "&amp;").replace("<", "&lt;"))


def _bodies(item: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(role, content type, text) of each body, of version 1 (`body_…`) and of later ones."""
    for name, value in item.items():
        if name.startswith("body_") and isinstance(value, str):
            yield name.removeprefix("body_"), "", value
    for body in item.get("bodies") or ():
        if isinstance(body, dict):
            lower = {str(name).lower(): value for name, value in body.items()}
            if isinstance(lower.get("value"), str):
                kind = str(lower.get("contenttype") or "").lower()
                yield str(lower.get("role") or "").lower(), kind, lower["value"]


def _metadata(item: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields of the item, and for each the ninjs name that it stood under."""
    places: dict[str, Iterator[tuple[str, Any]]] = {
        "title": _headlines(item),
        "outlet": _outlets(item),
        "byline": ((name, field(item.get(name))) for name in ("byline", "by")),
        "published": (
            (name, read_date(value))
            for name in ("contentcreated", "firstcreated", "versioncreated", "datetime")
            if isinstance(value := item.get(name), str)
        ),
        "url": _addresses(item),
        "license": _licenses(item),
    }
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name, found in places.items():
        for origin, value in found:
            if value:
                values[name], origins[name] = value, f"ninjs {origin}"
                break
    return values, origins


def _headlines(item: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    headlines = [one for one in item.get("headlines") or () if isinstance(one, dict)]
    headlines.sort(key=_is_secondary)
    for one in headlines:
        yield "headlines", field(fragment_text(str(one.get("value") or "")))
    for name in ("headline", "headline_main", "title"):
        value = item.get(name)
        yield name, field(fragment_text(value)) if isinstance(value, str) else None


def _is_secondary(headline: dict[str, Any]) -> bool:
    return headline.get("role") != "main"


def _outlets(item: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    for name in ("infosources", "infosource"):
        for one in item.get(name) or ():
            if isinstance(one, dict) and one.get("rel", "provider") in ("provider", "publisher"):
                yield name, field(one.get("name"))
    for name in ("provider", "source", "copyrightholder"):
        yield name, field(item.get(name))


def _addresses(item: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """The item's page for readers; its uri only where that is a web address."""
    for rendition in item.get("renditions") or ():
        if isinstance(rendition, dict) and rendition.get("name") == "web":
            yield "renditions", web_address(rendition.get("href"))
    yield "uri", web_address(item.get("uri"))


def _licenses(item: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    rights = item.get("rightsinfo")
    if isinstance(rights, dict):
        for name, value in rights.items():
            if str(name).lower() == "linkedrights":
                yield "rightsinfo", web_address(value)
    yield "usageterms", field(item.get("usageterms"))
