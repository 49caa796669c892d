"""Who codes: the one function that codes a document, and the processes that run it."""

from onrecord.engine.job import Job, Limits
from onrecord.engine.local import EngineError, run
from onrecord.engine.process import process

__all__ = ["EngineError", "Job", "Limits", "process", "run"]
