"""Loads, validates and digests the rules and word lists that live in the rooms."""

from onrecord.lexicon.errors import EntryError, LexiconError
from onrecord.lexicon.lexicon import Lexicon, shipped

__all__ = ["EntryError", "Lexicon", "LexiconError", "shipped"]
