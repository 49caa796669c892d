"""The feeds of a round: asked what is new, and left in peace when they fail."""

from collections.abc import Callable, Iterable, Iterator

from onrecord.model import Problem
from onrecord.store.watch_tables import FeedRow, FetchRow
from onrecord.watch import schedule
from onrecord.watch.content import FEEDS, FeedItem, read_feed
from onrecord.watch.context import Context
from onrecord.watch.crawler import Done, Task
from onrecord.watch.errors import FetchError, RefusedError, RestingError
from onrecord.watch.fetch import Page, Tags
from onrecord.watch.subscriptions import Subscription
from onrecord.watch.times import clock
from onrecord.watch.url import key, parse, short

MOST_ITEMS = 1000
"""Reports of one feed that are looked at in a round."""
GONE = 410
SLACK = 0.1
"""Of the time between rounds: a failed feed that is due so soon is asked now and not a round later.
(A rest that a server asked for is kept to the second, by the gate.)"""


class Polling:
    """Asks feeds, and passes on the pages that they name.

    Args:
        context: the round.
        feeds: what to ask.
        wanted: is called with each page that is to be fetched.
    """

    def __init__(
        self,
        context: Context,
        feeds: Iterable[Subscription],
        wanted: Callable[[FetchRow], None],
    ):
        self._context, self._wanted = context, wanted
        self._feeds = {feed.url: feed for feed in feeds}
        self._titles: dict[str, str | None] = {}
        self.resting: list[FeedRow] = []
        """Feeds that failed before, and whose time hasn't come."""
        self.moved: dict[str, str] = {}
        """Feeds that have moved for good, and where to."""

    def tasks(self) -> Iterator[Task]:
        """The questions to the feeds whose time has come."""
        soon = self._context.stamp(SLACK * self._context.settings.every)
        known = self._context.memory.feeds(list(self._feeds))
        for url in self._feeds:
            row = known.get(url, FeedRow(url))
            self._titles[url] = row.title
            if row.next_check is not None and row.next_check > soon:
                self._context.tally.resting += 1
                self.resting.append(row)
            else:
                tags = Tags(row.etag, row.modified)
                yield Task(parse(url), tags, row, FEEDS, first=True)

    def lists(self, feed: str) -> bool:
        """Whether the user's list has a feed."""
        return feed in self._feeds

    def outlet(self, feed: str) -> Subscription:
        """What is known of a feed's outlet: what the user's list says, else the feed's title."""
        listed = self._feeds.get(feed, Subscription(feed))
        return listed._replace(title=listed.title or self._titles.get(feed))

    def take(self, done: Done, row: FeedRow) -> Iterator[Problem]:
        """A feed's answer: have fetched what it names, or say why it names nothing."""
        if isinstance(done.error, RestingError):
            self._context.tally.resting += 1
            return
        self._context.tally.feeds += 1
        if done.page is None:
            yield self._failing(row, done.error or FetchError("no answer"))
            return
        if done.page.moved:
            self.moved[row.url] = str(done.page.url)
        if not done.page.new:
            self._context.tally.unchanged += 1
            self._answered(row, row)
        else:
            yield from self._changed(done.page, row)

    def _changed(self, page: Page, row: FeedRow) -> Iterator[Problem]:
        try:
            feed = read_feed(page)
        except FetchError as error:
            yield self._failing(row, error)
            return
        self._titles[row.url] = feed.title
        yield from self._named(page, row, feed.items)
        tags = page.tags
        self._answered(row, row._replace(title=feed.title, etag=tags.etag, modified=tags.modified))

    def _answered(self, before: FeedRow, row: FeedRow) -> None:
        """A feed did as it should: it is asked in each round, and its problem is over."""
        now = self._context.stamp()
        fine = row._replace(checked=now, answered=now, failures=0, next_check=None, what=None)
        self._context.memory.put(fine)
        if before.what:
            self._context.memory.answered(row.url)

    def _failing(self, row: FeedRow, error: FetchError) -> Problem:
        """A feed that gave nothing is asked ever more rarely."""
        context = self._context
        context.tally.failing += 1
        row = row._replace(checked=context.stamp(), failures=row.failures + 1, what=error.what)
        if isinstance(error, RefusedError):  # nothing was asked, so nobody needs rest
            context.memory.put(row._replace(failures=0))
            return Problem(source=row.url, what=error.what, advice=error.advice)
        wait = schedule.after_failures(row.failures, context.settings.every)
        wait = schedule.GONE_FEED if error.status == GONE else max(wait, error.wait or 0.0)
        context.memory.put(row._replace(next_check=context.stamp(wait)))
        what = f"{error.what}; the feed is asked again at {clock(context.now() + wait)}"
        return Problem(source=row.url, what=what, advice=error.advice)

    def _named(self, page: Page, feed: FeedRow, items: list[FeedItem]) -> Iterator[Problem]:
        """Have fetched what is new in a feed, or has changed there."""
        if len(items) > MOST_ITEMS:
            what = f"it names {len(items):,} reports; only the first {MOST_ITEMS:,} are looked at"
            yield Problem(source=feed.url, what=what, kind="left")
        found: dict[str, tuple[FeedItem, RefusedError | None]] = {}
        for item in items[:MOST_ITEMS]:
            try:
                found.setdefault(_address(page, item), (item, None))
            except RefusedError as error:
                found.setdefault(f"{feed.url}#{short(item.name)}", (item, error))
        known = self._context.memory.fetches(list(found))
        for url, (item, refused) in found.items():
            row = known.get(url)
            if row is None or (row.feed == feed.url and row.entry != item.digest):
                self._context.tally.named += row is None
                row = (row or FetchRow(url, feed.url))._replace(
                    title=item.title, published=item.published, entry=item.digest
                )
                yield from self._want(row, refused)

    def _want(self, row: FetchRow, refused: RefusedError | None) -> Iterator[Problem]:
        if refused is None:
            row = row._replace(tries=0, next_check=self._context.stamp())
            self._context.memory.put(row)
            self._wanted(row)
        else:
            self._context.memory.put(row._replace(state="failed", what=refused.what))
            yield Problem(source=row.url, what=refused.what, advice=refused.advice)


def _address(page: Page, item: FeedItem) -> str:
    """The address of a report. Raises RefusedError where it has none that is fetched."""
    if item.link is None:
        raise RefusedError("the feed gives no web address for it", "Nothing of it can be fetched")
    return key(page.url.join(item.link))
