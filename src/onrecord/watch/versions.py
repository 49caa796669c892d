"""Which version of a page a document is, and what it is called."""

from hashlib import sha256

from onrecord.model import Document
from onrecord.store.watch_tables import VersionRow


def digest_of(document: Document) -> str:
    """What tells a version from another: headline and text, whatever their white space."""
    title = " ".join((document.title or "").split())
    text = " ".join(document.text.split())
    return sha256(f"{title}\n{text}".encode()).hexdigest()


def next_version(newest: VersionRow | None, page: str, digest: str, now: str) -> VersionRow:
    """The version that a page is in: the newest one itself where it hasn't changed.

    The first version's document is called after the page's address (16 hexadecimal digits of its
    sha256), the later ones so with `-2`, `-3` … behind.
    """
    if newest is not None and newest.digest == digest:
        return newest
    number = newest.version + 1 if newest else 1
    base = sha256(page.encode()).hexdigest()[:16]
    name = base if number == 1 else f"{base}-{number}"
    return VersionRow(name, page, number, newest.document if newest else None, now, digest)
