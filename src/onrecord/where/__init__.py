"""where: toponyms, and the place on earth that they mean."""

from onrecord.where.find import find
from onrecord.where.outlets import Learner, Outlets, write_outlets
from onrecord.where.resolve import resolve

__all__ = ["Learner", "Outlets", "find", "resolve", "write_outlets"]
