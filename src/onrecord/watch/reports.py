"""The pages of a round: new reports, new versions of old ones, and what couldn't be had."""

from collections.abc import Callable, Iterator

import msgspec

from onrecord.ingest import Item
from onrecord.model import Document, Problem
from onrecord.store.watch_tables import FetchRow, VersionRow
from onrecord.watch import schedule
from onrecord.watch.content import KINDS, PAGES, read_page
from onrecord.watch.context import Context
from onrecord.watch.crawler import Done, Task
from onrecord.watch.errors import FetchError, OtherKindError, RefusedError, RestingError
from onrecord.watch.fetch import Tags
from onrecord.watch.robots import DisallowedError
from onrecord.watch.subscriptions import Subscription
from onrecord.watch.times import clock
from onrecord.watch.url import parse
from onrecord.watch.versions import digest_of, next_version

MOST_PAGES = 5000
"""Pages from earlier rounds that are fetched in one."""
GONE = (404, 410)


class Reports:
    """Decides what becomes of each page.

    Args:
        context: the round.
        outlet: what is known of a feed's outlet.
        lists: whether the user's list has a feed.
    """

    def __init__(
        self,
        context: Context,
        outlet: Callable[[str], Subscription],
        lists: Callable[[str], bool],
    ):
        self._context, self._outlet, self._lists = context, outlet, lists
        self._asked: set[str] = set()
        self._under_way: dict[str, tuple[FetchRow, VersionRow]] = {}

    def due(self) -> Iterator[Task]:
        """Pages that wait from earlier rounds, and stored ones that are to be looked at again."""
        allowed = self._context.settings.policy.allow_private
        for row in self._context.memory.due(self._context.stamp(), MOST_PAGES, allowed):
            wanted = self._context.settings.recheck or row.document is None
            if wanted and self._lists(row.feed):
                yield from self.task(row)

    def task(self, row: FetchRow) -> Iterator[Task]:
        """The question for a page; none where it was asked in this round."""
        if row.url not in self._asked:
            self._asked.add(row.url)
            tags = Tags(row.etag, row.modified)
            yield Task(parse(row.url), tags, row, PAGES, KINDS)

    def take(self, done: Done, row: FetchRow) -> Iterator[Item]:
        """A page's report if it has to be coded, or what is wrong with it."""
        if done.page is None:
            yield from self._missed(row, done.error or FetchError("no answer"))
            return
        self._context.tally.fetched += 1
        tags = done.page.tags
        row = row._replace(
            checked=self._context.stamp(), tries=0, etag=tags.etag, modified=tags.modified
        )
        if not done.page.new:
            self._same(row)
            return
        item = read_page(done.page, row, self._outlet(row.feed), self._context.settings.reading)
        if isinstance(item, Problem):
            yield from self._unreadable(row, item)
        else:
            yield from self._read(row, item)

    def _read(self, row: FetchRow, document: Document) -> Iterator[Document]:
        """A report, if this version of it hasn't been coded."""
        page = document.url or row.url
        under_way = [version for _, version in self._under_way.values() if version.page == page]
        newest = under_way[-1] if under_way else self._context.memory.newest(page)
        version = next_version(newest, page, digest_of(document), self._context.stamp())
        row = row._replace(page=page, document=version.document)
        if version is newest:
            self._same(row)
            return
        row = row._replace(
            state="stored", checks=0, what=None, next_check=self._context.next_look(0)
        )
        self._under_way[version.document] = (row, version)
        yield msgspec.structs.replace(document, id=version.document)

    def coded(self, document: Document, result: bytes | Problem) -> None:
        """What became of a report: it is stored under its version, or it failed for good."""
        row, version = self._under_way.pop(document.id or "")
        if isinstance(result, Problem):
            known = version.replaces
            state = "stored" if known else "failed"
            row = row._replace(document=known, state=state, what=result.what, next_check=None)
        else:
            self._context.tally.coded += 1
            self._context.tally.changed += version.replaces is not None
            self._context.memory.put(version)
        self._context.memory.put(row)

    def _same(self, row: FetchRow) -> None:
        """A page that hasn't changed is looked at again later."""
        checks = row.checks + 1
        self._context.tally.same += 1
        state = "stored" if row.document else row.state
        again = self._context.next_look(checks) if row.document else None
        same = row._replace(state=state, checks=checks, what=None, next_check=again)
        self._context.memory.put(same)
        if row.what and row.document:
            self._context.memory.answered(row.url)

    def _unreadable(self, row: FetchRow, problem: Problem) -> Iterator[Problem]:
        """A page that holds no report, or none that is coded."""
        if row.document:  # the version that is stored stays, and so does its record
            self._same(row._replace(what=None))
            return
        state = "left" if problem.kind == "left" else "failed"
        self._context.memory.put(row._replace(state=state, what=problem.what, next_check=None))
        yield problem

    def _missed(self, row: FetchRow, error: FetchError) -> Iterator[Problem]:
        """A page that couldn't be had: tried again, or given up."""
        context = self._context
        if isinstance(error, RestingError):
            context.memory.put(row._replace(next_check=context.stamp(error.wait or 0.0)))
            return
        row = row._replace(checked=context.stamp(), tries=row.tries + 1, what=error.what)
        again = error.passing and row.tries < schedule.TRIES
        wait = schedule.after_failures(row.tries, schedule.FIRST_RETRY)
        wait = max(wait, error.wait or 0.0)
        row = row._replace(next_check=context.stamp(wait) if again else None)
        if row.document:
            gone = error.status in GONE
            context.tally.gone += gone
            context.memory.put(row._replace(state="gone" if gone else "stored"))
            return
        kind = "left" if isinstance(error, DisallowedError | OtherKindError) else "failed"
        state = "refused" if isinstance(error, RefusedError) else kind
        context.memory.put(row if again else row._replace(state=state))
        what = (
            f"{error.what}; tried again at {clock(context.now() + wait)}" if again else error.what
        )
        yield Problem(source=row.url, what=what, advice=error.advice, kind=kind)
