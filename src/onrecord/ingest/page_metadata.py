"""What a page says of itself, and where it says so: JSON-LD, meta elements, links, microdata.

For each field the places are looked at in a fixed order, and the first that holds a usable
value is taken; nothing is guessed from the running text.
"""

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from onrecord.ingest.clean import comparable, field
from onrecord.ingest.dates import read_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Found = Iterator[tuple[str, Any]]
"""(where it stands, what stands there), the most trusted first."""

_ARTICLES = re.compile(r"Article|Posting|Report|Review|WebPage")
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"),
    "outlet": (
        *("og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title"),
        *("publisher", "application-name"),
    ),
    "byline": (
        *("author", "article:author", "dc.creator", "dcterms.creator", "citation_author"),
        *("parsely-author", "sailthru.author", "byl"),
    ),
    "published": (
        *("article:published_time", "og:article:published_time", "og:published_time"),
        *("datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued"),
        *("dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate"),
        *("publishdate", "publish-date", "publish_date", "citation_publication_date", "date"),
    ),
    "url": ("og:url",),
    "license": ("dcterms.license", "dc.license", "license"),
}
_JSON = {
    "title": ("headline",),
    "outlet": ("publisher", "sourceOrganization"),
    "byline": ("author", "creator"),
    "published": ("datePublished",),
    "url": ("mainEntityOfPage", "url"),
    "license": ("license",),
}
_ITEMPROPS = {
    "title": "headline",
    "outlet": "publisher",
    "byline": "author",
    "published": "datePublished",
    "license": "license",
}
_DATE_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/.\-_]|$)")
_TITLE_END = re.compile(r"\s+[|\u2013\u2014»·:-]\s+")
_LONGEST_JSON = 1 << 20


def page_metadata(tree: "HtmlElement", url: str | None) -> tuple[dict[str, str], dict[str, str]]:
    """The fields of a page, and for each where it comes from.

    Args:
        tree: the page.
        url: where it was found, if that is known.
    """
    page = _Page(tree, url)
    values: dict[str, str] = {}
    origins: dict[str, str] = {}
    for name in ("outlet", "title", "byline", "published", "url", "license"):
        for origin, raw in page.places(name):
            value = _READERS[name](raw, page.url)
            if value:
                values[name], origins[name] = value, origin
                break
    if "title" in values:
        values["title"] = _without_outlet(values["title"], values.get("outlet"))
    return values, origins


class _Page:
    """The places of a page where fields may stand."""

    def __init__(self, tree: "HtmlElement", url: str | None):
        self.tree, self.url = tree, url
        self._meta = self._read_meta()
        self._linked = tree.xpath("//link[@rel] | //a[@rel]")
        self._props = tree.xpath("//*[@itemprop]")
        self._articles = list(self._read_articles())

    def _read_meta(self) -> dict[str, str]:
        """The meta elements by name; of several the first that says something."""
        found: dict[str, str] = {}
        for element in self.tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = element.get("content")
            if name and content and content.strip():
                found.setdefault(name.strip().lower(), content)
        return found

    def _read_articles(self) -> Iterator[dict[str, Any]]:
        """The JSON-LD objects that describe an article, real articles before pages."""
        pages: list[dict[str, Any]] = []
        for script in self.tree.iter("script"):
            if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
                continue
            for thing in _objects(_loads(script.text or "")):
                kind = str(thing.get("@type", ""))
                if _ARTICLES.search(kind):
                    if "WebPage" in kind:
                        pages.append(thing)
                    else:
                        yield thing
        yield from pages

    def places(self, name: str) -> Found:
        """All places of one field."""
        if name == "url":
            yield from self._links("canonical")
        if name == "license":
            yield from self._links("license")
        yield from self._json(name)
        for meta in _META[name]:
            if meta in self._meta:
                yield f"meta {meta}", self._meta[meta]
        if name in _ITEMPROPS:
            yield from self._itemprop(_ITEMPROPS[name])
        yield from self._elements(name)

    def _json(self, name: str) -> Found:
        for article in self._articles:
            for key in _JSON[name]:
                if article.get(key):
                    yield f"json-ld {key}", article[key]

    def _links(self, kind: str) -> Found:
        for tag in ("link", "a"):
            for element in self._linked:
                if element.tag == tag and kind in element.get("rel").lower().split():
                    yield f"{tag} rel={kind}", element.get("href")

    def _itemprop(self, name: str) -> Found:
        for element in self._props:
            if name in element.get("itemprop").split():
                said = element.get("content") or element.get("datetime")
                yield f"itemprop {name}", said or element.text_content()[:2000]

    def _elements(self, name: str) -> Found:
        """Elements of HTML itself that hold a field, and the address."""
        if name == "title":
            headlines = list(self.tree.iter("h1"))
            if len(headlines) == 1:
                yield "h1", headlines[0].text_content()
            for element in self.tree.iter("title"):
                yield "title", element.text_content()
        elif name == "byline":
            for element in self._linked:
                if element.tag == "a" and "author" in element.get("rel").lower().split():
                    yield "a rel=author", element.text_content()
        elif name == "published":
            yield from self._times()
            found = _DATE_IN_ADDRESS.search(urlsplit(self.url).path) if self.url else None
            if found:
                yield "the address", f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
        elif name == "url":
            yield "the address", self.url

    def _times(self) -> Found:
        """`time` elements that are marked as the date, then the only one of an article's head."""
        times = [time for time in self.tree.iter("time") if time.get("datetime")]
        yield from (("time pubdate", t.get("datetime")) for t in times if "pubdate" in t.attrib)
        for path in (".//article//header//time", ".//header//time", ".//article//time"):
            inside = [time for time in self.tree.findall(path) if time.get("datetime")]
            if inside:
                yield "time", inside[0].get("datetime")
        if len({time.get("datetime") for time in times}) == 1:
            yield "time", times[0].get("datetime")


def _loads(script: str) -> Any:
    """JSON as pages write it: line ends in strings, comments around it."""
    if len(script) > _LONGEST_JSON:
        return None
    bare = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD: alone, in lists, in a graph, as what a page is about."""
    if depth > 8:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def _name(value: Any, url: str | None) -> str | None:
    """A name, or those of a list; an address is none."""
    if isinstance(value, list):
        names = [name for item in value[:20] if (name := _name(item, url))]
        return field(", ".join(dict.fromkeys(names)))
    if isinstance(value, dict):
        value = value.get("name")
        if not isinstance(value, str):
            return _name(value, url) if isinstance(value, list) else None
    name = _plain(value)
    if name is None or re.match(r"https?:|www\.|@", name, re.IGNORECASE):
        return None
    return name


def _plain(value: Any, url: str | None = None) -> str | None:
    """A string on one line, its character references resolved."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    return field(html.unescape(value)) if isinstance(value, str) else None


def _byline(value: Any, url: str | None) -> str | None:
    name = _name(value, url)
    return re.sub(r"^(?:by|from)\s+", "", name, flags=re.IGNORECASE) if name else None


def _date(value: Any, url: str | None) -> str | None:
    said = _plain(value)
    return read_date(said) if said else None


def _address(value: Any, url: str | None) -> str | None:
    """An absolute web address that may be this page's; a site's root is no article's."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    found = web_address(value, url)
    if found and url and urlsplit(found).path in ("", "/") and not urlsplit(found).query:
        return found if urlsplit(url).path in ("", "/") else None
    return found


def web_address(value: Any, base: str | None = None) -> str | None:
    """The value as an absolute http(s) address, or None where it is none."""
    said = field(value)
    if not said:
        return None
    try:
        found = urljoin(base or "", said)
        parts = urlsplit(found)
    except ValueError:
        return None
    return found if parts.scheme in ("http", "https") and parts.netloc else None


def _license(value: Any, url: str | None) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url") or value.get("name")
    said = _plain(value)
    return (web_address(said, url) or said) if said else None


def _without_outlet(title: str, outlet: str | None) -> str:
    """A title without the outlet's name that some pages put at its end."""
    cuts = list(_TITLE_END.finditer(title))
    if outlet and cuts and comparable(title[cuts[-1].end() :]) == comparable(outlet):
        return title[: cuts[-1].start()].rstrip() or title
    return title


_READERS: dict[str, Callable[[Any, str | None], str | None]] = {
    "title": _plain,
    "outlet": _name,
    "byline": _byline,
    "published": _date,
    "url": _address,
    "license": _license,
}
