"""Folders are found from the source, an installed package and a bundle, and made closed."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

import app.paths
from app.paths import Paths, find_resources


def test_resources_lie_beside_the_source() -> None:
    assert find_resources() == Path(app.paths.__file__).parent.parent / "resources"
    assert find_resources().is_dir()


def test_resources_of_an_installed_package_lie_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "app" / "resources").mkdir(parents=True)
    monkeypatch.setattr(app.paths, "__file__", str(tmp_path / "app" / "paths.py"))
    assert find_resources() == tmp_path / "app" / "resources"


def test_resources_of_a_bundle_are_unpacked_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert find_resources() == tmp_path / "resources"


def test_naming_the_real_folders_makes_none(tmp_path: Path) -> None:
    paths = Paths.real({"ATELIER_HOME": str(tmp_path / "all")})
    assert paths == Paths.under(tmp_path / "all")
    assert list(tmp_path.iterdir()) == []


def test_without_a_wish_the_folders_carry_the_programs_name() -> None:
    paths = Paths.real({})
    assert paths.documents.name == "Atelier"
    assert all("Atelier" in str(folder) for folder in (paths.config, paths.data, paths.logs))


def test_the_programs_folders_are_closed_and_the_documents_are_not(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path / "all")
    assert paths.make() == ()
    assert paths.backups.is_dir()
    if sys.platform != "win32":
        assert stat.S_IMODE(paths.data.stat().st_mode) == 0o700
        assert stat.S_IMODE(paths.documents.stat().st_mode) != 0o700


def test_a_folder_that_cannot_be_made_is_named_and_the_others_are_made(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.cache.write_text("a file in the way")
    assert paths.make() == (paths.cache,)
    assert paths.data.is_dir()


def test_paths_are_a_value(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        Paths.under(tmp_path).data = tmp_path  # type: ignore[misc]  # that it fails is the test
