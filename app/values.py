"""Values: dataclasses whose classes cost next to nothing to make.

``dataclasses`` loads ``inspect`` and compiles six methods for each class: with some sixty of them
a fifth of what a Word export costs. These do what the house asks of dataclasses, and type
checkers and ``dataclasses`` itself take them for such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, replace
else:
    from app.value_classes import dataclass, field, fields, replace

__all__ = ["dataclass", "field", "fields", "replace"]
