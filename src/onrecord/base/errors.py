"""What can be wrong with the knowledge that is looked up."""


class GazetteerError(Exception):
    """One sentence that says what is wrong with the gazetteer, and what to do about it."""
