"""The tables of `onrecord stories`, and the signatures that it finds near-duplicates by.

`signatures` is written with each record. The others are made anew by every `onrecord stories`,
in one transaction; they point to documents and events, and change none.
"""

from onrecord.store.columns import Column, columns

SIGNATURES = (
    Column("document", "text"),
    Column("method", "text", "method"),
    *columns(whole="words shingles"),
    Column("words_digest", "text", "words_digest"),
    *columns(bytes="minhash facts"),
    Column("agency", "text", "agency"),
)
DUPLICATES = (
    *columns(text="text document"),
    *columns(whole="position"),
    *columns(text="kind of"),
    *columns(number="shared contained"),
    *columns(text="credit why"),
)
STORIES = (
    *columns(text="id type about", texts="modes"),
    *(Column(n, "text", n) for n in ("source", "target", "source_code", "target_code")),
    Column("mutual", "flag", "mutual"),
    *(Column(n, "text", n) for n in ("start", "end", "published", "place", "country")),
    Column("statuses", "texts", "statuses"),
    Column("disputed", "flag", "disputed"),
    *(
        Column(f"{figure}_{bound}", "whole", f"{figure}_{bound}")
        for figure in ("dead", "injured", "arrested")
        for bound in ("least", "most")
    ),
    *columns(whole="n_reports n_outlets n_independent", texts="dependence"),
    *(Column(n, "text", n) for n in ("first_document", "first_outlet")),
    Column("one_a_day", "flag"),
    *(Column(n, "texts") for n in ("outlets", "countries")),
)
STORY_EVENTS = (
    *columns(text="story document event"),
    *columns(whole="position source"),
    *(Column(n, "text", n) for n in ("joined_document", "joined_event")),
    *columns(whole="points", texts="why"),
)
STORY_RUNS = (
    *columns(text="made version method"),
    *columns(whole="documents unsigned events stories"),
)
MADE_ANEW = {
    "duplicates": DUPLICATES,
    "stories": STORIES,
    "story_events": STORY_EVENTS,
    "story_runs": STORY_RUNS,
}
"""The tables that every run of `onrecord stories` replaces."""
STORY_TABLES = {"signatures": SIGNATURES, **MADE_ANEW}
STORIES_OF_DOCUMENTS = ("signatures", "duplicates", "story_events")
"""Those with rows that fall with their document's record when it is coded anew."""
