"""Bad input is a named problem or a refused call, and the rest is read."""

import io
import json
import os
import re
from pathlib import Path
from threading import Thread

import pytest

from onrecord.ingest import InputError, Reading, document_id, iso_date, read
from onrecord.ingest.files import estimate
from onrecord.model import Document, Problem

NEWS = (
    "The government of Norland signed an agreement with Estria on Monday, officials said. "
    "Under the agreement both countries will withdraw their troops from the border and open "
    "the crossing for food and medicine before the end of the month, a spokesman told reporters."
)
GERMAN = (
    "Die Regierung von Norland unterzeichnete am Montag ein Abkommen mit Estrien, wie Beamte "
    "mitteilten. Beide Länder werden danach ihre Truppen von der Grenze abziehen und den "
    "Übergang noch vor Ende des Monats für Lebensmittel und Medikamente öffnen, hieß es."
)


def reading(**options: object) -> Reading:
    return Reading(**options)  # type: ignore[arg-type]


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def documents(*paths: str, **options: object) -> list[Document]:
    return [i for i in read(paths, reading(**options)) if isinstance(i, Document)]


def problems(*paths: str, **options: object) -> list[Problem]:
    return [i for i in read(paths, reading(**options)) if isinstance(i, Problem)]


def test_a_text_keeps_its_line_ends_and_characters(tmp_path: Path) -> None:
    text = "Norland\r\nsaid “no”\u00a0… e\u0301 😀 سلام " + NEWS
    (found,) = documents(write(tmp_path, "a.txt", text))
    assert found.text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    (found,) = documents(write(tmp_path, "a.txt", NEWS.encode(encoding)))
    assert found.text == NEWS


def test_another_encoding_is_read_when_it_is_named(tmp_path: Path) -> None:
    text = NEWS + " The café reopened."
    (found,) = documents(write(tmp_path, "a.txt", text.encode("latin-1")), encoding="latin-1")
    assert found.text == text


@pytest.mark.parametrize(
    ("content", "what", "line"),
    [
        (b"", "no text", ""),
        (b" \n\t\n", "no text", ""),
        ((NEWS + "\ncaf\xe9").encode("latin-1"), "isn't UTF-8", ":2"),
        (bytes(range(256)), "NUL byte", ":1"),
        (b"\x7fELF\x02\x01\x01\0\0\n", "NUL byte", ":1"),
        (NEWS.encode("utf-16-le"), "NUL byte", ":1"),
        ("\ufeffone\ntwo\0".encode(), "NUL character", ":2"),
        (b"\xed\xa0\x80", "isn't UTF-8", ":1"),
    ],
)
def test_what_is_no_text_is_a_problem_with_its_line(
    tmp_path: Path, content: bytes, what: str, line: str
) -> None:
    path = write(tmp_path, "a.txt", content)
    (problem,) = problems(path)
    assert what in problem.what
    assert problem.source == path + line
    assert problem.advice
    assert problem.kind == "failed"


def test_a_text_over_the_limit_is_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "word " * 30)
    assert documents(path, max_chars=150)
    (problem,) = problems(path, max_chars=149)
    assert "150 characters" in problem.what


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(40 << 20)
    (problem,) = problems(str(path))
    assert "bytes" in problem.what


def test_a_folder_is_read_in_order_and_what_is_left_is_said(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.txt", "a.txt", ".hidden.txt", "sub/.git/c.txt"):
        write(tmp_path, name, f"{name}. {NEWS}")
    write(tmp_path, "picture.png", b"\x89PNG")
    items = list(read([str(tmp_path)]))
    names = [Path(i.source or "").name for i in items if isinstance(i, Document)]
    assert names == ["a.txt", "b.txt", "a.txt"]
    (left,) = [i for i in items if isinstance(i, Problem)]
    assert left.kind == "left"
    assert "1 .png" in left.what


@pytest.mark.parametrize("name", ["missing.txt", "empty", "report.pdf", "book.epub", "none*.txt"])
def test_a_wrong_call_is_refused_before_anything_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    for other in ("report.pdf", "book.epub"):
        write(tmp_path, other, "x")
    with pytest.raises(InputError, match=re.escape(name)):
        read([write(tmp_path, "good.txt", NEWS), str(tmp_path / name)])


def test_an_unreadable_file_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "loop.txt"
    write(tmp_path, "good.txt", NEWS)
    path.symlink_to(path)
    items = list(read([str(tmp_path)]))
    assert [type(item) for item in items] == [Document, Problem]
    assert "can't be read" in items[1].what  # type: ignore[union-attr]


def jsonl(folder: Path, *lines: object, name: str = "a.jsonl") -> str:
    parts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return write(folder, name, "\n".join(parts) + "\n")


def test_only_text_is_required_and_other_fields_are_ignored(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path,
        {"text": NEWS},
        {"text": NEWS + " A.", "id": None, "outlet": None, "extra": {"deep": [1]}},
        {"text": NEWS + " B.", "id": 7, "published": "2021-05-23T08:00:00Z", "title": "T"},
    )
    first, second, third = documents(path)
    assert first.source == f"{path}:1"
    assert (second.outlet, second.published, second.published_from) == (None, None, None)
    assert (third.id, third.title) == ("7", "T")
    assert (third.published, third.published_from) == ("2021-05-23T08:00:00+00:00", "metadata")


def test_fields_may_have_other_names(tmp_path: Path) -> None:
    path = jsonl(tmp_path, {"body": NEWS, "date": "2021-05-23", "text": 5})
    (found,) = documents(path, fields={"text": "body", "published": "date"})
    assert (found.text, found.published) == (NEWS, "2021-05-23")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"text": "Norl', "not a JSON object"),
        ('["text"]', "not a JSON object"),
        ("plain words", "not a JSON object"),
        ('{"a":' * 5000, "not a JSON object"),
        ({"title": "Norland"}, "no `text`"),
        ({"text": None}, "no `text`"),
        ({"text": ""}, "no text"),
        ({"text": 5}, "`text` isn't a string"),
        ({"text": NEWS, "outlet": ["A"]}, "`outlet` isn't a string"),
        ({"text": NEWS, "published": "yesterday"}, "no date: 'yesterday'"),
        ({"text": NEWS, "published": "2021-02-30"}, "no date"),
        ({"text": NEWS, "published": "2021"}, "no date"),
        ('{"text": "Norland \\ud800"}', "surrogate"),
        ('{"text": "Norland", "id": NaN}', "not a JSON object"),
        ('"words"', "not a JSON object"),
        ({"text": "a\0b"}, "NUL"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(
    tmp_path: Path, line: object, what: str
) -> None:
    path = jsonl(tmp_path, {"text": NEWS}, line, {"text": NEWS + " More."})
    assert len(documents(path)) == 2
    (problem,) = problems(path)
    assert what in problem.what
    assert problem.source == f"{path}:2"


def test_files_put_one_behind_the_other_have_several_marks(tmp_path: Path) -> None:
    line = json.dumps({"text": NEWS}) + "\n" + json.dumps({"text": f"{NEWS} More."}) + "\n"
    path = write(
        tmp_path, "a.jsonl", "".join(f"\ufeff{part}" for part in line.splitlines(True)).encode()
    )
    assert len(documents(path)) == 2


@pytest.mark.parametrize("content", [b"", b"\n\n", '{"text": "x"}'.encode("utf-16")])
def test_a_jsonl_file_without_lines_is_a_problem(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path, "a.jsonl", content)
    (problem,) = problems(path)
    assert problem.source == path


def test_a_jsonl_file_may_have_a_byte_order_mark(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", b"\xef\xbb\xbf" + json.dumps({"text": NEWS}).encode())
    assert documents(path)[0].text == NEWS


def stdin(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(content.encode()))  # type: ignore[arg-type]

    monkeypatch.setattr("sys.stdin", Stdin)


def test_standard_input_may_be_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, NEWS)
    (found,) = documents("-")
    assert (found.text, found.source) == (NEWS, "stdin")


def test_standard_input_may_be_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, json.dumps({"text": NEWS, "id": "n1"}))
    (found,) = documents("-")
    assert (found.id, found.source) == ("n1", "stdin:1")


def test_ids_depend_on_the_report_and_not_on_where_it_stands(tmp_path: Path) -> None:
    (one,) = documents(write(tmp_path, "one.txt", NEWS))
    (other,) = documents(write(tmp_path, "sub/other.txt", NEWS), published="2021-05-23")
    assert one.id == other.id == document_id(Document(text=NEWS))
    assert document_id(Document(text=NEWS, outlet="A")) != document_id(Document(text=NEWS))


def test_the_same_report_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", NEWS)
    write(tmp_path, "copy.txt", NEWS)
    assert len(documents(str(tmp_path), path)) == 1
    left = problems(str(tmp_path), path)
    assert [problem.kind for problem in left] == ["left", "left"]
    assert path in left[0].what


def test_one_id_for_two_reports_is_a_problem(tmp_path: Path) -> None:
    path = jsonl(tmp_path, {"text": NEWS, "id": "x"}, {"text": NEWS + " More.", "id": "x"})
    (problem,) = problems(path)
    assert problem.kind == "failed"
    assert f"{path}:1" in problem.what


def test_one_text_under_two_given_ids_is_two_documents(tmp_path: Path) -> None:
    path = jsonl(tmp_path, {"text": NEWS, "id": "x"}, {"text": NEWS, "id": "y"})
    assert [found.id for found in documents(path)] == ["x", "y"]


def test_what_the_user_says_fills_in_what_the_document_does_not(tmp_path: Path) -> None:
    path = jsonl(tmp_path, {"text": NEWS}, {"text": NEWS, "id": "y", "published": "2020-01-01"})
    first, second = documents(path, published="2021-05-23", outlet="Example News")
    assert (first.published, first.published_from) == ("2021-05-23", "user")
    assert (second.published, second.published_from) == ("2020-01-01", "metadata")
    assert second.outlet == "Example News"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2021-05-23", "2021-05-23"),
        (" 2021-05-23 ", "2021-05-23"),
        ("2021-05-23T08:00:00+03:30", "2021-05-23T08:00:00+03:30"),
        ("2021-05-23 08:00", "2021-05-23T08:00:00"),
        ("May 23, 2021", None),
        ("2021-13-01", None),
        ("", None),
    ],
)
def test_dates(given: str, expected: str | None) -> None:
    assert iso_date(given) == expected


def test_what_is_surely_not_english_is_left_and_is_no_failure(tmp_path: Path) -> None:
    german = write(tmp_path, "de.txt", GERMAN)
    russian = write(tmp_path, "ru.txt", "Правительство подписало соглашение.")
    left = problems(german, russian)
    assert [problem.kind for problem in left] == ["left", "left"]
    assert "de" in left[0].what
    assert "script" in left[1].what
    assert len(documents(german, russian, language="en")) == 2


def test_a_short_text_is_coded_with_a_warning(tmp_path: Path) -> None:
    (found,) = documents(write(tmp_path, "a.txt", "Norland attacked Estria."))
    assert found.language is None
    assert "too short" in found.warnings[0]


def test_english_is_known_without_a_warning(tmp_path: Path) -> None:
    (found,) = documents(write(tmp_path, "a.txt", NEWS))
    assert (found.language, found.warnings) == ("en", ())


def test_a_pipe_among_files_is_named_and_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", NEWS)
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to("/dev/zero")
    write(tmp_path, "d.txt", f"{NEWS} More.")
    for given in (tmp_path, tmp_path / "*.txt"):
        found = list(read([str(given)], Reading(language="en")))
        assert [item.source for item in found] == [str(tmp_path / f"{x}.txt") for x in "abcd"]
        assert all("a pipe, socket or device" in found[n].what for n in (1, 2))  # type: ignore[union-attr]


def test_counting_takes_nothing_from_a_pipe_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    os.mkfifo(path)
    lines = "".join(json.dumps({"text": f"{n} {NEWS}"}) + "\n" for n in range(3))
    Thread(target=lambda: path.write_text(lines), daemon=True).start()
    assert estimate([str(path)]) is None
    assert len(documents(str(path))) == 3
