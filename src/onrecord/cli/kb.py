"""`onrecord kb`: look after what is known beforehand: the gazetteer and the actors' base."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from onrecord.base.counted import counted
from onrecord.cli import options as o
from onrecord.cli.listing import size

app = typer.Typer(
    help="Look after the gazetteer and the actors' base.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

SHOWN = 20
"""Bad lines of a file that are printed; the rest is counted."""

BUILD_EXAMPLE = o.examples(
    "onrecord kb build",
    "onrecord kb build --gazetteer",
    "onrecord kb build --wikidata latest-all.json.bz2",
)
SHOW_EXAMPLE = o.examples("onrecord kb show")
IMPORT_EXAMPLE = o.examples(
    "onrecord kb import --geonames allCountries.zip",
    "onrecord kb import --congress executive.json --congress legislators-current.json",
    "onrecord kb import --cameo my.actors.txt --license MIT --to my-actors.sqlite",
)
LEARN_EXAMPLE = o.examples(
    "onrecord kb learn-outlets articles.jsonl --to outlets.json",
)

Target = Annotated[
    Path | None, typer.Option("--to", metavar="FILE", help="Where to, instead of the cache.")
]


class Problems:
    """Tells bad lines as they come, and counts those that would be too many to print."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, sentence: str) -> None:
        self.number += 1
        if self.number <= SHOWN:
            print(sentence, file=sys.stderr)
        elif self.number == SHOWN + 1:
            print("… and more; they are counted at the end", file=sys.stderr)

    @property
    def status(self) -> int:
        """1 where anything was wrong."""
        return 1 if self.number else 0


@app.callback()
def _kb() -> None:
    """Look after the gazetteer and the actors' base."""


@app.command(epilog=BUILD_EXAMPLE)
def build(
    gazetteer: Annotated[bool, typer.Option("--gazetteer", help="The gazetteer only.")] = False,
    actors: Annotated[bool, typer.Option("--actors", help="The actors' base only.")] = False,
    wikidata: Annotated[
        Path | None,
        typer.Option(metavar="DUMP", help="A Wikidata JSON dump: .json, .gz, .bz2 or .zst."),
    ] = None,
    to: Target = None,
    debug: o.Debug = False,
) -> int:
    """Build what coding looks things up in, anew.

    Without an option, the gazetteer and the actors' base, which are else built when they are
    first needed. With --wikidata, a base of actors out of a dump, which is read beside the
    shipped one from then on. Exit status 1 where lines of the dump were bad.
    """
    from onrecord.ingest import InputError

    if to is not None and wikidata is None:
        raise InputError("--to goes with --wikidata; the others belong into the cache")
    if wikidata is not None:
        return _build_wikidata(wikidata, to)
    if gazetteer or not actors:
        _build_gazetteer()
    if actors or not gazetteer:
        _build_actors()
    return 0


def _build_gazetteer() -> None:
    from onrecord.base.build import build_gazetteer
    from onrecord.base.gazetteer import default_path, imported_path

    _built("gazetteer", default_path(), build_gazetteer)
    if imported_path().is_file():
        print(f"In use instead, with your dumps: {imported_path()}; delete it to go back.")


def _build_actors() -> None:
    from onrecord.base.actors import build_actors, default_actors_path

    _built("actors", default_actors_path(), build_actors)


def _built(what: str, path: Path, make: Callable[[Path], None]) -> None:
    from sqlite3 import Error

    from onrecord.base.cache import one_builder
    from onrecord.base.errors import GazetteerError

    try:
        with one_builder(path.parent):
            make(path)
    except (OSError, Error) as error:
        raise GazetteerError(f"{path} can't be built: {error}.") from error
    print(f"{what}: {path}, {size(path.stat().st_size)}")


def _build_wikidata(dump: Path, to: Path | None) -> int:
    from onrecord.base.cache import cache_folder
    from onrecord.base.layer import wikidata_path
    from onrecord.base.wikidata import build_wikidata

    target, problems = to or wikidata_path(cache_folder()), Problems()
    tally = build_wikidata(_existing(dump), target, problems)
    print(
        f"{tally.actors:,} actors out of {tally.entities:,} entities, {problems.number:,} problems"
    )
    print(f"actors: {target}, {size(target.stat().st_size)}")
    return problems.status


@app.command(epilog=SHOW_EXAMPLE)
def show(debug: o.Debug = False) -> int:
    """Show what is installed: files, counts, sources with versions and licences, coverage."""
    from onrecord.base.installed import installed
    from onrecord.cli.kb_show import lines, lists

    for part in installed():
        print("\n".join(lines(part)))
    print("\n".join(lists()))
    return 0


@app.command("import", epilog=IMPORT_EXAMPLE)
def import_(
    geonames: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="GeoNames' dump: allCountries.zip, or its text."),
    ] = None,
    wikidata: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A CSV from Wikidata's query service."),
    ] = None,
    ucdp: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="UCDP's actor dataset, CSV.")
    ] = None,
    congress: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A JSON file of congress-legislators."),
    ] = None,
    cameo: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="An actors' dictionary of TABARI or PETRARCH."),
    ] = None,
    license: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The files' licence, where they don't say it."),
    ] = None,
    to: Target = None,
    debug: o.Debug = False,
) -> int:
    """Add places or actors of your own.

    They are used from then on beside the shipped ones, and every record says so. The same file
    again changes nothing; a newer one of that name takes the older one's place. Bad lines are
    named, and the rest goes in. Exit status 1 where there were any.
    """
    from onrecord.ingest import InputError

    given = {"wikidata": wikidata, "ucdp": ucdp, "congress": congress, "cameo": cameo}
    files = [(format, path) for format, paths in given.items() for path in paths or ()]
    if not geonames and not files:
        raise InputError("nothing to import; name a file, such as --geonames allCountries.zip")
    problems = Problems()
    for path in geonames or ():
        _import_geonames(_existing(path), to, problems)
    for format, path in files:
        _import_actors(format, _existing(path), license, to, problems)
    if problems.number:
        print(counted(problems.number, "problem"), file=sys.stderr)
    return problems.status


def _import_geonames(archive: Path, to: Path | None, problems: Problems) -> None:
    from onrecord.base.cache import cache_folder, one_builder
    from onrecord.base.gazetteer import imported_path, open_gazetteer
    from onrecord.base.geonames import import_geonames

    target = to or imported_path()
    base = target if target.is_file() else open_gazetteer().path
    with one_builder(cache_folder()):
        added = import_geonames(archive, base, target, problems)
    print(f"{archive}: {added:,} places added; {target}, {size(target.stat().st_size)}")


def _import_actors(
    format: str, path: Path, license: str | None, to: Path | None, problems: Problems
) -> None:
    from onrecord.base.cache import cache_folder, one_builder
    from onrecord.base.imports import import_actors
    from onrecord.base.layer import own_path

    target = to or own_path(cache_folder())
    with one_builder(cache_folder()):
        added = import_actors(format, path, target, problems, license)
    print(f"{path}: {added:,} actors; {target}, {size(target.stat().st_size)}")


@app.command("learn-outlets", epilog=LEARN_EXAMPLE)
def learn_outlets(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Reports with outlets: JSONL, folders, text files."),
    ],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The file to write.")] = Path(
        "outlets.json"
    ),
    outlet: o.Outlet = None,
    field: o.Fields = None,
    language: o.Language = None,
    model: o.Model = None,
    lexicon: o.OwnLexicon = None,
    debug: o.Debug = False,
) -> int:
    """Learn from a collection where each outlet's places lie.

    Only places that are sure by themselves count. The file is used where coding is told to:
    onrecord code --outlets FILE; the record then holds its digest. Exit status 1 where some
    reports couldn't be read.
    """
    from onrecord.cli.inputs import checked_language, fields
    from onrecord.cli.kb_learn import learn

    reading = o.reading(
        None, outlet, None, fields=fields(field or ()), language=checked_language(language)
    )
    problems = Problems()
    print(learn(paths, reading, o.coder_options(model, lexicon), to, problems))
    return problems.status


def _existing(path: Path) -> Path:
    from onrecord.ingest import InputError

    if not path.is_file():
        raise InputError(f"{path}: no such file")
    return path
