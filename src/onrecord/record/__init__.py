"""Joins what the rooms found into one record, and decides where they claim the same words."""

from onrecord.record.coder import Coder, Explained
from onrecord.record.options import CodingError, Options

__all__ = ["Coder", "CodingError", "Explained", "Options"]
