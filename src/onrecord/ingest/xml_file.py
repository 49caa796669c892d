"""An XML file: NewsML-G2, NITF, RSS or Atom, by what its root says."""

from collections.abc import Iterator

from onrecord.ingest import feeds, newsml
from onrecord.ingest.content import content_of
from onrecord.ingest.decode import UnreadableError
from onrecord.ingest.html import html_document
from onrecord.ingest.reading import Item, Reading, Source
from onrecord.ingest.safe_xml import name_of, parse_xml


def read_xml(source: Source, reading: Reading) -> Iterator[Item]:
    """The reports of an XML file. Raises UnreadableError for what isn't of these kinds."""
    content = content_of(source, reading)
    root = _root(content, reading)
    kind = name_of(root)
    if kind in feeds.ROOTS:
        feed = feeds.parse_feed(content, None, reading.encoding)
        yield from feeds.feed_documents(feed, source.name, reading)
    elif kind in newsml.ROOTS:
        yield from newsml.documents(root, source.name, reading)
    elif kind == "html":
        yield html_document(content, source.name, None, reading, reading.encoding)
    else:
        raise UnreadableError(
            f"XML of a kind that isn't read: its root is <{kind}>",
            "onrecord reads NewsML-G2, NITF, RSS and Atom; convert it to JSON lines",
        )


def _root(content: bytes, reading: Reading):
    """The root; of a feed that isn't well formed too, as many aren't."""
    try:
        return parse_xml(content, reading.encoding)
    except UnreadableError as problem:
        if "not well-formed" not in problem.what:
            raise
        root = parse_xml(content, reading.encoding, mend=True)
        if name_of(root) not in (*feeds.ROOTS, "html"):
            raise
        return root
