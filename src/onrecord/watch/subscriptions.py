"""The list of feeds: OPML as readers export it, or one address a line."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from onrecord.ingest import InputError
from onrecord.ingest.decode import UnreadableError, decode
from onrecord.model import Problem
from onrecord.watch.errors import RefusedError
from onrecord.watch.url import parse, short

LARGEST = 16 << 20
"""Bytes of a list."""
LONGEST_NAME = 200
"""Characters of an outlet's name."""


class Subscription(NamedTuple):
    """A feed to poll."""

    url: str
    outlet: str | None = None
    """What the user says its outlet is."""
    title: str | None = None
    """What a feed reader calls it."""


class Entry(NamedTuple):
    """What a list says, with its line."""

    line: int
    url: str
    outlet: str = ""
    title: str = ""


def is_address(given: str) -> bool:
    """Whether something is the address of a feed rather than a list of them."""
    return given.lower().startswith(("http://", "https://"))


def read_lists(given: list[str]) -> tuple[list[Subscription], list[Problem]]:
    """The feeds of several lists, each once, and what in them can't be used.

    Args:
        given: files (.opml, .xml: OPML; others: an address a line), and addresses of feeds.

    Raises InputError where a file can't be read, or nothing usable is left.
    """
    found: dict[str, Subscription] = {}
    problems: list[Problem] = []
    for name in given:
        entries = [Entry(0, name)] if is_address(name) else _entries(Path(name))
        for entry in entries:
            place = f"{name}:{entry.line}" if entry.line else name
            try:
                url = str(parse(entry.url))
            except RefusedError as error:
                problems.append(Problem(source=place, what=error.what, advice=error.advice))
                continue
            outlet, title = (_name(given) for given in (entry.outlet, entry.title))
            found.setdefault(url, Subscription(url, outlet, title))
    if not found:
        why = f" ({problems[0].source}: {problems[0].what})" if problems else ""
        raise InputError(
            f"{', '.join(given)}: no feed to watch{why}; write the address of one on each line"
        )
    return list(found.values()), problems


def _name(given: str) -> str | None:
    """A name on one line; None for an empty one."""
    return " ".join(given.split())[:LONGEST_NAME] or None


def _entries(path: Path) -> list[Entry]:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path}: over {LARGEST >> 20} MB; a list of feeds isn't that long")
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{path}: can't be read ({reason}); name a list of feeds") from error
    try:
        if path.suffix.lower() in (".opml", ".xml") or content.lstrip()[:5] == b"<?xml":
            return read_opml(content)
        return list(read_lines(decode(content)))
    except UnreadableError as error:
        line = f":{error.line}" if error.line else ""
        raise InputError(f"{path}{line}: {error.what}; {error.advice}") from error


def read_lines(text: str) -> Iterator[Entry]:
    """`ADDRESS  outlet's name`, one a line; the name may be missing, `#` begins a comment."""
    for number, line in enumerate(text.splitlines(), 1):
        url, _, name = line.strip().partition(" ")
        if url and not url.startswith("#"):
            yield Entry(number, url, name.partition(" #")[0])


def read_opml(content: bytes) -> list[Entry]:
    """The feeds of an OPML file, in its order, whatever folders they stand in.

    Raises UnreadableError for what is no OPML, and for entities: a list of feeds needs none, and
    they can be made to grow without bound or to read other files.
    """
    parser = expat.ParserCreate()
    found: list[Entry] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        given = {key.lower(): value for key, value in attributes.items()}
        if name.lower() == "outline" and given.get("xmlurl", "").strip():
            title = given.get("title") or given.get("text") or ""
            found.append(Entry(parser.CurrentLineNumber, given["xmlurl"].strip(), title=title))

    def entity(*_: object) -> None:
        raise UnreadableError("it defines entities", "Take them out", parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        what = f"no whole XML ({expat.ErrorString(error.code)})"
        raise UnreadableError(what, "Export the list again", error.lineno) from error
    except (ValueError, LookupError, TypeError) as error:  # an encoding that isn't one of texts
        raise UnreadableError(
            f"no readable XML ({short(str(error))})", "Save it as UTF-8"
        ) from error
    return found
