"""A page by its address: redirects followed, each step checked anew, all within limits."""

import http.client
import re
import ssl
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from onrecord.watch.addresses import Resolve, checked, look_up
from onrecord.watch.errors import FetchError, RefusedError, RefusedRedirectError
from onrecord.watch.exchange import Answer, Wanted, ask, media_type
from onrecord.watch.url import Url, parse
from onrecord.watch.wire import Deadline

REDIRECTS = 5
MOVED = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
LONGEST_TAG = 1024
"""Characters of an ETag or date that is kept: it is sent back with each question."""

Gate = Callable[[Url], None]
"""Called before each question to a server: waits for its turn, or raises FetchError."""


class Policy(NamedTuple):
    """Whom to ask, and how."""

    agent: str
    """The User-Agent line."""
    contact: str | None = None
    """The From line: where a site's keeper may complain."""
    allow_private: bool = False
    seconds: float = 30.0
    """For each question and its answer, the search for the name too."""
    max_bytes: int = 8 << 20
    resolve: Resolve = look_up
    tls: ssl.SSLContext | None = None


class Tags(NamedTuple):
    """What a server gave to recognise a version of a page by."""

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """To send along, so that what hasn't changed isn't sent again."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in given.items() if value}


class Page(NamedTuple):
    """What was got."""

    url: Url
    """Where it was found in the end."""
    new: bool
    """False where the server says that it is still the version of the tags."""
    body: bytes
    tags: Tags
    media_type: str
    """`text/html`, in lower case; empty where it isn't said."""
    headers: Mapping[str, str]
    moved: bool = False
    """Whether the server says that the page has moved for good."""


def fetch(
    address: str | Url,
    policy: Policy,
    gate: Gate,
    *,
    accept: str = "*/*",
    tags: Tags = Tags(),  # noqa: B008 - a tuple
    cut: bool = False,
    most: int | None = None,
    kinds: tuple[str, ...] = (),
) -> Page:
    """Get a page.

    Args:
        address: its address.
        policy: whom to ask.
        gate: called before each question, also before each redirect's.
        accept: the kinds of content that are wanted.
        tags: of the version that is there already.
        cut: take the beginning of a page that is too long.
        most: bytes, instead of the policy's.
        kinds: the media types that are taken; all where there are none.

    Raises RefusedError for addresses that aren't asked, and FetchError for everything else that
    gives no page; `passing` and `wait` there say whether to try again, and when.
    """
    url = address if isinstance(address, Url) else parse(address)
    headers = _headers(policy, accept, tags)
    wanted = Wanted(policy.max_bytes if most is None else most, cut, kinds)
    seen, for_good = {url}, True
    while True:
        try:
            gate(url)
            answer = _ask(url, headers, wanted, policy)
        except RefusedError as error:
            raise (_refused_redirect(error) if len(seen) > 1 else error) from error
        if answer.status not in MOVED:
            return _page(url, answer, tags, for_good and len(seen) > 1)
        for_good = for_good and answer.status in FOR_GOOD
        url = _next(url, answer)
        if url in seen:
            raise FetchError(
                "redirects that lead in a circle", "Open it in a browser", passing=True
            )
        seen.add(url)
        if len(seen) > REDIRECTS + 1:
            raise FetchError(f"more than {REDIRECTS} redirects", "Name the page they lead to")


def _headers(policy: Policy, accept: str, tags: Tags) -> dict[str, str]:
    own = {"User-Agent": policy.agent, "Accept": accept, "Accept-Language": "en, *;q=0.5"}
    return own | ({"From": policy.contact} if policy.contact else {}) | tags.headers


def _ask(url: Url, headers: Mapping[str, str], wanted: Wanted, policy: Policy) -> Answer:
    started = time.monotonic()
    addresses = checked(
        url.host,
        url.port,
        allow_private=policy.allow_private,
        resolve=policy.resolve,
        seconds=policy.seconds,
    )
    deadline = Deadline(policy.seconds - (time.monotonic() - started))
    return ask(url, addresses, headers, wanted, deadline, policy.tls)


def _next(url: Url, answer: Answer) -> Url:
    """Where a redirect leads. Raises FetchError where it leads nowhere, or where nobody may go."""
    location = answer.headers.get("location")
    if not location:
        raise FetchError(f"a redirect ({answer.status}) to nowhere", passing=True)
    try:
        return url.join(location.encode("latin-1", "replace").decode("utf-8", "replace"))
    except RefusedError as error:
        raise _refused_redirect(error) from error


def _refused_redirect(error: RefusedError) -> RefusedRedirectError:
    return RefusedRedirectError(f"a redirect that isn't followed: {error.what}", error.advice)


def _page(url: Url, answer: Answer, asked: Tags, moved: bool) -> Page:
    said = answer.headers
    unchanged = answer.status == http.client.NOT_MODIFIED and bool(asked.headers)
    if answer.status != http.client.OK and not unchanged:
        raise _failure(url, answer)
    tags = asked if unchanged else Tags(_tag(said, "etag"), _tag(said, "last-modified"))
    return Page(url, not unchanged, answer.body, tags, media_type(said), said, moved)


def _tag(said: Mapping[str, str], name: str) -> str | None:
    given = said.get(name, "").strip()
    return given if given.isprintable() and 0 < len(given) <= LONGEST_TAG else None


def _failure(url: Url, answer: Answer) -> FetchError:
    status = answer.status
    reason = http.client.responses.get(status, "")
    words = {401: "Its readers have to log in", 403: "The server doesn't let onrecord in"}
    words |= {404: "Check the address", 410: "It is gone for good", 451: "It is withheld by law"}
    busy = status in (408, 425, 429) or status >= 500
    return FetchError(
        f"the server answers {status} {reason}".rstrip(),
        words.get(status, ""),
        passing=busy,
        wait=retry_after(answer.headers) if status in (429, 503) else None,
        status=status,
        host=url.host,
    )


def retry_after(said: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds that a Retry-After line asks for, as a number or as a date; None without one."""
    given = said.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", given):
        return float(given)
    try:
        until = parsedate_to_datetime(given)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
