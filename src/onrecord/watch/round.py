"""One round: feeds are asked, pages fetched, and what has to be coded is handed on."""

from collections.abc import Iterable, Iterator

from onrecord.ingest import Item
from onrecord.model import Document, Problem
from onrecord.store.watch_tables import FeedRow, FetchRow
from onrecord.watch.context import Context
from onrecord.watch.crawler import Crawler
from onrecord.watch.polling import Polling
from onrecord.watch.reports import Reports
from onrecord.watch.subscriptions import Subscription


class Round:
    """What is asked and found; the caller codes the documents and says what became of them.

    Args:
        context: settings, memory and counts.
        feeds: what to poll.
        crawler: fetches.
    """

    def __init__(self, context: Context, feeds: Iterable[Subscription], crawler: Crawler):
        self._crawler = crawler
        self._polling = Polling(context, feeds, self._want)
        self._reports = Reports(context, self._polling.outlet, self._polling.lists)

    def _want(self, row: FetchRow) -> None:
        for task in self._reports.task(row):
            self._crawler.add(task)

    def items(self) -> Iterator[Item]:
        """The documents to code and the problems, as they come up."""
        for tasks in (self._polling.tasks(), self._reports.due()):
            for task in tasks:
                self._crawler.add(task)
        for done in self._crawler.done():
            subject = done.task.subject
            if isinstance(subject, FeedRow):
                yield from self._polling.take(done, subject)
            else:
                yield from self._reports.take(done, subject)

    @property
    def resting(self) -> list[FeedRow]:
        """Feeds that failed before, and whose time hasn't come."""
        return self._polling.resting

    @property
    def moved(self) -> dict[str, str]:
        """Feeds that have moved for good, and where to."""
        return self._polling.moved

    def coded(self, document: Document, result: bytes | Problem) -> None:
        """What became of a document."""
        self._reports.coded(document, result)
