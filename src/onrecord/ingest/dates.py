"""Publication dates as their givers write them."""

import re
from datetime import date, datetime

_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b")
_COMPACT = re.compile(r"(\d{4})[/.]?(\d{2})[/.]?(\d{2})(?:T(\d{2})(\d{2})(\d{2})?([+-]\d{4}|Z)?)?")
_FIRST, _LAST = 1800, 2100
_EPOCH = "1970-01-01"
"""What programs write where they have no date."""
LONGEST = 80


def iso_date(given: str) -> str | None:
    """The ISO form of a date (`2021-05-23`) or of a time on a date (`2021-05-23T08:00:00+03:30`).

    None where `given` is neither; a year or a month alone is no date.
    """
    given = given.strip()
    for form in (date, datetime):
        try:
            return form.fromisoformat(given).isoformat()
        except ValueError:
            continue
    return None


def read_date(given: str) -> str | None:
    """The ISO form of a date as web pages, feeds and agencies write it, or None.

    ISO 8601, RFC 822, `20210523T080000Z`, `2021/05/23`, and words ("May 23, 2021, 8:00 AM").
    Figures alone whose order isn't sure (05/06/2021) are None, and so are dates that only a
    program can have meant (1970-01-01, the year 1 or 9999).
    """
    given = given.strip()
    if len(given) > LONGEST:
        return None
    found = iso_date(given) or _compact(given) or _mail(given) or _in_words(given)
    if found is None or found.startswith(_EPOCH) or not _FIRST <= int(found[:4]) <= _LAST:
        return None
    return found


def _compact(given: str) -> str | None:
    found = _COMPACT.fullmatch(given)
    if not found:
        return None
    day = "-".join(found.groups()[:3])
    if found[4] is None:
        return iso_date(day)
    return iso_date(f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}{found[7] or ''}")


def _mail(given: str) -> str | None:
    """The dates of mails and of RSS."""
    if not _MONTH.search(given):
        return None
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(given).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _in_words(given: str) -> str | None:
    """A date with its month in letters; a date without a time stays one."""
    if not (_MONTH.search(given) and _YEAR.search(given) and _DAY.search(given)):
        return None
    import warnings

    from dateutil import parser

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a zone's abbreviation that it doesn't know
            found = parser.parse(given, default=datetime(1, 1, 1))
        return found.isoformat() if ":" in given else found.date().isoformat()
    except (ValueError, OverflowError, TypeError):  # an offset of a day or more shows at the end
        return None
