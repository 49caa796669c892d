"""DuckDB: records as tables, and a ledger of what was done. Written one transaction at a time."""

from onrecord.store.errors import StoreError
from onrecord.store.ledger import fingerprint
from onrecord.store.reader import StoreReader
from onrecord.store.refresh import refresh
from onrecord.store.search import SearchIndex, store_stamp
from onrecord.store.search_words import SearchError
from onrecord.store.session import QueryError, Session, TooSlowError
from onrecord.store.stories import Made, make_stories, remove_stories
from onrecord.store.story_folds import FoldedReport, fold
from onrecord.store.story_reader import (
    StoryReport,
    ToldStory,
    Wanted,
    count_stories,
    read_stories,
)
from onrecord.store.writer import StoreWriter

__all__ = [
    "FoldedReport",
    "Made",
    "QueryError",
    "SearchError",
    "SearchIndex",
    "Session",
    "StoreError",
    "StoreReader",
    "StoreWriter",
    "StoryReport",
    "ToldStory",
    "TooSlowError",
    "Wanted",
    "count_stories",
    "fingerprint",
    "fold",
    "make_stories",
    "read_stories",
    "refresh",
    "remove_stories",
    "store_stamp",
]
