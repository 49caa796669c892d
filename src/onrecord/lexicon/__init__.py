"""Loads, validates and digests the rules and word lists that live in the rooms."""

from onrecord.lexicon.errors import LexiconError
from onrecord.lexicon.lexicon import Lexicon, shipped

__all__ = ["Lexicon", "LexiconError", "shipped"]
