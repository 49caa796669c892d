"""The formats by their names: each is one file, and nothing else has to know of it."""

from onrecord.export.formats.annotation import ANNOTATION
from onrecord.export.formats.dyad_months import DYAD_MONTHS
from onrecord.export.formats.gdelt import GDELT
from onrecord.export.formats.icews import ICEWS
from onrecord.export.formats.jsonl import JSONL
from onrecord.export.formats.plover import PLOVER
from onrecord.export.formats.polecat import POLECAT
from onrecord.export.formats.prov import PROV
from onrecord.export.formats.tidy import ARROW, CSV, PARQUET
from onrecord.export.work import Format

_ALL: tuple[Format, ...] = (
    *(JSONL, CSV, PARQUET, ARROW),
    *(GDELT, ICEWS, PLOVER, POLECAT, DYAD_MONTHS, ANNOTATION, PROV),
)
FORMATS: dict[str, Format] = {format.name: format for format in _ALL}
TABLES = frozenset({"csv", "parquet", "arrow"})
"""Those that also write a folder of tables."""
