"""The command line: exit statuses, and one sentence that says what, where and what to do."""

import io
import json
import os
import random
import shlex
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from onrecord.cli.main import main
from onrecord.engine import Job
from support.commands import Call

TESTS = Path(__file__).parents[1]
STAND_IN = "support.stand_in:Coder"


@pytest.fixture
def call(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run a command line with a coder that needs no parser."""
    monkeypatch.setattr("onrecord.cli.run.Job", partial(Job, coder=STAND_IN))
    monkeypatch.setenv("PYTHONPATH", str(TESTS), prepend=os.pathsep)
    return call


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(4):
        text = f"Norland attacked the harbour of Estria {number}"
        (folder / f"{number}.txt").write_text(text)
    return folder


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_folder_is_coded_into_lines(call: Call, reports: Path, tmp_path: Path) -> None:
    status, out, err = call("code", reports, "--to", tmp_path / "a.jsonl")
    assert (status, out) == (0, "")
    assert "4 coded, 0 failed" in err
    assert f"onrecord show {tmp_path}/a.jsonl" in err
    assert len(lines(tmp_path / "a.jsonl")) == 4


def test_a_folder_is_coded_into_a_store_and_only_once(
    call: Call, reports: Path, tmp_path: Path
) -> None:
    store = tmp_path / "a.duckdb"
    assert call("code", reports, "--to", store)[0] == 0
    (reports / "0.txt").rename(reports / "new-name.txt")
    (reports / "more.txt").write_text("Estria attacked the harbour of Norland")
    status, _, err = call("code", reports, "--to", store)
    assert status == 0
    assert "1 coded, 0 failed, 4 coded before" in err


def test_the_default_target_is_a_store_here(
    call: Call, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("code", "reports")[0] == 0
    assert (tmp_path / "onrecord.duckdb").is_file()


def test_standard_input_to_standard_output(tmp_path: Path) -> None:
    code = (
        "import sys; from functools import partial; from onrecord.cli import run;"
        f"run.Job = partial(run.Job, coder={STAND_IN!r});"
        "from onrecord.cli.main import main; sys.exit(main(['code', '-', '--to', '-']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=b"Norland attacked Estria",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": f"{TESTS}:{os.environ.get('PYTHONPATH', '')}"},
    )
    assert done.returncode == 0
    (record,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert record["document"]["source"] == "stdin"


def test_words_are_kept_as_told(call: Call, reports: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    call("code", reports / "0.txt", "--to", target, "--quote", "none")
    assert "attacked" not in target.read_text()
    call("code", reports / "0.txt", "--to", target, "--with-text")
    assert lines(target)[0]["document"]["text"] == (reports / "0.txt").read_text()  # type: ignore[index]


def test_metadata_goes_into_the_record(call: Call, reports: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    options = ("--published", "2021-05-23", "--outlet", "Example News")
    call("code", reports / "0.txt", "--to", target, *options)
    document = lines(target)[0]["document"]
    assert document["published"] == "2021-05-23"  # type: ignore[index]
    assert document["outlet"] == "Example News"  # type: ignore[index]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ("code", "Missing argument"),
        ("code missing.txt", "missing.txt: no such file or folder"),
        ("code empty", "empty: the folder holds no report"),
        ("code page.pdf", "not .pdf files"),
        ("code 0.txt missing.txt", "missing.txt: no such file"),
        ("code 0.txt --published yesterday", "--published yesterday: no date"),
        ("code 0.txt --published 2021-02-30", "2021-02-30: no date"),
        ("code 0.txt --to a.csv", "a.csv: onrecord writes .jsonl, .duckdb or -"),
        ("code 0.txt --to no/folder.jsonl", "folder.jsonl: can't be written"),
        ("code 0.txt --to no/folder.duckdb", "folder.duckdb: can't be written"),
        ("code 0.txt --workers 0", "--workers"),
        ("code 0.txt --quote some", "--quote"),
        ("code 0.txt --engine ray", "--engine ray: there are local, dask"),
        ("code 0.txt --scheduler tcp://h:1", "wants --engine dask"),
        ("code 0.txt --engine dask --scheduler tcp://h:1 --workers 2", "--workers 2: counts"),
        ("code 0.txt --field body=text", "--field body=text: write OURS=THEIRS"),
        ("code 0.txt --format pdf", "--format pdf"),
        ("code 0.txt --encoding klingon", "--encoding klingon"),
        ("code 0.txt --encoding base64", "--encoding base64: no such encoding"),
        ("code 0.txt --language de", "rules for English only"),
        ("code 0.txt --lexicon nowhere", "nowhere: no such folder"),
        ("code 0.txt --lexicon broken", "rules.toml:3: object contains unknown field `typ`"),
        ("show 0.txt --lexicon broken", "rules.toml:3: object contains unknown field `typ`"),
        ("code 0.txt --model en_core_web_none", "en_core_web_none"),
        ("code 0.txt --fast", "No such option"),
        ("fly", "No such command"),
        ("show", "Missing argument"),
        ("show actors", "name a .duckdb"),
        ("show missing.jsonl", "missing.jsonl: no such file"),
        ("show missing.duckdb", "missing.duckdb: no such store"),
        ("verify missing.jsonl", "missing.jsonl: no such file"),
        ("lexicon check nowhere", "nowhere: no such folder"),
    ],
)
def test_a_wrong_call_is_refused_in_one_sentence(
    call: Call, reports: Path, monkeypatch: pytest.MonkeyPatch, arguments: str, what: str
) -> None:
    monkeypatch.chdir(reports)
    (reports / "empty").mkdir()
    (reports / "page.pdf").write_text("<p>x</p>")
    rules = reports / "broken" / "what" / "en" / "rules.toml"
    rules.parent.mkdir(parents=True)
    rules.write_text('[[rule]]\nid = "norland.raid"\ntyp = "ASSAULT"\n')
    status, out, err = call(*shlex.split(arguments))
    assert (status, out) == (2, "")
    assert what in err
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert not list(reports.glob("*.jsonl*")) + list(reports.glob("*.duckdb*"))


@pytest.mark.parametrize("target", ["a.jsonl", "a.duckdb"])
def test_what_can_be_coded_is_coded_and_the_rest_is_named(
    call: Call, reports: Path, tmp_path: Path, target: str
) -> None:
    (reports / "1.txt").write_text("")
    (reports / "2.txt").write_bytes(b"\0\1\2")
    (reports / "x.jsonl").write_text('{"text": "Estria attacked Norland"}\n{"text": \n')
    (reports / "killer.txt").write_text("Norland will KILL its worker")
    status, _, err = call("code", reports, "--to", tmp_path / target)
    assert status == 1
    assert "3 coded, 4 failed" in err
    for place in ("1.txt: no text", "2.txt:1: a NUL", "x.jsonl:2: not a JSON", "SIGKILL"):
        assert place in err


def test_problems_stand_in_the_store(call: Call, reports: Path, tmp_path: Path) -> None:
    from onrecord.store import StoreReader

    (reports / "1.txt").write_text("")
    call("code", reports, "--to", tmp_path / "a.duckdb")
    (problem,) = StoreReader(tmp_path / "a.duckdb").table("problems").to_pylist()
    assert problem["source"] == str(reports / "1.txt")


def test_what_is_left_out_is_no_failure(call: Call, tmp_path: Path) -> None:
    (tmp_path / "ru.txt").write_text("Правительство подписало соглашение.")
    status, _, err = call("code", tmp_path / "ru.txt", "--to", tmp_path / "a.jsonl")
    assert status == 0
    assert "0 coded, 0 failed, 1 left out" in err
    assert "--language en" in err


def test_a_date_that_is_none_fails_its_line_alone(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "Norland attacked Estria", "published": "soon"}\n{"text": "Estria attacked us"}\n'
    )
    status, _, err = call("code", path, "--to", tmp_path / "out.jsonl")
    assert status == 1
    assert f"{path}:1: `published` is no date: 'soon'" in err
    assert "1 coded, 1 failed" in err


def test_progress_for_programs(call: Call, reports: Path, tmp_path: Path) -> None:
    (reports / "1.txt").write_text("")
    _, _, err = call("code", reports, "--to", tmp_path / "a.jsonl", "--progress", "json")
    told = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    (problem,) = [line for line in told if "problem" in line]
    assert (problem["problem"], problem["kind"]) == ("no text", "failed")
    assert problem["source"] == str(reports / "1.txt")
    last = told[-1]
    assert (last["done"], last["coded"], last["failed"], last["ended"]) == (4, 3, 1, True)


def test_verify_finds_a_span_that_does_not_hold(call: Call, reports: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    call("code", reports, "--to", path)
    status, out, _ = call("verify", path)
    assert status == 0
    assert "of 4 records, 0 that don't hold" in out
    assert "4 records against the file that they were read from" in out
    for name in os.listdir(reports):
        (reports / name).rename(tmp_path / name)
    assert "words and lengths only" in call("verify", path)[1]
    assert "4 records against --texts" in call("verify", path, "--texts", tmp_path)[1]
    path.write_text(path.read_text().replace('"text":"attacked"', '"text":"defended"'))
    status, _, err = call("verify", path, "--texts", tmp_path)
    assert status == 1
    assert "events[0].trigger has 'defended' where the text has 'attacked'" in err


@pytest.mark.parametrize("view", ["events", "actors", "statements", "times", "places"])
@pytest.mark.parametrize("target", ["a.jsonl", "a.duckdb"])
def test_show_prints_values_with_their_words(
    call: Call, reports: Path, tmp_path: Path, target: str, view: str
) -> None:
    call("code", reports, "--to", tmp_path / target)
    status, out, _ = call("show", view, tmp_path / target)
    assert status == 0
    assert ("no " + view if view in ("times", "places") else "Norland") in out


def test_show_events_is_the_table_of_who_did_what(
    call: Call, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    call("code", reports / "0.txt", "--to", tmp_path / "a.jsonl", "--outlet", "Example News")
    out = call("show", tmp_path / "a.jsonl")[1]
    for cell in ("who → whom", "Norland → 0", "ASSAULT", "“attacked”", "Norland ← Example News"):
        assert cell in out


def test_the_schema_is_json(call: Call) -> None:
    status, out, _ = call("schema")
    assert status == 0
    assert json.loads(out)["title"] == "onrecord/1"


@pytest.mark.parametrize(
    "verb", ["demo", "code", "show", "verify", "schema", "doctor", "lexicon check"]
)
def test_every_verb_has_help_with_an_example(call: Call, verb: str) -> None:
    status, out, _ = call(*verb.split(), "--help")
    assert status == 0
    assert f"  onrecord {verb}" in out.split("Examples:", 1)[1]


def test_version(call: Call) -> None:
    assert call("--version")[:2] == (0, "onrecord 0.1.0\n")


def slow_run(reports: Path, target: Path, limit: int | None = None) -> list[str]:
    """A command that codes the reports slowly, three to a transaction of a store.

    Args:
        limit: bytes that a file may have, as on a full disk.
    """
    full = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));" if limit else ""
    code = (
        "import resource, sys, time; from functools import partial; from onrecord.cli import run;"
        "from onrecord.export import sinks; from onrecord.store import writer;"
        f"run.Job = partial(run.Job, coder={STAND_IN!r});{full}"
        "writer.CHUNK = 3; code = run._take;"
        "run._take = lambda *a: (time.sleep(.02), code(*a));"
        "from onrecord.cli.main import main;"
        f"sys.exit(main(['code', {str(reports)!r}, '--to', {str(target)!r}]))"
    )
    return [sys.executable, "-c", code]


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(TESTS), prepend=os.pathsep)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        text = f"Norland attacked the harbour of Estria {number}"
        (folder / f"{number}.txt").write_text(text)
    return folder


def ids(target: Path) -> list[str]:
    from onrecord.export import read_records

    return [record.document.id for record in read_records(target)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_run_goes_on_with_the_same_command(
    many: Path, tmp_path: Path, number: signal.Signals
) -> None:
    target, ledger = tmp_path / "a.jsonl", tmp_path / "a.jsonl.part.ledger"
    process = subprocess.Popen(
        slow_run(many, target), stderr=subprocess.PIPE, start_new_session=True
    )
    while not (ledger.exists() and ledger.stat().st_size):
        assert process.poll() is None, "it ended before anything was stored"
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(number)
    err = process.communicate()[1].decode()
    assert process.returncode == (-9 if number == signal.SIGKILL else 130)
    assert number == signal.SIGKILL or "the same command goes on" in err
    again = subprocess.run(slow_run(many, target), capture_output=True, text=True)
    assert again.returncode == 0
    assert "coded before" in again.stderr
    assert len(ids(target)) == len(set(ids(target))) == 40


@pytest.mark.parametrize("name", ["a.duckdb", "a.jsonl"])
def test_kills_at_random_lose_and_double_nothing(many: Path, tmp_path: Path, name: str) -> None:
    target, whole = tmp_path / name, tmp_path / f"whole-{name}"
    waits = random.Random(name)
    for _ in range(4):
        process = subprocess.Popen(slow_run(many, target), stderr=subprocess.DEVNULL)
        time.sleep(waits.uniform(0.5, 2.0))
        process.kill()
        process.wait()
    assert subprocess.run(slow_run(many, target)).returncode == 0
    assert subprocess.run(slow_run(many, whole)).returncode == 0
    assert ids(target) == ids(whole)
    assert len(ids(target)) == 40


@pytest.mark.parametrize("name", ["a.duckdb", "a.jsonl"])
def test_a_full_disk_is_told_and_what_was_stored_is_safe(
    many: Path, tmp_path: Path, name: str
) -> None:
    target = tmp_path / name
    limit = 30_000 if name == "a.jsonl" else 150_000
    full = subprocess.run(slow_run(many, target, limit), capture_output=True, text=True)
    assert full.returncode == 2
    assert "can't be written" in full.stderr
    assert "Traceback" not in full.stderr
    assert subprocess.run(slow_run(many, target)).returncode == 0
    assert len(ids(target)) == len(set(ids(target))) == 40


def test_a_full_pipe_is_told(many: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*slow_run(many, Path("-"))], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_instant() -> None:
    """Nothing heavy is imported for it; `make bench` has the seconds."""
    code = (
        "import sys; from onrecord.cli.main import main; main(['--help']);"
        "print([m for m in ('spacy', 'numpy', 'duckdb', 'pyarrow', 'msgspec') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_output_may_be_cut_off(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, text: str, /) -> int:
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", Closed())
    assert main(["schema"]) == 0


def test_a_reader_of_a_pipe_may_leave(many: Path) -> None:
    run = subprocess.Popen(
        slow_run(many, Path("-")), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert run.stdout
    assert run.stderr
    run.stdout.readline()
    run.stdout.close()
    assert run.wait(timeout=60) == 0
    assert "Traceback" not in run.stderr.read()


def test_what_nobody_foresaw_is_a_sentence_without_traceback(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.cli import main as module

    def fail(*_: object, **__: object) -> None:
        raise KeyError("nobody")

    monkeypatch.setattr(module, "app", fail)
    status, _, err = call("schema")
    assert status == 2
    assert err.startswith("onrecord: KeyError: 'nobody'; ")
    assert "Traceback" not in err


def test_files_may_have_any_name(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate((b"\xff\xfe.txt", b"a\nb.txt", b"\x1b[31mred.txt", b"-.txt")):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(f"Norland met {number}")
    store = tmp_path / "run.duckdb"
    status, _, err = call("code", str(folder), "--language", "en", "--to", str(store))
    assert (status, "4 coded, 0 failed" in err) == (0, True), err
    odd = os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")
    assert call("code", odd, "--language", "en", "--to", str(store))[0] == 0
    (folder / "bad.txt").write_bytes(b"\0")
    bad = (folder / "bad.txt").rename(os.fsdecode(os.fsencode(folder) + b"/\x1b\xff.txt"))
    _, _, err = call("code", str(bad), "--to", str(store))
    assert "/\\x1b\\udcff.txt:1: a NUL byte" in err
    assert "\x1b" not in err


@pytest.mark.parametrize(
    ("closed", "arguments", "status", "what"),
    [
        ("<&-", "code - --to -", 1, "standard input is closed"),
        (">&-", "code 0.txt --to -", 2, "standard output is closed; name a file with --to"),
        ("2>&-", "code missing.txt", 2, ""),
    ],
)
def test_closed_streams_are_told(
    reports: Path, closed: str, arguments: str, status: int, what: str
) -> None:
    line = f"{shlex.quote(sys.executable)} -m onrecord {arguments} {closed}"
    done = subprocess.run(line, shell=True, cwd=reports, capture_output=True, text=True)
    assert done.returncode == status, done.stderr
    assert what in done.stderr
    assert "fault of onrecord" not in done.stderr


def test_a_terminal_without_the_characters_gets_what_it_can_show(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "code", str(tmp_path / "→.txt")]
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert "?.txt: no such file" in done.stderr or "\\u2192.txt: no such file" in done.stderr
    code = "import sys; from onrecord.cli.main import main; main(['schema']); print('→')"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout[-2:]) == (0, "?\n"), done.stderr
