"""What is wrong with a review, in one sentence that also says what to do."""


class ReviewError(Exception):
    """A review that can't be taken: an unknown event, or a code that is none."""
