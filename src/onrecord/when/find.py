"""The room's question: which words tell a time, and which days do they mean?"""

from datetime import date

from onrecord.lexicon import Lexicon
from onrecord.model import TimeFound
from onrecord.parse.parsed import Parsed
from onrecord.when.clause import cues_of
from onrecord.when.recognise import recogniser_of
from onrecord.when.resolve import resolve


def find(parsed: Parsed, lexicon: Lexicon) -> list[TimeFound]:
    """The time expressions of a document, in the order of the text.

    Only the text, the day of publication and the dateline are read; no tokens or parse are needed.
    `anchor` is the number of another expression in the returned list, `publication`, or None.
    """
    recogniser = recogniser_of(lexicon)
    tokens = recogniser.tokens(parsed.text)
    dateline = parsed.layout.dateline
    return resolve(
        recogniser.expressions(tokens),
        tokens,
        cues_of(lexicon),
        publication_day(parsed.document.published),
        dateline.date if dateline else None,
    )


def publication_day(published: str | None) -> date | None:
    """The local day of an ISO date or datetime, or None where there is none.

    A time zone changes nothing: the day as written is the outlet's own.
    """
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
