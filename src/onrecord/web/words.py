"""What templates say: codes in words, addresses of things, numbers and dates for people."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup, escape

from onrecord.web import codes

ROLES = ("source", "trigger", "target", "time", "place", "speaker", "cue", "content")
"""What marked words can be to an event or statement."""
_TICKS = re.compile(r"`([^`]+)`")


def segment(value: str) -> str:
    """An id as one part of an address."""
    return quote(value, safe="/:@!$&'()*+,;=~")


def document_url(document: str) -> str:
    """The reader, at a document."""
    return f"/documents/{segment(document)}"


def event_url(document: str, event: str) -> str:
    """The page of an event."""
    return f"/events/{segment(document)}/{segment(event)}"


def actor_url(key: str) -> str:
    """The page of an actor of public life."""
    return f"/actors/{segment(key)}"


def web_url(given: str | None) -> str | None:
    """An address of the web to link to; None for what a browser would run or open locally."""
    if not given:
        return None
    try:
        parts = urlsplit(given.strip())
    except ValueError:
        return None
    return given.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def number(value: float | None) -> str:
    """A number with thin groups of thousands, or a dash."""
    if value is None:
        return "–"
    return f"{value:,}".replace(",", "\u202f") if isinstance(value, int) else f"{value:g}"


def exactly(value: float) -> str:
    """A number of a table as it is: whole ones in groups, others with six digits that count."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:,}".replace(",", "\u202f") if isinstance(value, int) else f"{value:.6g}"


def percent(value: float | None) -> str:
    """A share as a whole percentage."""
    return "–" if value is None else f"{value:.0%}"


def day(value: Any) -> str:
    """The day of a date with or without a time; a dash for none."""
    return str(value)[:10] if value else "–"


def moment(value: Any) -> str:
    """A time to the minute."""
    return str(value)[:16].replace("T", " ")


def count(value: int, one: str, many: str | None = None) -> str:
    """`3 events`, `1 event`."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def query_string(chosen: Mapping[str, Any], name: str, value: Any) -> str:
    """An address's part after `?`, with one name changed; empty values are left out."""
    kept = {key: given for key, given in {**chosen, name: value}.items() if given}
    return urlencode(kept, doseq=True)


def exact(value: str) -> Markup:
    """A text that the browser keeps to the character: HTML would turn CR into a line feed."""
    return Markup(str(escape(value)).replace("\r", "&#13;"))


def ticks(value: str) -> Markup:
    """A sentence with what stands between backticks as code."""
    return Markup(_TICKS.sub(r"<code>\1</code>", str(escape(value))))


_ASSERTING = {"outlet": "the outlet itself", "source": "a source", "quote": "a quotation"}


def in_words(name: str, value: str) -> str:
    """A value of a filter as people say it: countries and sectors by name, the rest as it is."""
    if name == "country":
        return codes.country(value)
    if name == "sector":
        return codes.SECTORS.get(value, value)
    return _ASSERTING.get(value, value) if name == "asserted_by" else value


def meaning(name: str, value: str) -> str:
    """What a code means, in a line; empty for what is no code."""
    known = {"type": codes.TYPES, "status": codes.STATUS, "asserted_by": codes.ASSERTED_BY}
    if name in ("country", "sector"):
        return f"code {value}"
    if name == "context":
        return codes.context(value)
    return known.get(name, {}).get(value, "")


FILTERS: Mapping[str, Callable[..., Any]] = {
    "number": number,
    "percent": percent,
    "day": day,
    "moment": moment,
    "web_url": web_url,
    "exact": exact,
    "ticks": ticks,
    "exactly": exactly,
    "country": codes.country,
}
GLOBALS: Mapping[str, Any] = {
    "codes": codes,
    "ROLES": ROLES,
    "document_url": document_url,
    "event_url": event_url,
    "actor_url": actor_url,
    "count": count,
    "in_words": in_words,
    "meaning": meaning,
    "query_string": query_string,
    "segment": segment,
}
