"""Small files in the formats that other projects publish, made here."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.base.actors import Known, open_actors
from onrecord.base.errors import GazetteerError
from onrecord.base.imports import FORMATS, import_actors
from onrecord.base.layer import ActorLayer

Read = Callable[[str, str | bytes], tuple[list[Known], list[str]]]

ITEM = "http://www.wikidata.org/entity/"
START, END = "2003-01-20T00:00:00Z", "2009-01-20T00:00:00Z"
SPARQL = f"""item,itemLabel,alias,positionLabel,country,start,end
{ITEM}Q90001,Ivo Marn,I. K. Marn|Marn Ivo,President of Estonia,EST,{START},{END}
{ITEM}Q90002,Ada Sule,,member of the Riigikogu parliament,Estonia,{START},
{ITEM}Q90003,Q90003,,President of Estonia,EST,,
{ITEM}Q90004,Una Lepp,,mayor,Norland,,
{ITEM}Q90005,Una Lepp,,mayor,EST,{END},{START}
"""
UCDP_HEADER = [
    "ActorId", "NameData", "NameOrig", "NameOrigFull", "NameOrigFullEng", "NameChange", "NewName",
    "NewNameFullMotherTongue", "NewNameFullEng", "Org", "ConflictId", "DyadId", "PrimaryParty",
    "OSID", "OSCoalition", "OSCoalitionID", "NSID", "NSCoalition", "NSCoalitionID", "Splinter",
    "NamePrev", "ActorIdPrev", "SplitTemp", "NameSplitTemp", "ActorIdSplitTemp", "Alliance",
    "NameAlliance", "ActorIdAlliance", "JoinGroup", "GroupName", "ActorIdGroup", "Location",
    "GWNOLoc", "Region", "Version",
]  # fmt: skip
CAMEO = """# a dictionary
ESTONIA_ [EST]
+ESTONIAN_
BOG_NATIONAL_GUARD [ESTMIL] ; the comment
+BNG
IVO_MARN_  # from nowhere
+PRESIDENT_MARN_
\t[ESTGOV 030120-090120]
\t[ESTOPP >20150305]
\t[ESTELI]
MARSH_LIBERATION_FRONT [IMGREB]
UNA_LEPP_
\t[ESTGOV <991231]
BAD_DAY_ [ESTGOV 20100931-20101001]
NOWHERE_ [QQQGOV]
ROUND_BRACKETS_ (ESTGOV)
MEDIA_HOUSE_ [ESTMED]
"""
EXECUTIVE = [
    {
        "id": {"bioguide": "X000001", "govtrack": 1},
        "name": {"first": "Ida", "middle": "Quill", "last": "Moss"},
        "bio": {"birthday": "1932-02-22", "gender": "F"},
        "terms": [
            {"type": "viceprez", "start": "1981-01-20", "end": "1985-01-20", "party": "Marsh"},
            {"type": "prez", "start": "1985-01-20", "end": "1989-01-20", "party": "Marsh"},
            {"type": "prez", "start": "1989-01-20", "end": "1993-01-20", "party": "Marsh"},
        ],
    },
    {
        "id": {"bioguide": "X000002", "wikidata": "Q90007"},
        "name": {"first": "Ed", "last": "Fenn", "official_full": "Edwin Fenn"},
        "terms": [
            {"type": "rep", "start": "2001-01-03", "end": "2003-01-03", "state": "OH"},
            {"type": "sen", "start": "2005-01-03", "end": "2011-01-03", "state": "OH"},
        ],
    },
    {"id": {"bioguide": "X3"}, "name": {"first": "No", "last": "Terms"}},
    {
        "id": {"bioguide": "X4"},
        "name": {"first": "Odd", "last": "Office"},
        "terms": [{"type": "czar", "start": "2001-01-03", "end": "2003-01-03"}],
    },
]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a text as one format: the actors, and the problems."""

    def reading(format: str, content: str | bytes) -> tuple[list[Known], list[str]]:
        path = tmp_path / "file"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        problems: list[str] = []
        known = list(FORMATS[format].read(path, open_actors().states, problems.append))
        return known, [problem.removeprefix(str(path)) for problem in problems]

    return reading


def ucdp(*rows: dict[str, str]) -> bytes:
    lines = [",".join(UCDP_HEADER)]
    for row in rows:
        cells = [row.get(column, "") for column in UCDP_HEADER]
        lines.append(",".join(f'"{cell}"' if "," in cell else cell for cell in cells))
    return "\n".join(lines).encode("latin-1")


def test_a_query_gives_persons_with_terms(read: Read) -> None:
    known, problems = read("wikidata", SPARQL)
    first, second = known
    assert (first.id, first.country, first.sectors) == ("wikidata:Q90001", "EST", ("GOV",))
    assert (first.start, first.end) == ("2003-01-20", "2009-01-20")
    assert first.aliases == ("I. K. Marn", "Marn Ivo", "Marn")
    assert (second.country, second.sectors, second.end) == ("EST", ("LEG",), None)
    assert "Sule" not in second.aliases
    assert [problem.split(": ")[0] for problem in problems] == [":4", ":5", ":6"]
    assert "no country is called Norland" in problems[1]
    assert "the end 2003-01-20 lies before the start" in problems[2]


def test_a_query_without_items_is_one_sentence(read: Read) -> None:
    with pytest.raises(GazetteerError, match="item and itemLabel"):
        read("wikidata", "name,country\nIvo Marn,EST\n")


def test_ucdp_gives_groups_with_all_their_names(read: Read) -> None:
    marsh = {
        "ActorId": "7001", "NameData": "MLF", "NameOrigFullEng": "Marsh Liberation Front",
        "NameOrigFull": "Frente de Liberación", "Org": "1", "Location": "Myanmar (Burma)",
    }  # fmt: skip
    across = {"ActorId": "7002", "NameData": "Fen", "Org": "2", "Location": "Peru, Estonia"}
    rows = (
        marsh,
        across,
        {"ActorId": "7003", "NameData": "Government of Peru", "Org": "4", "Location": "Peru"},
        {"ActorId": "7004", "NameData": "Reed", "Org": "1", "Location": "Norland"},
        {"ActorId": "x", "NameData": "Reed", "Org": "1"},
        {"ActorId": "7005", "NameData": "Reed", "Org": "9"},
    )
    known, problems = read("ucdp", ucdp(*rows))
    first, second = known
    assert (first.id, first.kind, first.country) == ("ucdp:7001", "group", "MMR")
    assert first.aliases == ("Frente de Liberación", "Marsh Liberation Front")
    assert (second.country, second.sectors) == (None, ("IMG", "UAF"))
    assert second.attributes == ("present_in=PER", "present_in=EST")
    assert [problem.split(": ")[0] for problem in problems] == [":5", ":6", ":7"]


def test_ucdp_without_its_columns_is_one_sentence(read: Read) -> None:
    with pytest.raises(GazetteerError, match="ActorId"):
        read("ucdp", "conflict_id,side_a\n1,Peru\n")


def test_congress_gives_offices_with_their_days(read: Read) -> None:
    known, problems = read("congress", json.dumps(EXECUTIVE))
    assert [(k.id, k.office, k.start, k.end) for k in known] == [
        ("bioguide:X000001", "Vice President of the United States", "1981-01-20", "1985-01-20"),
        ("bioguide:X000001", "President of the United States", "1985-01-20", "1993-01-20"),
        ("wikidata:Q90007", "United States Representative", "2001-01-03", "2003-01-03"),
        ("wikidata:Q90007", "United States Senator", "2005-01-03", "2011-01-03"),
    ]
    assert "Moss" not in known[0].aliases
    assert "Moss" in known[1].aliases
    assert "Ida Q. Moss" in known[1].aliases
    assert (known[2].name, known[2].aliases, known[2].sectors) == (
        "Edwin Fenn", ("Ed Fenn",), ("LEG",)
    )  # fmt: skip
    assert [problem.split(": ")[1] for problem in problems] == ["entry 3", "entry 4"]


@pytest.mark.parametrize("text", ["", "{}", "- id:\n    bioguide: X"])
def test_other_json_is_one_sentence(read: Read, text: str) -> None:
    with pytest.raises(GazetteerError, match="no JSON list"):
        read("congress", text)


def test_a_dictionary_gives_codes_with_their_days(read: Read) -> None:
    known, problems = read("cameo", CAMEO)
    rows = {(k.name, k.kind, k.country, k.sectors, k.start, k.end) for k in known}
    assert rows == {
        ("Bog National Guard", "organisation", "EST", ("MIL",), None, None),
        ("Ivo Marn", "person", "EST", ("GOV",), "2003-01-20", "2009-01-20"),
        ("Ivo Marn", "person", "EST", ("OPP",), "2015-03-05", None),
        ("Ivo Marn", "person", "EST", ("ELI",), None, "2003-01-19"),
        ("Ivo Marn", "person", "EST", ("ELI",), "2009-01-21", "2015-03-04"),
        ("Marsh Liberation Front", "group", None, ("IMG", "REB"), None, None),
        ("Una Lepp", "person", "EST", ("GOV",), None, "1999-12-31"),
        ("Media House", "organisation", "EST", ("JRN",), None, None),
    }
    assert next(k.aliases for k in known if k.name == "Bog National Guard") == ("Bng",)
    assert [problem.split(": ")[0] for problem in problems] == [":14", ":15", ":16"]


@pytest.mark.parametrize("digits", ["300101", "310101"])
def test_two_digits_of_a_year_turn_at_thirty(read: Read, digits: str) -> None:
    (known,), _ = read("cameo", f"IVO_MARN_ [ESTGOV >{digits}]\n")
    assert known.start == ("2030-01-01" if digits[:2] == "30" else "1931-01-01")


def test_an_import_lands_in_the_file_with_the_licence_that_the_user_names(tmp_path: Path) -> None:
    path, target = tmp_path / "my.actors.txt", tmp_path / "own.sqlite"
    path.write_text(CAMEO)
    problems: list[str] = []
    assert import_actors("cameo", path, target, problems.append, "MIT") == 8
    assert len(problems) == 3
    found = ActorLayer(target).lookup_key("bng")
    assert [known.source for known in found] == ["CAMEO actors' dictionary my.actors.txt (MIT)"]


def test_a_file_without_actors_is_refused(tmp_path: Path) -> None:
    path, target = tmp_path / "empty.csv", tmp_path / "own.sqlite"
    with path.open("w", newline="") as file:
        csv.writer(file).writerow(["item", "itemLabel"])
    with pytest.raises(GazetteerError, match="holds no actor"):
        import_actors("wikidata", path, target, lambda _: None)
    assert not target.exists()
