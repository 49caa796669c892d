"""`onrecord serve`, as a user starts and ends it."""

import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from onrecord.model import Document
from onrecord.store import StoreWriter
from support.records import CODER, made_record

SERVE = [sys.executable, "-m", "onrecord", "serve"]


def write(path: Path, number: int) -> None:
    writer = StoreWriter(path, CODER, "evidence")
    document = Document(
        text="Norland attacked Estria", id=f"d{number}", source=f"{number}.txt", outlet="Sela Wire"
    )
    writer.add(document, made_record(document))
    writer.close()


def test_it_says_where_answers_while_a_run_writes_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    store = tmp_path / "run.duckdb"
    write(store, 1)
    with subprocess.Popen(
        [*SERVE, str(store), "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as served:
        assert served.stdout is not None
        said = served.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said
        assert "Ctrl-C" in said
        assert b"d1" in urlopen(f"{found[0]}documents", timeout=30).read()
        write(store, 2)
        assert b"d2" in urlopen(f"{found[0]}documents", timeout=30).read()
        served.send_signal(signal.SIGINT)
        assert served.wait(20) == 0
        assert served.stderr is not None
        assert served.stderr.read() == ""


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    missing = [*SERVE, str(tmp_path / "none.duckdb"), "--no-browser"]
    done = subprocess.run(missing, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no such store" in done.stderr
    lines = tmp_path / "records.jsonl"
    lines.write_text("{}\n")
    done = subprocess.run([*SERVE, str(lines), "--no-browser"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "can't be opened as a store" in done.stderr
    assert "Traceback" not in done.stderr
