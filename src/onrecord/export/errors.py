"""What is wrong with an export, in one sentence that also says what to do."""


class ExportError(Exception):
    """An export that can't be made as it was asked for."""
