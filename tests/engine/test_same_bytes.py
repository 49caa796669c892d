"""The real coder: the same bytes whatever the workers, the order and the hash seed."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from onrecord.check import faults
from onrecord.cli.demo import wire
from onrecord.export import decode_record, json_schema
from onrecord.model import Document

REPORTS = list(wire())[:6]


def write(path: Path, reports: list[Document]) -> str:
    fields = ("id", "text", "published", "outlet")
    lines = [json.dumps({name: getattr(report, name) for name in fields}) for report in reports]
    path.write_text("\n".join(lines))
    return str(path)


def coded(
    folder: Path, name: str, seed: str, workers: int, shuffle: int | None, engine: str = "local"
) -> list[bytes]:
    """The sorted lines of a run, without where each document was read."""
    reports = list(REPORTS)
    if shuffle is not None:
        random.Random(shuffle).shuffle(reports)
    given, target = write(folder / "reports.jsonl", reports), folder / f"{name}.jsonl"
    command = [sys.executable, "-m", "onrecord", "code", given, "--to", str(target)]
    command += ["--engine", engine]
    env = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run([*command, "--workers", str(workers)], env=env, check=True)
    lines = [json.loads(line) for line in target.read_bytes().splitlines()]
    for line in lines:
        line["document"].pop("source")
    return sorted(json.dumps(line).encode() for line in lines)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    return coded(tmp_path_factory.mktemp("first"), "first", "0", 1, None)


def test_two_workers_and_shuffled_input_give_the_same_bytes(
    tmp_path: Path, first: list[bytes]
) -> None:
    assert coded(tmp_path, "second", "1", 2, 7) == first


def test_a_dask_cluster_of_two_processes_gives_the_same_bytes(
    tmp_path: Path, first: list[bytes]
) -> None:
    assert coded(tmp_path, "dask", "2", 2, 8, "dask") == first


def test_what_was_coded_before_leaves_no_trace(first: list[bytes]) -> None:
    """A worker that has coded other documents codes the next one as a fresh one does."""
    from onrecord.record import Coder

    coder = Coder()
    again = [coder.code(report) for report in reversed(REPORTS)]
    events = {record.document.id: len(record.events) for record in again}
    expected = [decode_record(line) for line in first]
    assert events == {record.document.id: len(record.events) for record in expected}


def test_every_line_validates_and_every_span_holds(first: list[bytes]) -> None:
    texts = {report.id: report.text for report in REPORTS}
    for line in first:
        jsonschema.validate(json.loads(line), json_schema())
        record = decode_record(line)
        assert faults(record, texts[record.document.id]) == []
