"""What something costs, whoever else is at work on the machine."""

from __future__ import annotations

import resource
import time


def spent() -> float:
    """Seconds of the processors, of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
