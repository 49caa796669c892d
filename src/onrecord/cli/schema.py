"""`onrecord schema`: the JSON Schema of a record."""

import json

EXAMPLE = "Example: onrecord schema > onrecord-1.schema.json"


def schema() -> int:
    """Print the JSON Schema that every record validates against."""
    from onrecord.export import json_schema

    print(json.dumps(json_schema(), indent=1, ensure_ascii=False))
    return 0
