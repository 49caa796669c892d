"""`onrecord doctor`: all is there, or what isn't is named."""

import pytest

from onrecord.cli import doctor
from onrecord.cli.main import main


def test_all_is_well_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert [line.split()[1].rstrip(":") for line in lines] == list(doctor.CHECKS)
    assert all(line.startswith("ok") for line in lines)
    assert "1 event written, read back and exported" in out
    assert err == ""


def test_what_is_wrong_is_named_and_the_rest_checked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> str:
        raise OSError("the model isn't installed; pip install it")

    monkeypatch.setattr(doctor, "CHECKS", {"model": gone, "Python": doctor._python})
    assert main(["doctor"]) == 1
    out, err = capsys.readouterr()
    assert err == "wrong model: the model isn't installed; pip install it\n"
    assert out.startswith("ok    Python")
