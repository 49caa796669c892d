"""According to whom: quotations, reported speech, and who stands behind them."""

from onrecord.said.find import find

__all__ = ["find"]
