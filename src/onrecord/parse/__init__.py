"""text -> Parsed: paragraphs, sentences, tokens, clauses, quotation marks.

The only room that knows spaCy, and it imports it late.
"""

from onrecord.parse.event_nouns import noun_clause
from onrecord.parse.model import DEFAULT_MODEL, ModelError, identity
from onrecord.parse.parse import parse
from onrecord.parse.parsed import (
    Clause,
    DatelineFound,
    Entity,
    Filler,
    Layout,
    Paragraph,
    Parsed,
    Quotation,
    RightsFound,
    Sentence,
)
from onrecord.parse.phrases import arguments, coordinated, phrase_span

__all__ = [
    "DEFAULT_MODEL",
    "Clause",
    "DatelineFound",
    "Entity",
    "Filler",
    "Layout",
    "ModelError",
    "Paragraph",
    "Parsed",
    "Quotation",
    "RightsFound",
    "Sentence",
    "arguments",
    "coordinated",
    "identity",
    "noun_clause",
    "parse",
    "phrase_span",
]
