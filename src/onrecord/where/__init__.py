"""where: toponyms, and the place on earth that they mean."""

from onrecord.where.find import find
from onrecord.where.resolve import resolve

__all__ = ["find", "resolve"]
