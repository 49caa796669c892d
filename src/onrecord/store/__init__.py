"""DuckDB: records as tables, and a ledger of what was done. Written one transaction at a time."""

from onrecord.store.errors import StoreError
from onrecord.store.ledger import fingerprint
from onrecord.store.reader import StoreReader
from onrecord.store.refresh import refresh
from onrecord.store.search import SearchIndex
from onrecord.store.search_words import SearchError
from onrecord.store.session import QueryError, Session, TooSlowError
from onrecord.store.writer import StoreWriter

__all__ = [
    "QueryError",
    "SearchError",
    "SearchIndex",
    "Session",
    "StoreError",
    "StoreReader",
    "StoreWriter",
    "TooSlowError",
    "fingerprint",
    "refresh",
]
