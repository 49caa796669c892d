"""Who codes: the one function that codes a document, and the processes that run it."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import cast

from onrecord.engine.job import Engine, EngineError, Item, Job, Limits, Outcome, Plan, cores

ENGINES = ("local", "dask")
"""Each is a module beside this one with a function `run`: an `Engine`."""

__all__ = [
    "ENGINES",
    "EngineError",
    "Job",
    "Limits",
    "Outcome",
    "Plan",
    "cores",
    "run",
]


def run(
    items: Iterable[Item], job: Job, plan: Plan | None = None, engine: str = "local"
) -> Iterator[Outcome]:
    """Code documents; outcomes come in the order of the items, whatever the engine.

    Args:
        items: documents; problems among them are passed on.
        job: how to code.
        plan: how many workers, their limits, the cluster's address.
        engine: one of `ENGINES`.

    Raises EngineError where no worker comes up, or the engine isn't installed.
    """
    module = import_module(f"onrecord.engine.{engine}")
    return cast(Engine, module.run)(items, job, plan or Plan())
