"""What the world did wrong, said as a code and its details."""

from __future__ import annotations


class UserError(Exception):
    """The world's fault (full disk, locked file, broken import), to be told in one plain sentence.

    ``code`` names the sentence in ``app.messages``; ``details`` fill its gaps. Anything that is
    not a UserError is a bug of ours and goes to the crash window.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details: dict[str, object] = details
