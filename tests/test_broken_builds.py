"""The tests notice when a safeguard is taken away: twelve broken builds, twelve red runs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.broken import BUILDS, PATIENCE, try_build


def test_every_broken_build_is_caught() -> None:
    assert len(BUILDS) == 12
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(BUILDS, pool.map(try_build, BUILDS), strict=True))
    away = {name: one.said for name, one in found.items() if not one.all_red}
    assert not away, "\n".join(away.values())
    assert max(one.seconds for one in found.values()) < PATIENCE
