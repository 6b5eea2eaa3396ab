"""The command that makes a letterhead to start from."""

from __future__ import annotations

import os
from argparse import Namespace

from app.commands.parser import FINE
from app.errors import UserError
from app.paths import Paths
from app.words import Words


def do_letterhead(asked: Namespace, paths: Paths) -> int:
    """Write a Word file with every gap and style; a file of that name stays as it is."""
    from app.exports.letterhead_sample import write_sample

    if os.path.lexists(asked.out):
        raise UserError("file_exists", name=asked.out.name)
    write_sample(asked.out, paths.resources, Words(asked.language, paths.catalogues))
    return FINE
