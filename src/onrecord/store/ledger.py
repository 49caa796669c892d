"""What has been done already: a document is known by everything that its record follows from."""

from hashlib import sha256

import msgspec

from onrecord.model import Coder, Document


def fingerprint(document: Document, coder: Coder, quote: str) -> str:
    """A digest of the document (but not of where it was read), the coder and the quote level.

    The same fingerprint means the same record, so the document needn't be coded again.
    """
    bare = msgspec.structs.replace(document, source=None)
    return sha256(msgspec.json.encode([bare, coder, quote], order="sorted")).hexdigest()[:32]
