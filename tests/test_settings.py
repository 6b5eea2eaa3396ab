"""Settings come back as they were set, and a bad file never keeps anyone from working."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest
from msgspec.structs import fields, replace

from app.errors import UserError
from app.settings import LARGEST, SOUND, Settings, read_settings, write_settings

EVERYTHING = Settings(
    language="fr",
    theme="dark",
    text_scale=150,
    writing_face="sans",
    digits="eastern",
    reduce_motion=True,
    recent_off=False,
    recent_files=("/home/ana/Démarche à Bamako.atelier", r"\\server\plans\plan.atelier"),
    last_folder="/home/ana/خطة",
    window="AdnQywADAAAAAAAA",
    author="Ana Ñandú",
    import_memory={"title,lead": '{"title": "commitment.title"}'},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the settings of this test lie; not there yet."""
    return tmp_path / "config" / "settings.json"


def put(file: Path, raw: bytes) -> Path:
    """A settings file with these bytes."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(raw)
    return file


def test_everything_that_was_set_comes_back(file: Path) -> None:
    write_settings(EVERYTHING, file)
    assert read_settings(file).settings == EVERYTHING


def test_only_what_differs_is_written(file: Path) -> None:
    write_settings(replace(Settings(), theme="dark"), file)
    assert json.loads(file.read_bytes()) == {"theme": "dark"}
    write_settings(Settings(), file)
    assert json.loads(file.read_bytes()) == {}


def test_a_path_that_is_no_utf8_comes_back(file: Path) -> None:
    odd = os.fsdecode(b"/home/ana/caf\xe9.atelier")
    write_settings(Settings(recent_files=(odd,)), file)
    assert read_settings(file).settings.recent_files == (odd,)


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are POSIX")
def test_other_people_of_the_machine_cannot_read_it(file: Path) -> None:
    write_settings(EVERYTHING, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_a_file_the_defaults_are_used_and_nothing_is_made(file: Path) -> None:
    found = read_settings(file)
    assert found.settings == Settings()
    assert found.kept_aside is None
    assert not file.parent.exists()


def test_an_empty_file_means_defaults(file: Path) -> None:
    found = read_settings(put(file, b""))
    assert found.settings == Settings()
    assert found.kept_aside is None


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\xff\x13 noise",
        b'{"theme": "dark"',
        b'["theme", "dark"]',
        b"12",
        b'{"a":' * 3000 + b"1" + b"}" * 3000,
        b"[" * 60_000,
        b'{"theme": "dark", "author": "' + b"x" * LARGEST + b'"}',
    ],
    ids=["noise", "cut", "list", "number", "nested", "deep", "large"],
)
def test_a_file_that_is_none_is_kept_aside_and_defaults_are_used(file: Path, raw: bytes) -> None:
    found = read_settings(put(file, raw))
    if found.kept_aside is None:  # a JSON reader that can go that deep has read an unknown field
        assert raw.startswith(b'{"a":')
    else:
        assert found.kept_aside == file.with_name("settings.json.bad")
        assert found.kept_aside.read_bytes() == raw
        assert not file.exists()
    assert found.settings == Settings()


def test_a_file_of_thirty_megabytes_is_not_read_whole(file: Path) -> None:
    put(file, b"{}")
    with file.open("r+b") as large:
        large.truncate(30_000_000)
    assert read_settings(file).settings == Settings()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("theme", '"pink"'),
        ("theme", "[]"),
        ("text_scale", "NaN"),
        ("text_scale", "1e999"),
        ("text_scale", "true"),
        ("text_scale", "7"),
        ("text_scale", '"150"'),
        ("text_scale", "9" * 4000),
        ("reduce_motion", "1"),
        ("recent_files", '"/home"'),
        ("recent_files", "[1, 2]"),
        ("recent_files", json.dumps(["x"] * 11)),
        ("import_memory", '{"shape": {"a": "b"}}'),
        ("window", "null"),
        ("author", json.dumps("x" * 301)),
    ],
)
def test_a_senseless_field_gets_its_default_and_the_others_stay(
    file: Path, name: str, said: str
) -> None:
    put(file, f'{{"language": "es", "{name}": {said}}}'.encode())
    settings = read_settings(file).settings
    assert getattr(settings, name) == getattr(Settings(), name)
    assert settings == Settings(language="es")


def test_unknown_and_repeated_keys_do_no_harm(file: Path) -> None:
    put(file, b'{"theme": "light", "theme": "dark", "__class__": "os.system", "new": [1]}')
    assert read_settings(file).settings == Settings(theme="dark")


def test_recent_plans_are_the_last_ten_latest_first() -> None:
    settings = Settings()
    for number in range(12):
        settings = settings.with_recent(f"/plan {number}")
    settings = settings.with_recent("/plan 5")
    assert settings.recent_files[:3] == ("/plan 5", "/plan 11", "/plan 10")
    assert len(settings.recent_files) == 10
    assert "/plan 5" not in settings.without_recent("/plan 5").recent_files


def test_recent_plans_can_be_switched_off() -> None:
    assert Settings(recent_off=True).with_recent("/plan").recent_files == ()


def test_a_full_memory_forgets_the_oldest_tables_and_stays_readable(file: Path) -> None:
    settings = EVERYTHING
    for number in range(60):
        settings = settings.remembering(f"shape {number}", "é" * 4000)
    assert "shape 9" not in settings.import_memory
    write_settings(settings, file)
    assert file.stat().st_size <= LARGEST
    back = read_settings(file).settings
    assert "shape 59" in back.import_memory
    assert replace(back, import_memory={}) == replace(EVERYTHING, import_memory={})


def test_a_shape_learnt_again_is_the_newest() -> None:
    settings = Settings().remembering("a", "1").remembering("b", "2").remembering("a", "3")
    assert list(settings.import_memory.items()) == [("b", "2"), ("a", "3")]


def test_settings_that_cannot_be_written_are_the_worlds_fault(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    with pytest.raises(UserError) as told:
        write_settings(EVERYTHING, tmp_path / "config" / "settings.json")
    assert told.value.code == "settings_not_saved"


def test_a_failed_write_leaves_the_old_settings_and_no_scraps(file: Path) -> None:
    write_settings(EVERYTHING, file)
    before = file.read_bytes()
    file.rename(file.with_suffix(".kept"))
    file.mkdir()  # os.replace refuses to put a file over a folder
    with pytest.raises(UserError):
        write_settings(Settings(), file)
    assert sorted(path.name for path in file.parent.iterdir()) == ["settings.json", "settings.kept"]
    assert file.with_suffix(".kept").read_bytes() == before


def test_a_settings_folder_in_the_way_means_defaults(file: Path) -> None:
    file.mkdir(parents=True)
    assert read_settings(file).settings == Settings()


def test_every_setting_says_what_is_sound_and_its_default_is() -> None:
    for one in fields(Settings):
        default = getattr(Settings(), one.name)
        assert SOUND[one.name](list(default) if isinstance(default, tuple) else default)
