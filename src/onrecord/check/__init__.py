"""Checks that others can run: every span of a record, every example of the lexicon."""

from onrecord.check.verify import Fault, faults
from onrecord.check.texts import Texts

__all__ = ["Fault", "Texts", "faults"]
