"""text -> Parsed: paragraphs, sentences, tokens, clauses, quotation marks.

The only room that knows spaCy, and it imports it late.
"""

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

__all__ = [
    "Clause",
    "DatelineFound",
    "Entity",
    "Filler",
    "Layout",
    "Paragraph",
    "Parsed",
    "Quotation",
    "RightsFound",
    "Sentence",
]
