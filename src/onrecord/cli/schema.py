"""`onrecord schema`: the JSON Schema of a record."""

import json

from onrecord.cli import options as o

EXAMPLE = o.examples(
    "onrecord schema > onrecord-1.schema.json",
)


def schema() -> int:
    """Print the JSON Schema of a record."""
    from onrecord.export import json_schema

    print(json.dumps(json_schema(), indent=1, ensure_ascii=False))
    return 0
