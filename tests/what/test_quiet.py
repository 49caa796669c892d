"""Texts without any political event: at most three of sixty may give one.

Sport, markets, films, recipes, chess and the like use the verbs of war and diplomacy all day
long. Each file in `quiet/` is such a text. Those in `loud/` have the same words in political
reports (a riot at a match, a festival that is boycotted), and must not fall silent with them.
"""

from pathlib import Path
from typing import Any, Protocol

import pytest

QUIET = Path(__file__).parent / "quiet"
LOUD = sorted((Path(__file__).parent / "loud").glob("*.txt"))
AT_MOST = 3


class Coder(Protocol):
    def code(self, text: str) -> dict[str, Any]: ...


def _noise(coder: Coder, path: Path) -> list[str]:
    """What the coder wrongly finds in a text: type, rule and trigger of each event."""
    text = path.read_text(encoding="utf-8")
    return [
        f"{event['type']} ({event['rule']}: {text[slice(*event['trigger']['span'])]})"
        for event in coder.code(text)["events"]
    ]


def test_there_are_sixty_texts() -> None:
    assert len(list(QUIET.glob("*.txt"))) == 60


def test_quiet_texts_give_no_events(coder: Coder) -> None:
    noise = {path.stem: _noise(coder, path) for path in sorted(QUIET.glob("*.txt"))}
    noisy = [f"{name}: {', '.join(events)}" for name, events in noise.items() if events]
    assert len(noisy) <= AT_MOST, f"{len(noisy)} noisy texts\n" + "\n".join(noisy)


@pytest.mark.parametrize("path", LOUD, ids=lambda path: path.stem)
def test_a_political_report_keeps_its_events(coder: Coder, path: Path) -> None:
    assert coder.code(path.read_text(encoding="utf-8"))["events"]
