"""what: what was done. PLOVER types and modes from predicates and their arguments, with status."""

from onrecord.what import ontology
from onrecord.what.find import find

__all__ = ["find", "ontology"]
