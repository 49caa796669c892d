"""Words for a state with what stands before them: "the occupying Norlandian regime"."""

from onrecord.who.phrases import charged_country, coordinated, phrase_start
from onrecord.who.view import View


def adjectives(view: View, first: int, head: int) -> frozenset[str]:
    """Modifiers of a noun, places and articles left out."""
    parsed = view.parsed
    return frozenset(
        parsed.lower[n]
        for n in range(first, head)
        if n not in view.place_at and parsed.pos[n] in ("ADJ", "VERB", "NOUN", "PROPN")
    )


def state_phrases(view: View) -> dict[str, list[tuple[int, frozenset[str], str]]]:
    """Noun -> (token, modifiers, country) for "the occupying Norlandian regime" and the like."""
    found: dict[str, list[tuple[int, frozenset[str], str]]] = {}
    nouns = view.words.lists["state-nouns"]
    for token, lemma in enumerate(view.parsed.lemma):
        if lemma in nouns:
            first = phrase_start(view, token)
            code = _state_code(view, first, token)
            if code:
                words = adjectives(view, first, token)
                found.setdefault(lemma, []).append((token, words, code))
    return found


def _state_code(view: View, first: int, head: int) -> str | None:
    """The one country that stands before a noun for a state, by name or charged word."""
    hit = next((view.place_at[n] for n in range(first, head) if n in view.place_at), None)
    if hit:
        return None if coordinated(view, hit) else hit.code
    charged = charged_country(view, first, head)
    return charged.value if charged else None
