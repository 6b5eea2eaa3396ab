"""The physical limit of Word: read the finished parts, deflate them at level 6, write them."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

source, target = Path(sys.argv[1]), Path(sys.argv[2])
parts = [path for path in sorted(source.rglob("*")) if path.is_file()]
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
    for path in parts:
        archive.write(path, path.relative_to(source).as_posix())
