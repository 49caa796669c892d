"""A coder without a parser, which does on demand what poisoned documents do."""

import os
import signal
from typing import Any

import msgspec

from onrecord.model import Document, Record
from onrecord.record import CodingError
from support.records import made_record


class Coder:
    """Codes at once; a word in the text makes it die, hang, raise or refuse."""

    def __init__(self, options: Any):
        if options == "broken":
            raise CodingError("the model isn't installed")
        if options == "deadly":
            os._exit(3)

    def code(self, document: Document) -> Record:
        """The record, or the trouble that the text asks for."""
        if "KILL" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "HANG" in document.text:
            while True:
                pass
        if "FILL" in document.text:
            self.filled = [bytearray(64 << 20) for _ in range(32)]
        if "FAREWELL" in document.text:
            os.kill(os.getppid(), signal.SIGKILL)
        if "RAISE" in document.text:
            raise ValueError("poisoned")
        if "REFUSE" in document.text:
            raise CodingError("The text is refused.")
        if "MISFIT" in document.text:
            misfit: Any = made_record(document)
            return msgspec.structs.replace(misfit, statements=[7])
        print("libraries may print")
        return made_record(document)
