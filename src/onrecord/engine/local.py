"""Codes on this machine: guarded worker processes, or this very process."""

from collections.abc import Iterable, Iterator

from onrecord.engine.crew import Crew
from onrecord.engine.job import Item, Job, Outcome, Plan, cores
from onrecord.engine.process import processing
from onrecord.model import Problem


def run(items: Iterable[Item], job: Job, plan: Plan) -> Iterator[Outcome]:
    """Code documents; outcomes come in the order of the items, whatever the workers do.

    Args:
        items: documents; problems among them are passed on.
        job: how to code.
        plan: how many workers, and their limits.

    Raises EngineError where no worker comes up.
    """
    if not plan.guarded:
        return _run_here(items, job, plan.debug)
    return _run_guarded(items, job, plan)


def _run_guarded(items: Iterable[Item], job: Job, plan: Plan) -> Iterator[Outcome]:
    crew = Crew(job, plan.workers or cores(), plan.limits, plan.debug)
    try:
        yield from crew.process(items)
        crew.close()
    finally:
        crew.stop()


def _run_here(items: Iterable[Item], job: Job, debug: bool) -> Iterator[Outcome]:
    process = processing(job, debug)
    for item in items:
        if isinstance(item, Problem):
            yield Outcome(None, item)
        else:
            yield Outcome(item, process(item))
