"""where: toponyms, and the place on earth that they mean."""

from onrecord.where.find import find
from onrecord.where.outlets import Learner, Outlets, write_outlets
from onrecord.where.readings import unknown_code
from onrecord.where.resolve import resolve

__all__ = ["Learner", "Outlets", "find", "resolve", "unknown_code", "write_outlets"]
