"""NewsML-G2, the news agencies' XML, and NITF, inside it or alone."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from onrecord.ingest.clean import checked, field, paragraphs, with_headline
from onrecord.ingest.dates import read_date
from onrecord.ingest.decode import UnreadableError
from onrecord.ingest.page_metadata import web_address
from onrecord.ingest.page_text import fragment_text
from onrecord.ingest.reading import Item, Reading
from onrecord.ingest.safe_xml import name_of
from onrecord.ingest.text import of_problem
from onrecord.model import Document, Problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

OTHER_ITEMS = frozenset(
    """
    packageitem conceptitem knowledgeitem planningitem catalogitem eventitem
    """.split()  # noqa: SIM905 - a list of words
)
ROOTS = frozenset(("newsitem", "newsmessage", "nitf")) | OTHER_ITEMS
_WITHDRAWN = ("canceled", "withheld")
_BLOCKS = frozenset(
    """
    p div h1 h2 h3 h4 h5 h6 hl1 hl2 li td th tr dt dd blockquote pre bq note block table ul ol
    br media body.content section article header figcaption caption
    """.split()  # noqa: SIM905 - a list of words
)
_UNSEEN = frozenset(
    """
    script style head media media-caption media-reference body.head body.end nitf-table
    """.split()  # noqa: SIM905 - a list of words
)
"""Elements whose words aren't the story's: of NITF its head and end, and pictures."""


def documents(root: Element, name: str, reading: Reading) -> Iterator[Item]:
    """Each news item with a text under the root; a line says what else there was."""
    others: Counter[str] = Counter()
    items = [root] if name_of(root) not in ("newsmessage",) else _items_of(root)
    found = 0
    for item in items:
        kind = name_of(item)
        if kind in OTHER_ITEMS:
            others[kind.removesuffix("item")] += 1
            continue
        found += 1
        place = f"{name}#{item.get('guid')}" if item.get("guid") else name
        try:
            yield _left(item, place) or _document(item, place, reading)
        except UnreadableError as problem:
            yield of_problem(place, problem)
    if others:
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(others.items()))
        yield Problem(
            source=name,
            what=f"items without a text of their own were left ({kinds})",
            advice="Give the news items that they name too",
            kind="left",
        )
    elif not found:
        yield Problem(source=name, what="a news message without items", advice="Leave it out")


def _items_of(root: Element) -> list[Element]:
    wanted = (*OTHER_ITEMS, "newsitem")
    sets = [part for part in root if name_of(part) == "itemset"]
    return [item for part in sets for item in part if name_of(item) in wanted]


def _first(element: Element, path: str) -> Element | None:
    """The first element at a path of names, whatever their namespace."""
    here: list[Element] = [element]
    for step in path.split("/"):
        here = [child for parent in here for child in parent if name_of(child) == step]
    return here[0] if here else None


def _words(element: Element | None) -> str | None:
    return field("".join(element.itertext())) if element is not None else None


def _code(element: Element | None) -> str:
    """The last part of a code: `text` of `ninat:text`, or of an address that ends so."""
    given = element.get("qcode") or element.get("uri") or "" if element is not None else ""
    return given.replace("/", ":").rpartition(":")[2].lower()


def _left(item: Element, place: str) -> Problem | None:
    """Why an item is no report to code, and no failure either."""
    status = _code(_first(item, "itemmeta/pubstatus"))
    if status in _WITHDRAWN:
        what = f"an item that its provider has {status}"
        return Problem(source=place, what=what, advice="Leave it out", kind="left")
    kind = _code(_first(item, "itemmeta/itemclass"))
    if kind in ("picture", "photo", "video", "audio", "graphic", "animation"):
        return Problem(source=place, what=f"an item of {kind}, not of text", kind="left")
    return None


def _document(item: Element, place: str, reading: Reading) -> Document:
    nitf = item if name_of(item) == "nitf" else _found(item, "nitf")
    text = _body(item, nitf)
    if not text:
        raise UnreadableError("an item without a text", "Give the file that it refers to")
    values, origins = _metadata(item, nitf)
    return Document(
        text=checked(with_headline(values.get("title"), text), reading.max_chars),
        source=place,
        published_from="metadata" if "published" in values else None,
        metadata_from=origins,
        **values,
    )


def _found(element: Element, name: str) -> Element | None:
    return next((one for one in element.iter() if name_of(one) == name), None)


def _body(item: Element, nitf: Element | None) -> str:
    """The story's words: of NITF, XHTML or other inline XML, or of plain inline data."""
    if nitf is not None:
        content = _found(nitf, "body.content")
        return _text_of(content) if content is not None else ""
    for part in item.iter():
        if name_of(part) == "inlinexml":
            body = _found(part, "body")
            text = _text_of(body if body is not None else part)
        elif name_of(part) == "inlinedata" and not part.get("encoding"):
            inner = "".join(part.itertext())
            markup = "html" in (part.get("contenttype") or "")
            text = fragment_text(inner) if markup else paragraphs(inner.split("\n"))
        else:
            continue
        if text:
            return text
    return ""


def _text_of(body: Element) -> str:
    """The words of an element, a paragraph for each block in it."""
    pieces: list[str] = []
    for event, element in _walk(body):
        name = name_of(element)
        if name in _BLOCKS:
            pieces.append("\0")
        if event == "start":
            pieces.append(element.text or "")
        elif element is not body:
            pieces.append(element.tail or "")
    return paragraphs(" ".join(part.split()) for part in "".join(pieces).split("\0"))


def _walk(body: Element) -> Iterator[tuple[str, Element]]:
    """Starts and ends of elements, in the order of the text, without what isn't the story."""
    from lxml import etree  # type: ignore[attr-defined]

    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element is not body and name_of(element) in _UNSEEN:
            walk.skip_subtree()
            element = etree.Element("skipped")
        yield event, element


def _metadata(item: Element, nitf: Element | None) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields of an item, and for each the element that it stood in."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name, origin, value in _places(item, nitf):
        if value and name not in values:
            values[name], origins[name] = value, origin
    return values, origins


_PLACES = (
    ("title", "contentmeta/headline"),
    ("title", "itemmeta/title"),
    ("byline", "contentmeta/by"),
    ("byline", "contentmeta/creator/name"),
    ("outlet", "itemmeta/provider/name"),
    ("outlet", "contentmeta/creditline"),
    ("outlet", "rightsinfo/copyrightholder/name"),
)
_DATES = ("contentmeta/contentcreated", "itemmeta/firstcreated", "itemmeta/versioncreated")


def _places(item: Element, nitf: Element | None) -> Iterator[tuple[str, str, str | None]]:
    """(field, where it stands, value), the most trusted places first."""
    for name, path in _PLACES:
        yield name, f"newsml {path}", _words(_first(item, path))
    provider = _first(item, "itemmeta/provider")
    if provider is not None:
        said = provider.get("literal") or (provider.get("qcode") or "").rpartition(":")[2]
        yield "outlet", "newsml itemmeta/provider", field(said)
    for path in _DATES:
        yield "published", f"newsml {path}", read_date(_words(_first(item, path)) or "")
    for part in item.iter():
        if name_of(part) == "link" and "license" in (part.get("rel") or ""):
            yield "license", "newsml link", web_address(part.get("href"))
    terms = _first(item, "rightsinfo/usageterms")
    if terms is not None:
        yield "license", "newsml rightsinfo/usageterms", _words(terms) or terms.get("href")
    if nitf is not None:
        yield from _nitf_places(nitf)


def _nitf_places(nitf: Element) -> Iterator[tuple[str, str, str | None]]:
    yield "title", "nitf hl1", _words(_found(nitf, "hl1"))
    yield "title", "nitf title", _words(_found(nitf, "title"))
    byline = _found(nitf, "byline")
    person = _found(byline, "person") if byline is not None else None
    yield "byline", "nitf byline", _words(person) or _without_by(_words(byline))
    issue = _found(nitf, "date.issue")
    yield "published", "nitf date.issue", _attribute_date(issue)
    date = _found(nitf, "story.date")
    yield "published", "nitf story.date", _attribute_date(date)
    publication = _found(nitf, "pubdata")
    if publication is not None:
        yield "outlet", "nitf pubdata", field(publication.get("name"))
        yield "published", "nitf pubdata", _attribute_date(publication)
    yield "outlet", "nitf doc.copyright", _attribute(_found(nitf, "doc.copyright"), "holder")


def _attribute(element: Element | None, name: str) -> str | None:
    return field(element.get(name)) if element is not None else None


def _attribute_date(element: Element | None) -> str | None:
    given = _attribute(element, "norm") or _attribute(element, "date.publication")
    return read_date(given) if given else None


def _without_by(byline: str | None) -> str | None:
    return byline.removeprefix("By ").removeprefix("by ") if byline else None
