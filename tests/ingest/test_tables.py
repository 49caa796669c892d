"""CSV, TSV, Parquet and Arrow: a row is a report, and a bad row is named."""

import io
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from onrecord.ingest import Reading, read
from onrecord.model import Document, Problem

NEWS = (
    "The government of Norland signed an agreement with Estria on Monday, officials said. "
    "Under the agreement both countries will withdraw their troops from the border and open "
    "the crossing for food and medicine before the end of the month, a spokesman told reporters."
)
Items = list[Document | Problem]


def items(path: Path, content: str | bytes | None = None, **options: Any) -> Items:
    if content is not None:
        path.write_bytes(
            content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        )
    return list(read([str(path)], Reading(**options)))


def texts(found: Items) -> list[str]:
    return [item.text for item in found if isinstance(item, Document)]


def problems(found: Items) -> list[Problem]:
    return [item for item in found if isinstance(item, Problem)]


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_row_is_a_report(tmp_path: Path, suffix: str, encoding: str) -> None:
    comma = {"csv": ",", "tsv": "\t"}[suffix]
    rows = [
        ["id", "text", "published", "outlet", "byline"],
        ["1", f'"“{NEWS}”, café, ""no"" and\nmore"', "2021-05-23", "Post", ""],
        ["2", f'"2. {NEWS}"', '"May 24, 2021"', "", "Ida Strand"],
    ]
    content = "\r\n".join(comma.join(row) for row in rows).encode(encoding)
    told = encoding if encoding == "cp1252" else None
    first, second = items(tmp_path / f"a.{suffix}", content, encoding=told)
    assert isinstance(first, Document)
    assert first.text == f'“{NEWS}”, café, "no" and\nmore'
    assert (first.id, first.outlet, first.byline) == ("1", "Post", None)
    assert first.metadata_from == {"published": "field published", "outlet": "field outlet"}
    assert first.source == f"{tmp_path}/a.{suffix}:2"
    assert isinstance(second, Document)
    assert (second.published, second.byline) == ("2021-05-24", "Ida Strand")
    assert second.source == f"{tmp_path}/a.{suffix}:4"


@pytest.mark.parametrize("delimiter", [";", "|", "\t", ","])
def test_what_stands_between_cells_is_seen_in_the_header(tmp_path: Path, delimiter: str) -> None:
    content = delimiter.join(["date", "body", "x"]) + "\n" + delimiter.join(["", f'"{NEWS}"', "y"])
    assert texts(items(tmp_path / "a.csv", content, fields={"text": "body"})) == [NEWS]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("2,,2021-05-23", "no `text`"),
        (f'2,"{NEWS}",yesterday', "no date"),
        (f"2,{NEWS},,,", "7 cells where the header has 3"),
        (f'2,"{NEWS}"x,', "isn't CSV"),
        ('2,"a\0b",', "NUL"),
        (f'2,"caf\udce9 {NEWS}",', "byte 0xE9 isn't UTF-8"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(tmp_path: Path, row: str, what: str) -> None:
    content = f'id,text,published\n1,"1. {NEWS}",\n{row}\n3,"3. {NEWS}",\n'
    path = tmp_path / "a.csv"
    found = items(path, content.encode("utf-8", "surrogateescape"))
    assert [text[:2] for text in texts(found)] == ["1.", "3."]
    (problem,) = problems(found)
    assert what in problem.what
    assert problem.source == f"{path}:3"
    assert problem.advice


def test_a_quotation_mark_that_is_not_closed_is_named(tmp_path: Path) -> None:
    rest = "\n".join(f'{n},"{NEWS} {n}",' for n in range(3, 9))
    found = items(tmp_path / "a.csv", f'id,text,published\n1,"1. {NEWS}",\n2,"open {NEWS},\n{rest}')
    assert texts(found)[0].startswith("1.")
    assert problems(found)
    endless = items(tmp_path / "a.csv", f'id,text,published\n1,"1. {NEWS}",\n2,"open {NEWS}')
    assert "isn't closed" in problems(endless)[0].what


@pytest.mark.parametrize(
    "content", [f'text\n"{"x" * 300_000}"\n"{NEWS}"', "text\n" + "x" * 300_000]
)
def test_a_huge_cell_is_named(tmp_path: Path, content: str) -> None:
    found = items(tmp_path / "a.csv", content, max_bytes=100_000, language="en")
    assert problems(found)
    assert all(len(text) < 1000 for text in texts(found))


def test_cells_beyond_the_default_of_csv_are_read(tmp_path: Path) -> None:
    found = items(tmp_path / "a.csv", f'text\n"{NEWS * 1000}"\n', language="en")
    assert [len(text) for text in texts(found)] == [1000 * len(NEWS)]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "no header line"),
        ("\n\n", "no header line"),
        ("id,body\n1,x\n", "no column `text` among id, body"),
        ('"id,text\n', "isn't closed"),
        ("id,b\udcffdy\n1,x\n", "no column `text` among id, b"),
    ],
)
def test_a_table_without_a_text_is_named(tmp_path: Path, content: str, what: str) -> None:
    (problem,) = items(tmp_path / "a.csv", content)
    assert isinstance(problem, Problem)
    assert what in problem.what
    assert problem.what.encode()


@pytest.mark.parametrize("content", ["text\n", "id,text\n\n\n"])
def test_a_table_without_rows_is_named(tmp_path: Path, content: str) -> None:
    (problem,) = items(tmp_path / "a.csv", content)
    assert isinstance(problem, Problem)
    assert problem.what == "no report in it"


def test_rows_that_make_no_sense_end_the_file(tmp_path: Path) -> None:
    began = time.monotonic()
    content = f"text,id\n{NEWS.replace(',', '')},1\n" + 'a"b"c,"x"y,z,w\n' * 50_000
    found = items(tmp_path / "a.csv", content, language="en")
    assert len(problems(found)) == 101
    assert "what follows isn't read" in problems(found)[-1].what
    assert time.monotonic() - began < 10


def test_a_table_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BufferedReader(io.BytesIO(f'text\n"{NEWS}"\n'.encode()))  # type: ignore[arg-type]
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stream}))
    assert texts(list(read(["-"], Reading(format="csv")))) == [NEWS]
    assert not stream.closed


# columnar files

TABLE = pa.table(
    {
        "number": [7, 8, None],
        "body": [f"1. {NEWS}", f"2. {NEWS}", f"3. {NEWS}"],
        "day": [date(2021, 5, 23), None, date(2021, 5, 25)],
        "at": [datetime(2021, 5, 23, 8, tzinfo=UTC)] * 3,
        "authors": [["Ida Strand", "Per Lund"], None, []],
        "site": ["Post", None, "Other"],
    }
)
FIELDS = {
    "text": "body",
    "published": "day",
    "outlet": "site",
    "byline": "authors",
    "id": "number",
}


def write(path: Path, table: pa.Table, kind: str) -> Path:
    if kind == "parquet":
        pq.write_table(table, path, row_group_size=2, write_page_checksum=True)
    elif kind == "feather":
        pyarrow.feather.write_feather(table, path, compression="zstd", chunksize=2)
    elif kind == "arrow":
        with pa.ipc.new_file(path, table.schema) as writer:
            writer.write_table(table, max_chunksize=2)
    else:
        with pa.ipc.new_stream(path, table.schema) as writer:
            writer.write_table(table, max_chunksize=2)
    return path


KINDS = {"parquet": "a.parquet", "feather": "a.feather", "arrow": "a.arrow", "stream": "b.arrow"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_of_a_columnar_file_is_a_report(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / KINDS[kind], TABLE, kind)
    found = items(path, fields=FIELDS)
    assert [text[:2] for text in texts(found)] == ["1.", "2.", "3."]
    first, second, _ = found
    assert isinstance(first, Document)
    assert (first.id, first.published, first.outlet) == ("7", "2021-05-23", "Post")
    assert first.byline == "Ida Strand, Per Lund"
    assert first.metadata_from["published"] == "field day"
    assert [item.source for item in found] == [f"{path}#{n}" for n in (1, 2, 3)]
    assert isinstance(second, Document)
    assert (second.published, second.byline) == (None, None)
    times = items(path, fields={**FIELDS, "published": "at"})
    assert isinstance(times[0], Document)
    assert times[0].published == "2021-05-23T08:00:00+00:00"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("texts_", [pa.large_string(), pa.binary(), pa.string_view()])
def test_texts_may_have_other_types(tmp_path: Path, kind: str, texts_: pa.DataType) -> None:
    if kind in ("parquet", "feather") and texts_ == pa.string_view():
        texts_ = pa.dictionary(pa.int32(), pa.string())
    column = TABLE["body"].cast(texts_)
    path = write(tmp_path / KINDS[kind], pa.table({"text": column}), kind)
    assert len(texts(items(path))) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_cell_is_named_and_the_others_are_read(tmp_path: Path, kind: str) -> None:
    cells = pa.array([b"1. " + NEWS.encode(), b"\xff\xfe", None, b"4. " + NEWS.encode()])
    found = items(write(tmp_path / KINDS[kind], pa.table({"text": cells}), kind))
    assert [text[:2] for text in texts(found)] == ["1.", "4."]
    assert [problem.what for problem in problems(found)] == [
        "a cell of bytes that aren't UTF-8",
        "no `text`",
    ]
    numbers = items(write(tmp_path / KINDS[kind], pa.table({"text": [1, 2]}), kind))
    assert "isn't a string" in problems(numbers)[0].what


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path, kind: str) -> None:
    (problem,) = items(write(tmp_path / KINDS[kind], TABLE, kind))
    assert isinstance(problem, Problem)
    assert "no column `text` among number, body, day" in problem.what


@pytest.mark.parametrize("kind", KINDS)
def test_a_columnar_file_without_rows_is_named(tmp_path: Path, kind: str) -> None:
    (problem,) = items(write(tmp_path / KINDS[kind], TABLE.slice(0, 0), kind), fields=FIELDS)
    assert isinstance(problem, Problem)
    assert problem.what == "no report in it"


@pytest.mark.parametrize("kind", KINDS)
def test_broken_files_are_named(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / KINDS[kind], TABLE, kind)
    whole = path.read_bytes()
    for content in (b"", b"PAR1", whole[: len(whole) // 2], b"x" * 500):
        found = items(path, content, fields=FIELDS)
        assert problems(found), content[:10]
        assert set(texts(found)) <= set(TABLE["body"].to_pylist())


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("kind", KINDS)
def test_bit_rot_is_named_or_harmless_and_never_an_exception(
    tmp_path: Path, kind: str, seed: int
) -> None:
    path = write(tmp_path / KINDS[kind], TABLE, kind)
    content = bytearray(path.read_bytes())
    for at in range(seed, len(content), 401):
        content[at] ^= 0xFF
    assert items(path, bytes(content), fields=FIELDS), "silently empty"


def test_a_broken_group_of_rows_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", TABLE, "parquet")
    content = bytearray(path.read_bytes())
    start = pq.ParquetFile(path).metadata.row_group(0).column(1).dictionary_page_offset
    content[start + 60] ^= 0xFF
    found = items(path, bytes(content), fields=FIELDS)
    assert [text[:2] for text in texts(found)] == ["3."]
    assert "rows 1 to 2 can't be read" in problems(found)[0].what


def test_a_packed_table_is_read(tmp_path: Path) -> None:
    import gzip

    path = write(tmp_path / "a.parquet", TABLE, "parquet")
    packed = tmp_path / "b.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert len(texts(items(packed, fields=FIELDS))) == 3


def test_a_bomb_of_a_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    text = pa.array(["x" * (40 << 20)])
    pq.write_table(pa.table({"text": text}), path, compression="zstd", use_dictionary=False)
    (problem,) = items(path)
    assert isinstance(problem, Problem)
    assert "bomb" in problem.what
