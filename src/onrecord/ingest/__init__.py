"""Bytes -> Document, or a named problem. One file a format, found by its suffix."""

from onrecord.ingest.dates import iso_date
from onrecord.ingest.documents import finished, read
from onrecord.ingest.identity import document_id
from onrecord.ingest.reading import InputError, Item, Reading

__all__ = ["InputError", "Item", "Reading", "document_id", "finished", "iso_date", "read"]
