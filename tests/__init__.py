"""The tests. A build that is broken on purpose (see ``broken``) is broken before all else."""

import os

if os.environ.get("ATELIER_BROKEN"):
    from tests.broken import break_it

    break_it(os.environ["ATELIER_BROKEN"])
