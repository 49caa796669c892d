"""`export`, `cite` and `tables` as they are called."""

from pathlib import Path

import pytest

from onrecord.cli.export_options import FormatName
from onrecord.export.formats import FORMATS
from support.commands import Call
from support.told import write_told


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_told(tmp_path_factory.mktemp("store") / "run.duckdb")


def test_the_command_knows_every_format() -> None:
    assert [name.value for name in FormatName] == list(FORMATS)


def test_export_says_what_it_wrote_and_left(call: Call, store: Path, tmp_path: Path) -> None:
    to = tmp_path / "a.tsv"
    status, out, err = call(
        "export", store, "--format", "gdelt", "--to", to, "--type", "ASSAULT",
        "--type", "CONSULT/visit", "--document", "d1", "--names", "public", "--quote", "none",
    )  # fmt: skip
    assert (status, out) == (0, "")
    assert f"3 rows in {to}" in err
    assert "1 event left out, as the columns can't say who claims them" in err
    assert "Beside it: a.tsv.sidecar.csv, a.tsv.readme.txt" in err
    assert "Made with: onrecord" in (tmp_path / "a.tsv.readme.txt").read_text("utf-8")


def test_export_of_tables_counts_them(call: Call, store: Path, tmp_path: Path) -> None:
    status, _, err = call("export", store, "--format", "csv", "--to", tmp_path / "tables")
    assert status == 0
    assert f"tables in {tmp_path / 'tables'}" in err
    assert "Beside it: readme.txt" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "xml", "--to", "a"), "xml"),
        (
            ("--format", "csv", "--to", "a.csv", "--since", "yesterday"),
            "--since yesterday: no date",
        ),
        (("--format", "csv", "--to", "a.csv", "--status", "true"), "--status true: there are"),
        (("--format", "prov", "--to", "a.json", "--run", "9"), "--run 9: no such run"),
        (
            (
                "--format",
                "csv",
            ),
            "--to",
        ),
    ],
)
def test_wrong_calls_of_export(
    call: Call, store: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    status, _, err = call("export", store, *words)
    assert status == 2
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_cite_prints_in_three_styles(call: Call, store: Path) -> None:
    status, out, _ = call("cite", store, "d1", "e1")
    assert status == 0
    assert out.startswith("Example News, “Troops shell Kismayo”")
    assert call("cite", store, "d1#e1")[1] == out
    assert call("cite", store, "d1#e1", "--style", "bibtex")[1].startswith("@article{")
    assert '"article-newspaper"' in call("cite", store, "d1", "e1", "--style", "csl")[1]
    assert call("cite", store, "e1")[0] == 2
    assert "no event 'e9'" in call("cite", store, "d1", "e9")[2]


def test_tables_says_what_is_there(call: Call, store: Path) -> None:
    status, out, _ = call("tables", store)
    assert status == 0
    (events,) = [line for line in out.splitlines() if line.startswith("events ")]
    assert events.split()[1] == "8"
    out = call("tables", store, "event_actors")[1]
    (via,) = [line for line in out.splitlines() if line.startswith("via_text")]
    assert "0%" in via
    status, _, err = call("tables", store, "nothing")
    assert status == 2
    assert "no table 'nothing'; there are" in err
