"""When: time expressions, their value, and the interval that they mean."""

from onrecord.when.find import find

__all__ = ["find"]
