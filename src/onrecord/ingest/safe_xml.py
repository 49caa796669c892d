"""XML that others wrote: no entities of its own, no files, no network, no endless attributes."""

import re
from html.entities import html5
from typing import TYPE_CHECKING

from onrecord.ingest.charset import decode_page
from onrecord.ingest.decode import UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element, _ElementTree

Element = "_Element"
LONGEST_ATTRIBUTE = 100_000
"""Characters: a longer attribute is no news, and takes feedparser seconds."""
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_PROLOGUE = re.compile(r"(?:\s|<\?[^>]*\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*+(?:\[[^\]]*+\]\s*+)?>")
_NAMED = re.compile(r"&([a-zA-Z][a-zA-Z0-9]{1,30});")
_NUMBERED = re.compile(r"&#([xX][0-9a-fA-F]{1,40}|[0-9]{1,40});?")
_XML_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))


def parse_xml(content: bytes, charset: str | None = None, mend: bool = False) -> "_Element":
    """The root of an XML document.

    Args:
        content: the document's bytes.
        charset: the encoding that the server or the user named.
        mend: read on where it isn't well formed, as far as that makes sense.

    Raises UnreadableError for what is no XML, declares entities, or has an attribute that is
    too long. Entities are never resolved, except the named characters of HTML.
    """
    from lxml import etree  # type: ignore[attr-defined]

    text = sane(decode_page(content, charset)[0])
    text = _without_doctype(_without(_DECLARATION, text, text.find("<?xml")))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=mend,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    known = _NAMED.sub(_character, text).strip()
    try:
        root = etree.fromstring(known.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(error) from error
    if root is None:  # what is left of something that couldn't be mended
        raise UnreadableError("not XML", "Get the file again from its provider")
    _check_attributes(root)
    return root


def sane(text: str) -> str:
    """The text without characters, and references to characters, that there are none of.

    lxml lets them through into attributes, and then can't hand those out.
    """
    text = text.replace("\0", "\ufffd")
    return _NUMBERED.sub(_numbered, text) if "&#" in text else text


def _numbered(reference: re.Match[str]) -> str:
    number = reference[1].lower()
    value = int(number[1:], 16) if number[0] == "x" else int(number)
    known = 0 < value <= 0x10FFFF and not 0xD800 <= value <= 0xDFFF
    return reference[0] if known else "\ufffd"


def written(root: "_Element | _ElementTree") -> bytes:
    """The document again, well formed and in UTF-8."""
    from lxml import etree  # type: ignore[attr-defined]

    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def name_of(element: "_Element") -> str:
    """An element's name without its namespace, in lower case; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _without_doctype(text: str) -> str:
    """The text without its document type. Raises UnreadableError where it declares entities."""
    prologue = _PROLOGUE.match(text)
    if not prologue:
        return text
    if "<!ENTITY" in text:
        raise UnreadableError(
            "XML that declares entities of its own",
            "News formats need none, and they can be used for attacks; take them out",
        )
    return _without(_DOCTYPE, text, prologue.end() - len("<!DOCTYPE"))


def _without(pattern: re.Pattern[str], text: str, at: int) -> str:
    """The text without what a pattern matches just there: a search takes the square of the time."""
    found = pattern.match(text, at) if at >= 0 else None
    return text[:at] + text[found.end() :] if found else text


def _character(reference: re.Match[str]) -> str:
    """The character of a reference that HTML knows and XML doesn't."""
    name = reference[1]
    if name in _XML_OWN:
        return reference[0]
    found = html5.get(f"{name};")
    return found if found and found not in "<>&" else reference[0]


def _malformed(error: Exception) -> UnreadableError:
    line = getattr(error, "lineno", None)
    what = re.sub(r", line \d+, column \d+.*", "", getattr(error, "msg", "") or str(error))
    if "depth" in what:
        return UnreadableError("elements nested more than 256 deep", "Get it from elsewhere", line)
    if "AttValue length too long" in what or "huge" in what.lower():
        return UnreadableError(
            "more than 10,000,000 characters in one attribute or word", "Take them out", line
        )
    return UnreadableError(
        f"not well-formed XML ({what})", "Get the file again from its provider", line
    )


def _check_attributes(root: "_Element") -> None:
    for element in root.iter():
        for value in element.attrib.values():
            if len(value) > LONGEST_ATTRIBUTE:
                raise UnreadableError(
                    f"an attribute of {len(value):,} characters in <{name_of(element)}>",
                    "Take it out: no news format has one of that length",
                    element.sourceline,
                )
