"""what: what was done. PLOVER types and modes from predicates and their arguments, with status."""

from onrecord.what import ontology
from onrecord.what.explain import Explanation, NearMiss, explain
from onrecord.what.find import find

__all__ = ["Explanation", "NearMiss", "explain", "find", "ontology"]
