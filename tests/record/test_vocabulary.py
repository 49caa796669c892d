"""Whatever the lists and bases may say of an actor or a place, a record can hold it."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import get_args

from onrecord.base import geonames
from onrecord.base.actors import open_actors
from onrecord.base.gazetteer import open_gazetteer
from onrecord.base.imports.sparql import KINDS
from onrecord.model.record import ActorKind, PlaceKind, PlacePrecision
from onrecord.where.resolve import model_kind

PLACES = set(get_args(PlaceKind))


def test_every_place_of_the_gazetteer_fits() -> None:
    with closing(sqlite3.connect(open_gazetteer().path)) as file:
        kinds = file.execute("SELECT DISTINCT kind FROM place").fetchall()
        precisions = file.execute("SELECT DISTINCT precision FROM place").fetchall()
    assert {model_kind(kind) for (kind,) in kinds} <= PLACES
    assert {precision for (precision,) in precisions} <= set(get_args(PlacePrecision))


def test_every_kind_of_geonames_full_dump_fits() -> None:
    path = Path(geonames.__file__).parent / "geonames_features.csv"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    kinds = {row["kind"] for row in csv.DictReader(lines)}
    assert {"adm4", "natural", "facility"} <= kinds
    assert {model_kind(kind) for kind in kinds} <= PLACES


def test_every_actor_of_the_bases_fits() -> None:
    known = {actor.kind for actors in open_actors().by_key.values() for actor in actors}
    classes = Path(geonames.__file__).parent / "en" / "classes.csv"
    lines = [line for line in classes.read_text().splitlines() if not line.startswith("#")]
    of_wikidata = {row["kind"] for row in csv.DictReader(lines)}
    assert known
    assert of_wikidata
    assert known | of_wikidata | set(KINDS) <= set(get_args(ActorKind))
