"""The parts of a report: headline, dateline, byline, body, rights line, boilerplate.

Works on the text alone. Spans are in code points of the document's text, which is never
changed: what isn't story is left out of the parse, not out of the text.
"""

import re
from collections.abc import Iterator

import msgspec

from onrecord.lexicon import Lexicon
from onrecord.model import Span
from onrecord.parse.parsed import DatelineFound, Layout, Paragraph, RightsFound

HEADLINE_LIMIT = 160
"""Characters: a first line that is longer is a paragraph. Agency headlines stay under 100."""
BYLINE_LIMIT = 80
WRAP_WIDTHS = (50, 100)
"""Characters: lines whose widths lie between these were wrapped, and one paragraph each block."""
TERMINAL = re.compile(r"""[.!?:;…]["'”’»)\]]*$""")
BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n\s*")
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DATE = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?"
UPPER = r"[A-Z\u00c0-\u00de]"
CAPITALS = rf"{UPPER}[A-Z\u00c0-\u00de.'’\-]+(?: {UPPER}[A-Z\u00c0-\u00de.'’\-]*){{0,4}}"
MIXED = rf"{UPPER}[\w.'’\-]+(?: {UPPER}[\w.'’\-]+){{0,3}}"
DASH = r"(?:--|—|–|-)"
CAPITAL_DATELINE = re.compile(
    rf"(?P<place>{CAPITALS}(?:, {MIXED})?)(?:,? (?P<date>{DATE}))?"
    rf"(?: \((?P<agency>[^()\n]{{2,40}})\))?"
    rf"(?: ?{DASH}+ |: (?=[A-Z“\"]))"
)
MIXED_DATELINE = re.compile(
    rf"(?P<place>{MIXED}(?:, {MIXED})?)(?:,? (?P<date>{DATE}))? \((?P<agency>[^()\n]{{2,40}})\)"
    rf"(?:,? (?P<later>{DATE}))?(?: ?{DASH}+|:) "
)
AGENCY_DATELINE = re.compile(rf"\((?P<agency>[A-Z][^()\n]{{1,40}})\)(?: ?{DASH}+ )")
BYLINE = re.compile(
    r"(?:By|BY|Reported by|Written by) [^\n]{2,70}$|(?:From|By) [\w ]{0,40}correspondent$",
    re.IGNORECASE,
)
INITIALS = re.compile(r"(?<![\w/])[A-Z]{2,3}(?:/[A-Z]{2,3}){1,2}(?![\w/])")
END = r"(?:\.(?!\d)|$)"
"""A full stop that isn't a decimal point, or the end of the line."""
RIGHTS = re.compile(
    rf"[^.!?\n]{{0,160}}?\b(?:is|are) (?:re)?(?:licensed|published|released|available) under "
    rf"[^\n]{{2,160}}?{END}"
    rf"|(?:©|\(c\)|Copyright)[^\n]{{2,160}}?(?:[Rr]ights [Rr]eserved\.?|{END})"
    rf"|Licen[cs]ed?:? [^\n]{{2,120}}?{END}",
    re.MULTILINE,
)
HOLDER = re.compile(
    r"(?:(?:content|text|article|material|work)s? (?:by|of|from) "
    r"|(?:©|\(c\)|Copyright)(?: \(c\)| ©)? ?(?:\d{4},? )?(?:by )?)"
    r"(?P<holder>[^,.;\n]{2,60}?)(?= is | are |[,.;]| All |$)",
    re.IGNORECASE,
)
RIGHTS_HINT = re.compile(r"licen[cs]e|©|\(c\)|copyright", re.IGNORECASE)
RIGHTS_TAIL = 2000
"""Characters at a text's end in which a rights line is looked for."""
RIGHTS_OPENING = re.compile(
    r"(?:All |This )?(?:content|text|article|material)s? (?:by|of|from|is)", re.IGNORECASE
)
VERSION = re.compile(r"\b(\d\.\d)\b")
BOILERPLATE = re.compile(
    r"(?:Read more|Read also|See also|Also read|Related(?: articles| stories)?|Click here|Follow us"
    r"|Subscribe|Sign up|Share this|Advertisement|Photo(?: by)?|Image|Source)\b[^\n]{0,160}$",
    re.IGNORECASE,
)


class License(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a licence and its SPDX identifier, without the version."""

    words: str
    identifier: str
    source: str


def read_layout(text: str, title: str | None, lexicon: Lexicon) -> Layout:
    """The parts of a report's text.

    Args:
        text: the whole text.
        title: the report's title where it is known apart from the text.
        lexicon: for the licences.
    """
    rights = find_rights(text, lexicon)
    blocks = list(_without(_paragraphs(text), rights))
    byline: Span | None = None
    dateline: DatelineFound | None = None
    paragraphs: list[Paragraph] = []
    for number, span in enumerate(blocks):
        words = text[span[0] : span[1]]
        kind = _kind(words, number, len(blocks), paragraphs, title)
        if kind == "byline" and byline is None:
            byline = _byline_words(span, words)
        if kind == "body" and byline is None and rights and span[1] <= rights.span[0]:
            initials = _closing_initials(text, span)
            if initials:
                byline = initials
                span = _stripped(text, (span[0], initials[0]))
        if kind == "body" and dateline is None and not any(p.kind == "body" for p in paragraphs):
            dateline = find_dateline(text, span)
            span = (dateline.span[1], span[1]) if dateline else span
        if span[0] < span[1]:
            paragraphs.append(Paragraph(span, kind))
    if rights:
        paragraphs.append(Paragraph(rights.span, "rights"))
    paragraphs.sort(key=lambda p: p.span)
    return Layout(tuple(paragraphs), dateline, byline, rights)


def _stripped(text: str, span: Span) -> Span:
    """The span without white space at its edges."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _paragraphs(text: str) -> Iterator[Span]:
    """Spans of the paragraphs: at blank lines, and at line ends that aren't mere wrapping."""
    start = 0
    for gap in [*BLANK_LINE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _lines(text, start, end)
        start = gap.end() if gap else len(text)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The paragraphs of one block: its lines, or all of it where the lines were wrapped."""
    lines: list[Span] = []
    at = start
    for line in text[start:end].split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    full = [b - a for a, b in lines[:-1]]
    wrapped = bool(full) and all(WRAP_WIDTHS[0] <= width <= WRAP_WIDTHS[1] for width in full)
    for span in [(start, end)] if wrapped else lines:
        span = _stripped(text, span)
        if span[0] < span[1]:
            yield span


def _without(spans: Iterator[Span], rights: RightsFound | None) -> Iterator[Span]:
    """The spans without the words of the rights line."""
    for start, end in spans:
        if rights is None or rights.span[0] >= end or rights.span[1] <= start:
            yield start, end
            continue
        if start < rights.span[0]:
            yield start, rights.span[0]
        if rights.span[1] < end:
            yield rights.span[1], end


def _kind(words: str, number: int, total: int, before: list[Paragraph], title: str | None) -> str:
    """What job a paragraph has, from its words and where it stands."""
    bare = words.strip()
    if not any(c.isalnum() for c in bare):
        return "boilerplate"
    if number <= 2 and len(bare) <= BYLINE_LIMIT and BYLINE.match(bare):
        return "byline"
    if total > 1 and number == total - 1 and INITIALS.fullmatch(bare):
        return "byline"
    if number == 0 and (bare == (title or "").strip() or _looks_like_headline(bare, total)):
        return "headline"
    if before and len(bare) <= HEADLINE_LIMIT and BOILERPLATE.match(bare):
        return "boilerplate"
    return "body"


def _looks_like_headline(words: str, total: int) -> bool:
    """A short first line without a full stop, over a body or alone in title case."""
    if len(words) > HEADLINE_LIMIT or TERMINAL.search(words) or "\n" in words:
        return False
    return total > 1 or is_title_case(words)


def is_title_case(words: str) -> bool:
    """Whether nearly all longer words of a line begin with a capital."""
    longer = [w for w in re.findall(r"[^\W\d_]+", words) if len(w) > 3]
    return len(longer) >= 3 and sum(w[0].isupper() for w in longer) >= 0.8 * len(longer)


def _byline_words(span: Span, words: str) -> Span:
    """The names of a byline, without "By"."""
    lead = re.match(r"\s*(?:Reported by|Written by|By|BY) ", words)
    return (span[0] + lead.end() if lead else span[0], span[1])


def _closing_initials(text: str, span: Span) -> Span | None:
    """Initials of writers ("MS/PK") at the end of the words before a rights line."""
    tail_from = max(span[0], span[1] - 20)
    found = list(INITIALS.finditer(text, tail_from, span[1]))
    if found and not text[found[-1].end() : span[1]].strip():
        return found[-1].span()
    return None


def find_dateline(text: str, span: Span) -> DatelineFound | None:
    """The dateline that a paragraph opens with, if any."""
    for pattern in (CAPITAL_DATELINE, MIXED_DATELINE, AGENCY_DATELINE):
        found = pattern.match(text, span[0], span[1])
        if found:
            groups = found.groupdict()
            date = "later" if groups.get("later") else "date"
            return DatelineFound(
                (found.start(), found.end()),
                found.span("place") if groups.get("place") else None,
                found.span(date) if groups.get(date) else None,
                found.span("agency") if groups.get("agency") else None,
            )
    return None


def find_rights(text: str, lexicon: Lexicon) -> RightsFound | None:
    """The sentence that states a licence or a copyright, looked for from the end."""
    tail = max(0, len(text) - RIGHTS_TAIL)
    if not RIGHTS_HINT.search(text, tail):
        return None
    found = [m for m in RIGHTS.finditer(text, tail) if m.group().strip()]
    for match in reversed(found):
        span = _from_holder(text, _stripped(text, match.span()))
        words = text[span[0] : span[1]]
        license = _license(words, lexicon)
        holder = HOLDER.search(words)
        if license or "©" in words or "opyright" in words:
            return RightsFound(span, license, holder["holder"].strip() if holder else None)
    return None


def _from_holder(text: str, span: Span) -> Span:
    """The span from "All content by …" on, where other words stand before it on the line."""
    begin = RIGHTS_OPENING.search(text[span[0] : span[1]])
    return (span[0] + begin.start(), span[1]) if begin else span


def _license(words: str, lexicon: Lexicon) -> str | None:
    """The SPDX identifier of the licence that the words name, the most specific first."""
    plain = words.replace("‑", "-").casefold()
    for known in lexicon.facts("parse", "licenses", License):
        at = plain.find(known.words.casefold())
        if at >= 0:
            version = VERSION.search(words, at)
            return f"{known.identifier}-{version[1]}" if version else known.identifier
    return None
