"""The span: where words stand in a document's text."""

Span = tuple[int, int]
"""`[start, end)` in Unicode code points of the document's text: `text[start:end]` are the words."""
