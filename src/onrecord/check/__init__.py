"""Checks that others can run: every span of a record, every example of the lexicon."""

from onrecord.check.texts import Texts
from onrecord.check.verify import Fault, faults

__all__ = ["Fault", "Texts", "faults"]
