"""text -> Parsed: the layout, the model's columns, quotations, and clauses on top."""

from collections.abc import Sequence

from onrecord.lexicon import Lexicon
from onrecord.model import Document
from onrecord.parse.clauses import find_clauses
from onrecord.parse.columns import Columns, read_columns
from onrecord.parse.layout import read_layout
from onrecord.parse.model import DEFAULT_MODEL
from onrecord.parse.parsed import Entity, Layout, Parsed, Quotation, Sentence
from onrecord.parse.quotations import pair_quotations
from onrecord.parse.repairs import repair


def parse(document: Document, lexicon: Lexicon, model: str = DEFAULT_MODEL) -> Parsed:
    """Parse one document.

    Args:
        document: what was read; only its text, title and dates are used.
        lexicon: the rules and lists of the document's language.
        model: name of an installed spaCy model.

    Raises:
        ModelError: the model is missing or isn't what its name promises.
    """
    layout = read_layout(document.text, document.title, lexicon)
    columns = read_columns(document.text, layout.paragraphs, model)
    return assemble(document, layout, columns, lexicon, model)


def assemble(
    document: Document, layout: Layout, columns: Columns, lexicon: Lexicon, model: str
) -> Parsed:
    """Put columns (mended in place), tree, quotations and clauses together; cheap."""
    repair(columns, lexicon.words("parse", "of-verbs"))
    children, left, right = tree(columns.head)
    quotations = pair_quotations(document.text, layout.paragraphs)
    sentences = [
        Sentence(first, last, (columns.start[first], columns.end[last - 1]), paragraph)
        for first, last, paragraph in columns.sentences
    ]
    parsed = Parsed(
        document=document,
        text=document.text,
        layout=layout,
        start=columns.start,
        end=columns.end,
        words=columns.words,
        lower=columns.lower,
        lemma=columns.lemma,
        pos=columns.pos,
        tag=columns.tag,
        dep=columns.dep,
        head=columns.head,
        ent=columns.ent,
        sentence_of=[n for n, s in enumerate(sentences) for _ in range(s.first, s.last)],
        children=children,
        left=left,
        right=right,
        sentences=sentences,
        entities=[Entity(*entity) for entity in columns.entities],
        quotations=quotations,
        quoted=quotation_of(columns.start, quotations),
        model=model,
    )
    find_clauses(parsed, lexicon)
    return parsed


def tree(head: Sequence[int]) -> tuple[list[list[int]], list[int], list[int]]:
    """Children, and the first and last token of each subtree, from the heads.

    Linear: edges are carried upwards from the deepest tokens.
    """
    size = len(head)
    children: list[list[int]] = [[] for _ in range(size)]
    roots: list[int] = []
    for token, governor in enumerate(head):
        if governor == token:
            roots.append(token)
        else:
            children[governor].append(token)
    order: list[int] = []
    stack = roots
    while stack:
        token = stack.pop()
        order.append(token)
        stack.extend(children[token])
    left, right = list(range(size)), list(range(size))
    for token in reversed(order):
        for child in children[token]:
            left[token] = min(left[token], left[child])
            right[token] = max(right[token], right[child])
    return children, left, right


def quotation_of(starts: Sequence[int], quotations: Sequence[Quotation]) -> list[int]:
    """For each token the number of the innermost quotation that it stands in, or -1."""
    from bisect import bisect_left

    found = [-1] * len(starts)
    by_depth = sorted(enumerate(quotations), key=lambda numbered: numbered[1].depth)
    for number, quotation in by_depth:
        for token in range(
            bisect_left(starts, quotation.span[0]), bisect_left(starts, quotation.span[1])
        ):
            found[token] = number
    return found
