"""All bytes of one document, up to the limit."""

from onrecord.ingest.decode import Size
from onrecord.ingest.reading import Reading, Source


def content_of(source: Source, reading: Reading) -> bytes:
    """The bytes of a source that is one document.

    Raises UnreadableError where there are more than a document may have, and OSError where
    they can't be read.
    """
    with source.open() as stream:
        content = stream.read(reading.max_bytes + 1)
    if len(content) > reading.max_bytes:
        size = source.path.stat().st_size if source.path and not source.opener else len(content)
        raise Size(reading.max_bytes, "bytes", "--max-bytes").exceeded(size)
    return content
