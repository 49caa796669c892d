"""`make_stories`: tables beside the records, made anew as a whole, explained, taken out again."""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.cli.main import main
from onrecord.export import RecordError, write_stories
from onrecord.lexicon import shipped
from onrecord.model import Document, EventDate, Record
from onrecord.store import (
    StoreReader,
    StoreWriter,
    Wanted,
    count_stories,
    fold,
    make_stories,
    read_stories,
    remove_stories,
)
from onrecord.store.told import told_events
from onrecord.stories import Outlets, Told, compare_copies, sign
from support.made_news import made_news
from support.made_stores import as_document, code_into, score_stories
from support.records import CODER, made_record
from support.synthetic import make_store

TEXT = "Norland attacked the harbour of Estria"
OTHER = "Norland attacked at night without any warning from the sea and by land Estria"
OUTLETS = Outlets.of(shipped())


def document(id: str, outlet: str, text: str, **fields: str) -> Document:
    given = {"id": id, "source": id, "outlet": outlet, "published": "2021-05-03"}
    return Document(text=text, **{**given, **fields})


def dated(item: Document, status: str = "happened") -> Record:
    record = made_record(item)
    date = EventDate(start="2021-05-02", end="2021-05-02", precision="day", anchor="text")
    event = msgspec.structs.replace(record.events[0], date=date, status=status)
    return msgspec.structs.replace(record, events=[event])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two copies of one text, and another outlet's that denies it."""
    path = tmp_path / "run.duckdb"
    writer = StoreWriter(path, CODER, "evidence")
    for id, outlet, text, status in (
        ("d1", "Example News", TEXT, "happened"),
        ("d2", "Harbour Gazette", TEXT, "happened"),
        ("d3", "=Sela Courier", OTHER, "denied"),
    ):
        item = document(id, outlet, text)
        writer.add(item, dated(item, status))
    writer.close()
    return path


def rows(path: Path, sql: str) -> list[dict[str, Any]]:
    return StoreReader(path).query(sql).to_pylist()


def test_a_signature_is_written_with_each_record(path: Path) -> None:
    found = rows(path, "SELECT * FROM signatures ORDER BY document")
    assert [row["document"] for row in found] == ["d1", "d2", "d3"]
    assert found[0]["minhash"] == sign(document("d1", "Example News", TEXT)).minhash
    assert len(found[0]["minhash"]) == 256


def test_tables_of_stories(path: Path) -> None:
    made = make_stories(path, OUTLETS)
    assert (made.documents, made.duplicates, made.events, made.several) == (3, 1, 3, 1)
    (story,) = rows(path, "SELECT * FROM stories")
    assert (story["n_reports"], story["n_outlets"], story["n_independent"]) == (3, 3, 2)
    assert (story["statuses"], story["disputed"]) == (["happened", "denied"], True)
    assert story["one_a_day"]
    joined = rows(path, "SELECT * FROM story_events ORDER BY position")
    assert [row["document"] for row in joined] == ["d1", "d2", "d3"]
    assert joined[0]["source"] == joined[1]["source"] != joined[2]["source"]
    assert "one text" in joined[1]["why"]
    assert rows(path, "SELECT kind, of FROM duplicates WHERE document = 'd2'") == [
        {"kind": "copy", "of": "d1"}
    ]


def test_records_stay_as_they_are_and_a_second_run_makes_the_same(path: Path) -> None:
    before = [*StoreReader(path).json_records()], rows(path, "SELECT * FROM events ORDER BY ALL")
    make_stories(path, OUTLETS)
    first = {name: rows(path, f"SELECT * FROM {name} ORDER BY ALL") for name in _TABLES}
    make_stories(path, OUTLETS)
    assert first == {name: rows(path, f"SELECT * FROM {name} ORDER BY ALL") for name in _TABLES}
    after = [*StoreReader(path).json_records()], rows(path, "SELECT * FROM events ORDER BY ALL")
    assert before == after
    remove_stories(path)
    assert not any(rows(path, f"SELECT * FROM {name}") for name in _TABLES)


_TABLES = ("duplicates", "stories", "story_events")


def test_a_document_that_is_coded_again_is_signed_again(path: Path) -> None:
    make_stories(path, OUTLETS)
    writer = StoreWriter(path, CODER, "evidence")
    item = document("d2", "Harbour Gazette", OTHER)
    writer.add(item, dated(item))
    writer.close()
    found = rows(path, "SELECT document, words_digest FROM signatures ORDER BY document")
    assert [row["document"] for row in found] == ["d1", "d2", "d3"]
    assert found[1]["words_digest"] == found[2]["words_digest"]
    make_stories(path, OUTLETS)
    assert rows(path, "SELECT of FROM duplicates WHERE kind = 'copy'") == [{"of": "d2"}]


def test_an_event_that_nobody_else_tells_is_a_story_of_one_report(tmp_path: Path) -> None:
    path = tmp_path / "one.duckdb"
    writer = StoreWriter(path, CODER, "none")
    item = document("d1", "Example News", TEXT)
    writer.add(item, made_record(item))
    writer.close()
    make_stories(path, OUTLETS)
    (story,) = rows(path, "SELECT * FROM stories")
    (event,) = rows(path, "SELECT * FROM story_events")
    assert story["id"] == event["story"]
    assert (story["n_reports"], story["source"], story["target"]) == (1, "Norland", "Estria")
    assert count_stories(path, Wanted()) == 0
    assert count_stories(path, Wanted(reports=1)) == 1


def test_one_a_day_counts_source_target_type_and_day_once(tmp_path: Path) -> None:
    path = tmp_path / "many.duckdb"
    writer = StoreWriter(path, CODER, "evidence")
    for number in range(4):
        item = document(f"d{number}", "Example News", f"{TEXT} and {number}, Estria")
        record = made_record(item)
        events = [
            msgspec.structs.replace(record.events[0], id=f"e{n}", date=EventDate())
            for n in range(3)
        ]
        writer.add(item, msgspec.structs.replace(record, events=events))
    writer.close()
    make_stories(path, OUTLETS)
    assert count_stories(path, Wanted(reports=1, one_a_day=True)) == 1
    assert count_stories(path, Wanted(reports=1)) > 1


def test_documents_without_a_signature_are_told(path: Path) -> None:
    from onrecord.store.database import writing

    with writing(path) as store:
        store.execute("UPDATE signatures SET method = 'of old' WHERE document = 'd2'")
    made = make_stories(path, OUTLETS)
    assert (made.unsigned, made.duplicates) == (1, 0)


def test_documents_whose_text_is_stored_are_signed_later(tmp_path: Path) -> None:
    from onrecord.export import quote
    from onrecord.store.database import writing

    path = tmp_path / "full.duckdb"
    writer = StoreWriter(path, CODER, "full")
    for id in ("d1", "d2"):
        item = document(id, f"Paper {id}", TEXT)
        writer.add(item, quote(dated(item), "full", TEXT))
    writer.close()
    before = rows(path, "SELECT * FROM signatures ORDER BY document")
    with writing(path) as store:
        store.execute("DELETE FROM signatures WHERE document = 'd1'")
        store.execute("UPDATE signatures SET method = 'of old' WHERE document = 'd2'")
    made = make_stories(path, OUTLETS)
    assert (made.unsigned, made.duplicates) == (0, 1)
    assert rows(path, "SELECT * FROM signatures ORDER BY document") == before


def test_reports_stand_side_by_side(path: Path) -> None:
    make_stories(path, OUTLETS)
    (told,) = read_stories(path, Wanted())
    assert [report.outlet for report in told.reports] == [
        "Example News", "Harbour Gazette", "=Sela Courier",
    ]  # fmt: skip
    first, second, third = told.reports
    assert (first.words, first.evidence) == ("attacked", TEXT)
    assert first.according_to == ["Norland", "Example News"]
    assert (second.text_kind, second.text_of) == ("copy", "d1")
    assert third.status == "denied"
    assert first.independent == second.independent != third.independent


def test_files(path: Path, tmp_path: Path) -> None:
    make_stories(path, OUTLETS)
    assert write_stories(path, Wanted(), tmp_path / "s.csv") == 1
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["report_status"] == "happened | happened | denied"
    assert row["n_independent"] == "2"
    assert write_stories(path, Wanted(), tmp_path / "s.jsonl") == 1
    (line,) = (tmp_path / "s.jsonl").read_text("utf-8").splitlines()
    assert [report["status"] for report in json.loads(line)["reports"]] == [
        "happened", "happened", "denied",
    ]  # fmt: skip
    with pytest.raises(RecordError, match=r"\.csv or \.jsonl"):
        write_stories(path, Wanted(), tmp_path / "s.xlsx")


def test_cells_that_a_spreadsheet_would_run_are_neutralised(tmp_path: Path) -> None:
    path = tmp_path / "bad.duckdb"
    writer = StoreWriter(path, CODER, "evidence")
    item = document("=1+1", "=cmd()", TEXT)
    writer.add(item, dated(item))
    writer.close()
    make_stories(path, OUTLETS)
    for raw in (False, True):
        write_stories(path, Wanted(reports=1), tmp_path / "s.csv", raw=raw)
        with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        assert row["first_document"] == ("=1+1" if raw else "'=1+1")
        assert row["report_outlet"] == ("=cmd()" if raw else "'=cmd()")


@pytest.fixture(scope="module")
def syndicated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve agency reports, each printed thirty times by papers of their own."""
    from onrecord.store.database import writing

    path = tmp_path_factory.mktemp("wire") / "wire.duckdb"
    make_store(path, 12 * 7 * 30, seed=3, whole=12)
    with writing(path) as store:
        store.execute("UPDATE documents SET outlet = 'Paper ' || right(sha256(id), 2)")
    make_stories(path, OUTLETS)
    return path


_BUT_WHICH_OF_EQUALS = "EXCLUDE (joined_document, joined_event)"


def test_copies_that_are_read_together_give_the_stories_that_each_alone_gives(
    syndicated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.store import stories as making

    def one_by_one(*given: Any) -> Iterator[Told]:
        alone = [one.of_copy(copy) for one in told_events(*given) for copy in one.reports]
        assert len(alone) == 12 * 7 * 30
        alone.sort(key=lambda one: (one.day, one.start is None, one.published, one.document))
        yield from alone

    monkeypatch.setattr(making, "told_events", one_by_one)
    path = tmp_path / "alone.duckdb"
    shutil.copyfile(syndicated, path)
    make_stories(path, OUTLETS)
    for name, columns in (("stories", "*"), ("story_events", f"* {_BUT_WHICH_OF_EQUALS}")):
        sql = f"SELECT {columns} FROM {name} ORDER BY ALL"
        assert rows(path, sql) == rows(syndicated, sql)


def test_what_copies_tell_is_read_once(syndicated: Path) -> None:
    texts = {r["document"]: r["text"] for r in rows(syndicated, "SELECT * FROM duplicates")}
    told = [*told_events(syndicated, texts, lambda done, total: None)]
    assert len(told) == 12 * 7
    assert {len(one.copies) for one in told} == {29}
    days = [one.day or 0 for one in told]
    assert days == sorted(days)


def test_what_reports_of_no_common_text_tell_alike_stays_apart_where_it_may_be_two(
    syndicated: Path,
) -> None:
    told = [*told_events(syndicated, {}, lambda done, total: None)]
    assert sum(len(one.reports) for one in told) == 12 * 7 * 30
    for one in told:
        assert not one.copies or compare_copies(one).same
    assert any(not one.copies for one in told)


def test_a_story_of_many_reports_names_its_outlets_and_countries(syndicated: Path) -> None:
    (story,) = rows(syndicated, "SELECT * FROM stories ORDER BY n_reports DESC, id LIMIT 1")
    assert story["n_outlets"] == len(story["outlets"]) == len(set(story["outlets"])) > 20
    assert story["outlets"][0] == story["first_outlet"]
    found = rows(
        syndicated,
        f"""SELECT DISTINCT unnest(f.countries) AS country FROM flat f
        JOIN story_events s ON (s.document, s.event) = (f.document, f.event)
        WHERE s.story = '{story["id"]}' ORDER BY country""",
    )
    assert story["countries"] == [row["country"] for row in found]


def test_pages_of_reports_hold_all_stories(
    syndicated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.store import story_reader

    whole = [*read_stories(syndicated, Wanted())]
    monkeypatch.setattr(story_reader, "PAGE", 500)
    assert [*read_stories(syndicated, Wanted())] == whole
    assert sum(len(told.reports) for told in whole) == 12 * 7 * 30


def test_copies_stand_as_one_for_the_eye(syndicated: Path) -> None:
    told = next(read_stories(syndicated, Wanted()))
    folded = fold(told.reports)
    assert sum(1 + len(one.copies) for one in folded) == len(told.reports)
    assert len(folded) == len(told.reports) // 30
    assert [one.copies for one in fold(told.reports, few=len(told.reports))] == [
        [] for _ in told.reports
    ]


def test_the_verb_prints_no_column_of_copies(
    syndicated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stories", str(syndicated), "--limit", "2"]) == 0
    shown = capsys.readouterr().out
    assert "and 29 copies" in shown
    assert len(shown.splitlines()) < 60


def test_the_verb(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stories", str(path)]) == 0
    shown = capsys.readouterr()
    assert "3 reports, 3 outlets, 2 independent" in shown.out
    assert "disputed" in shown.out
    assert "d2 is joined to d1" in " ".join(shown.out.split())
    assert "1 near-duplicate)" in shown.err
    assert main(["stories", str(path), "--one-a-day", "--to", str(tmp_path / "s.csv")]) == 0
    assert "1 stories in" in capsys.readouterr().err
    assert main(["stories", str(path), "--to", "stories.xlsx"]) == 2
    assert "name such a file" in capsys.readouterr().err
    assert main(["stories", str(path), "--remove"]) == 0
    assert rows(path, "SELECT * FROM stories") == []
    assert main(["stories", str(tmp_path / "none.duckdb")]) == 2


def test_the_wires_two_pairs_in_opposed_wording_are_stories(tmp_path: Path) -> None:
    path = tmp_path / "demo.duckdb"
    assert main(["demo", "--to", str(path)]) == 0
    make_stories(path, OUTLETS)
    pairs = {tuple(sorted(report.document for report in told.reports)): told.story
             for told in read_stories(path, Wanted())}  # fmt: skip
    assert set(pairs) == {
        ("jcpoa-2015-alborz", "jcpoa-2015-courier"),
        ("sri-lanka-2009-island", "sri-lanka-2009-vanni"),
    }
    assert all(story["n_independent"] == 2 for story in pairs.values())


def test_made_corpus(tmp_path: Path, coder: Any) -> None:
    reports = made_news(5, 25)
    path = tmp_path / "made.duckdb"
    code_into(path, coder.coder, reports)
    make_stories(path, OUTLETS)
    score = score_stories(path, reports)
    assert score.f1 >= 0.85, score


def test_made_corpus_without_the_texts(tmp_path: Path, coder: Any) -> None:
    """Near-duplicates don't need the words that `--quote none` keeps back."""
    reports = made_news(5, 4)
    path = tmp_path / "made.duckdb"
    writer = StoreWriter(path, coder.coder.info, "none")
    from onrecord.export import quote

    for report in reports:
        item = as_document(report)
        writer.add(item, quote(coder.coder.code(item), "none", item.text))
    writer.close()
    assert make_stories(path, OUTLETS).duplicates >= 3
