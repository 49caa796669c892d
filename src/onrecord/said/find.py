"""Every attribution of a document: who says (asks, denies, believes …) what."""

from collections.abc import Iterator

from onrecord.lexicon import Lexicon
from onrecord.model import StatementFound
from onrecord.parse.parsed import Parsed
from onrecord.said import asides, letters, lines, nominal, phrases, verbs
from onrecord.said.comments import without_comments
from onrecord.said.continued import continue_speech
from onrecord.said.cues import LEVELS, build
from onrecord.said.details import build_tables
from onrecord.said.direct import quotation_statements
from onrecord.said.drafts import Draft
from onrecord.said.finish import distinct, nest, statement
from onrecord.said.reading import Reading, read

_VERBAL = frozenset({"VERB", "AUX"})


def find(parsed: Parsed, lexicon: Lexicon, level: str = "speech+cognition") -> list[StatementFound]:
    """The statements of a document, in the order of their cues.

    Args:
        parsed: the parsed document.
        lexicon: rules of `said/<language>/cues`.
        level: how much counts as an attribution: `speech`, `speech+cognition` or `all`.

    Raises:
        ValueError: an unknown level.
    """
    if level not in LEVELS:
        raise ValueError(f"unknown level `{level}`; expected {', '.join(LEVELS)}")
    if not parsed.words:
        return []
    reading = read(parsed, lexicon.compiled(build))
    wanted = LEVELS[level]
    drafts = distinct(reading, [d for d in _drafts(reading) if d.level <= wanted])
    without_comments(reading, drafts)
    continue_speech(reading, drafts)
    holders = nest(drafts)
    tables = lexicon.compiled(build_tables)
    return [
        statement(reading, draft, holder, tables)
        for draft, holder in zip(drafts, holders, strict=True)
    ]


def _drafts(reading: Reading) -> Iterator[Draft]:
    """All attributions, those that are surer of their cue first."""
    quotations = quotation_statements(reading)
    yield from quotations
    owned = {number for draft in quotations for number in draft.quotations}
    yield from lines.line_statements(reading, owned)
    yield from letters.letter_statements(reading)
    for token in range(len(reading.words)):
        draft = _at(reading, token)
        if draft:
            yield draft


def _at(reading: Reading, token: int) -> Draft | None:
    if reading.lower[token] in reading.cues.openers:
        draft = asides.source_phrase(reading, token)
        if draft:
            return draft
    pos = reading.pos[token]
    if pos in _VERBAL:
        return (
            asides.as_clause(reading, token)
            or phrases.phrase_statement(reading, token)
            or verbs.verb_statement(reading, token)
        )
    if pos == "NOUN":
        return nominal.noun_statement(reading, token)
    if pos == "ADJ":
        return nominal.adjective_statement(reading, token)
    if pos == "ADV" and reading.lower[token].endswith("ly"):
        return asides.adverb(reading, token)
    return asides.possessor_phrase(reading, token)
