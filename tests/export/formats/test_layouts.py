"""GDELT, ICEWS and POLECAT: columns, types and code lists are those of the published files."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.export import Written
from onrecord.export.formats import gdelt, icews, polecat
from onrecord.export.lookup import cameo_code, cameo_codes, countries, read_list
from onrecord.what.ontology import ontology
from support.exported import Rows, read_csv, read_tabs
from support.layouts import published
from support.told import PRIVATE

Export = Callable[..., Written]
FORMATS = {
    "gdelt": (gdelt.COLUMNS, False), "icews": (icews.COLUMNS, True),
    "polecat": (polecat.COLUMNS, True),
}  # fmt: skip
TYPES = {
    "INTEGER": r"-?\d+", "FLOAT": r"-?\d+(\.\d+)?(e-?\d+)?", "STRING": r".+",
}  # fmt: skip


@pytest.fixture
def rows(exported: Export, tmp_path: Path) -> Callable[..., Rows]:
    """`rows("gdelt", claims=True)`: the rows of an export."""

    def read(format: str, **given: object) -> Rows:
        exported(format, "a.txt", **given)
        return read_tabs(tmp_path / "a.txt", *FORMATS[format])

    return read


def test_the_columns_are_the_published_ones() -> None:
    names = [line.split()[0] for line in published("gdelt-2.0-events")]
    assert list(gdelt.COLUMNS) == names
    assert len(names) == 61
    assert list(icews.COLUMNS) == published("icews")
    assert list(polecat.COLUMNS) == published("polecat")


@pytest.mark.parametrize("format", ["icews", "polecat"])
def test_the_head_names_them(exported: Export, tmp_path: Path, format: str) -> None:
    exported(format, "a.txt")
    head = (tmp_path / "a.txt").read_text("utf-8").splitlines()[0]
    assert head.split("\t") == published(format)


def test_gdelt_has_no_head_and_61_cells_a_line(exported: Export, tmp_path: Path) -> None:
    written = exported("gdelt", "a.tsv", claims=True, all_statuses=True)
    lines = (tmp_path / "a.tsv").read_text("utf-8").splitlines()
    assert len(lines) == written.rows > 0
    assert {line.count("\t") for line in lines} == {60}
    assert lines[0][0].isdigit()


def test_gdelts_cells_are_of_the_published_types(rows: Callable[..., Rows]) -> None:
    types = dict(line.split() for line in published("gdelt-2.0-events"))
    wanted = {"GLOBALEVENTID", "SQLDATE", "EventCode", "QuadClass", "GoldsteinScale", "DATEADDED"}
    for row in rows("gdelt", claims=True, all_statuses=True):
        for name, cell in row.items():
            if cell is None:
                assert name not in wanted, name
            else:
                assert re.fullmatch(TYPES[types[name]], cell), (name, cell)


def test_gdelts_codes_are_in_the_published_lists(rows: Callable[..., Rows]) -> None:
    known = published("cameo-countries")
    for row in rows("gdelt", claims=True, all_statuses=True):
        code = cameo_codes()[row["EventCode"]]
        assert row["EventBaseCode"] == code.code[:3]
        assert row["EventRootCode"] == code.code[:2]
        assert (int(row["QuadClass"]), float(row["GoldsteinScale"])) == (code.quad, code.goldstein)
        for side in ("Actor1", "Actor2"):
            assert row[f"{side}CountryCode"] in (None, *known)
            for number in "123":
                assert row[f"{side}Type{number}Code"] in (None, *published("cameo-types"))
            empty = ("EthnicCode", "Religion1Code", "Religion2Code")
            assert [row[f"{side}{name}"] for name in empty] == [None] * 3
        assert int(row["ActionGeo_Type"]) in range(6)


def test_gdelt_writes_what_the_event_says(rows: Callable[..., Rows]) -> None:
    shelled, *_ = rows("gdelt")
    got = {name: cell for name, cell in shelled.items() if cell is not None}
    assert got == {
        "GLOBALEVENTID": got["GLOBALEVENTID"], "SQLDATE": "20210524", "MonthYear": "202105",
        "Year": "2021", "FractionDate": "2021.3945",
        "Actor1Code": "KENMIL", "Actor1Name": "KENYAN TROOPS", "Actor1CountryCode": "KEN",
        "Actor1Type1Code": "MIL", "Actor2Code": "SOM", "Actor2Name": "PORT OF KISMAYO",
        "Actor2CountryCode": "SOM", "IsRootEvent": "1", "EventCode": "194",
        "EventBaseCode": "194", "EventRootCode": "19", "QuadClass": "4", "GoldsteinScale": "-10.0",
        "NumMentions": "1", "NumSources": "1", "NumArticles": "1", "Actor1Geo_Type": "0",
        "Actor2Geo_Type": "0", "ActionGeo_Type": "4",
        "ActionGeo_FullName": got["ActionGeo_FullName"], "ActionGeo_CountryCode": "SO",
        "ActionGeo_ADM1Code": "SO02", "ActionGeo_Lat": "-0.36", "ActionGeo_Long": "42.55",
        "DATEADDED": "20210525000000", "SOURCEURL": "https://example.org/1",
    }  # fmt: skip
    assert got["ActionGeo_FullName"].startswith("Kismayo, ")
    assert got["ActionGeo_FullName"].endswith(", Somalia")


def test_by_default_only_what_the_outlet_asserts_as_fact(rows: Callable[..., Rows]) -> None:
    def codes(**given: object) -> set[str]:
        return {row["EventCode"] for row in rows("gdelt", documents=("d1",), **given)}

    facts = {"194", "042", "043", "173", "111"}
    assert codes() == facts
    assert codes(claims=True) == facts | {"033"}
    assert codes(all_statuses=True) == facts
    assert codes(claims=True, all_statuses=True) == facts | {"033", "190"}
    assert codes(asserted_by=("quote",)) == {"033"}
    assert codes(statuses=("denied",), claims=True) == {"190"}


@pytest.mark.parametrize("format", ["gdelt", "icews", "polecat", "plover", "dyad-months"])
def test_what_is_left_out_is_counted(exported: Export, tmp_path: Path, format: str) -> None:
    notes = " ".join(exported(format, "a.txt").notes)
    assert "2 events left out, as the columns can't say who claims them" in notes
    assert "1 denied, planned or otherwise no fact" in notes
    readme = (tmp_path / "a.txt.readme.txt").read_text("utf-8")
    assert "GeoNames" in readme
    assert "2 events left out" in readme


def test_mutual_events_are_rows_in_both_directions(rows: Callable[..., Rows]) -> None:
    met = [row for row in rows("icews") if row["CAMEO Code"] in ("042", "043")]
    assert [(row["Source Name"], row["Target Name"], row["Event Text"]) for row in met] == [
        ("Amina Wario", "Idris Bulo", "Make a visit"),
        ("Idris Bulo", "Amina Wario", "Host a visit"),
    ]
    assert len({row["Event ID"] for row in met}) == 2
    (once,) = [row for row in rows("icews", mutual="once") if row["CAMEO Code"] == "042"]
    assert once == met[0]


def test_an_open_date_is_the_publications_but_never_of_long_ago(rows: Callable[..., Rows]) -> None:
    dates = {row["CAMEO Code"]: row["Event Date"] for row in rows("icews")}
    assert (dates["194"], dates["173"]) == ("2021-05-24", "2021-05-25")
    assert "195" not in dates
    assert {row["CAMEO Code"] for row in rows("icews", undated="leave-out")} == {"194"}


def test_icews_writes_its_own_names(rows: Callable[..., Rows]) -> None:
    shelled, *others = rows("icews", claims=True, all_statuses=True)
    assert shelled["Source Sectors"] == "Military"
    assert (shelled["Source Country"], shelled["Target Country"]) == ("Kenya", "Somalia")
    assert (shelled["Event Text"], shelled["Intensity"]) == (
        "fight with artillery and tanks",
        "-10.0",
    )
    assert (shelled["Sentence Number"], shelled["Publisher"]) == ("1", "Example News")
    assert (shelled["City"], shelled["Country"]) == ("Kismayo", "Somalia")
    elite = next(row for row in others if row["Source Name"] == "Idris Bulo")
    assert elite["Source Sectors"] == "Elite,Government"
    for row in (shelled, *others):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["Event Date"])
        assert row["Source Name"]
        assert row["Target Name"]
        for country in (row["Source Country"], row["Target Country"], row["Country"]):
            assert country in (None, *published("icews-countries"))
        for cell in (row["Source Sectors"], row["Target Sectors"]):
            assert set((cell or "").split(",")) <= {"", *published("icews-sectors")}


def test_polecat_writes_plovers_codes(rows: Callable[..., Rows]) -> None:
    tables = ontology()
    found = rows("polecat", claims=True, all_statuses=True)
    for row in found:
        assert row["Event Type"] in tables.types
        for mode in row["Event Mode"].split("; "):
            assert mode == "None" or (row["Event Type"], mode) in tables.modes
        assert row["Quad Code"] == polecat.QUADS[tables.types[row["Event Type"]].quad - 1]
        assert {**row, "Latitude": "", "Longitude": "", "GeoNames ID": ""} == {
            name: cell or "" for name, cell in row.items()
        } | {"Latitude": "", "Longitude": "", "GeoNames ID": ""}
    shelled, met, *_ = found
    assert (shelled["Actor Name"], shelled["Actor Country"]) == ("Kenyan troops", "KEN")
    assert (shelled["Recipient Name Raw"], shelled["Recipient Title"]) == (
        "the port of Kismayo", "None",
    )  # fmt: skip
    assert (shelled["GeoNames ID"], shelled["Quad Code"]) == ("55671", "MATERIAL CONFLICT")
    assert (met["Actor Name"], met["Recipient Name"]) == ("Amina Wario; Idris Bulo", "None")
    assert (met["Primary Actor Sector"], met["Actor Sectors"]) == ("GOV; GOV", "GOV; GOV, ELI")
    assert met["Story People"] == "Amina Wario; Idris Bulo"


@pytest.mark.parametrize("format", ["gdelt", "icews", "polecat"])
def test_the_sidecar_says_who_claims_each_row(
    rows: Callable[..., Rows], tmp_path: Path, format: str
) -> None:
    found = rows(format, claims=True, all_statuses=True)
    beside = {row["id"]: row for row in read_csv(tmp_path / "a.txt.sidecar.csv")}
    ids = [next(iter(row.values())) for row in found]
    assert sorted(beside) == sorted(ids)
    denied = next(row for row in beside.values() if row["status"] == "denied")
    assert (denied["asserted_by"], denied["statement_act"]) == ("source", "deny")
    assert denied["according_to"] == "a private person ← Example News"
    assert denied["evidence_text"] == "its army had attacked Garissa"
    assert {row["date_from"] for row in beside.values()} == {"event", "publication"}


@pytest.mark.parametrize("format", ["gdelt", "icews", "polecat"])
def test_private_persons_and_words_stay_back(exported: Export, tmp_path: Path, format: str) -> None:
    exported(format, "a.txt", claims=True, all_statuses=True, quote="none")
    text = (tmp_path / "a.txt").read_text("utf-8")
    assert PRIVATE.upper() not in text.upper()
    assert "a private person" in text.lower()
    for words in (text, (tmp_path / "a.txt.sidecar.csv").read_text("utf-8")):
        assert PRIVATE not in words
        assert "had attacked" not in words
    exported(format, "b.txt", names="all")
    assert PRIVATE.upper() in (tmp_path / "b.txt").read_text("utf-8").upper()


@pytest.mark.parametrize("format", ["gdelt", "icews", "polecat"])
def test_tabs_and_formulas_in_cells_do_no_harm(
    rows: Callable[..., Rows], exported: Export, tmp_path: Path, format: str
) -> None:
    (evil,) = rows(format, documents=("d2",))
    assert "'=HYPERLINK(1)" in evil.values()
    assert any(cell and cell.upper() == "'-TWO WORDS" for cell in evil.values())
    (raw,) = rows(format, documents=("d2",), raw=True)
    assert "=HYPERLINK(1)" in raw.values()


def test_every_code_of_the_ontology_has_a_published_one() -> None:
    for code in ontology().codes:
        known = cameo_code(code)
        assert known is not None, code
        assert known.code.startswith(code[:3]) or len(code) == 2 or code == "176"


def test_every_country_and_sector_is_in_the_published_lists() -> None:
    newer = {"SSD", "KOS", "BES", "CUW", "SXM", "BLM", "MAF", "GGY", "JEY"}
    none = {"ATA", "ATF", "BVT", "CCK", "CXR", "HMD", "IOT", "SGS", "UMI", "SCG"}
    for _, plover, cameo, _, _, name in countries():
        assert cameo in published("cameo-countries") or plover in newer | none, plover
        assert name in published("icews-countries") or plover in {"ALA", "BVT", "MAF", "SCG", "BES"}
    for row in read_list("sectors"):
        assert row["cameo_type"] in ("", *published("cameo-types"))
        assert row["icews"] in ("", *published("icews-sectors"))
