"""Every bad picture of the catalogue gets a clear answer, and nothing but dots is kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from app.errors import UserError
from app.models.intake.picture import SIDE, clean_picture
from tests.catalogue import claims
from tests.catalogue.case import Case
from tests.catalogue.judging import Bench, Judged
from tests.catalogue.picture_cases import CASES, SECRET, commented, drawn, photo, plain


def beside(_case: Case, judged: Judged) -> None:
    """No name may turn the sentence that tells of it."""
    assert "\u202e" not in judged.found["message"]


def test_the_catalogue_is_whole() -> None:
    assert [case.id for case in CASES] == [f"I{n:03}" for n in range(1, 18)]


@pytest.mark.promise
def test_bad_pictures(
    tmp_path: Path, bench: Bench, record_property: Callable[[str, object], None]
) -> None:
    record_property("promise", "O7")
    claims.hold_all(CASES, "picture", tmp_path, bench, record_property, beside)


@pytest.mark.parametrize("make", [photo, commented], ids=["JPEG", "PNG"])
def test_nothing_but_the_dots_is_kept(make: Callable[[], bytes]) -> None:
    assert SECRET.encode() in make()
    cleaned = clean_picture(make())
    assert SECRET.encode() not in cleaned
    with Image.open(io.BytesIO(cleaned)) as picture:
        assert not picture.getexif()
        assert picture.size == (320, 200)


def test_a_sound_picture_is_accepted_as_it_is(tmp_path: Path, bench: Bench) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(plain())
    assert bench.judge("picture", path).found["outcome"] == "ACCEPT"


def test_a_large_picture_is_made_smaller_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    made = io.BytesIO()
    drawn().resize((3_000, 1_500)).save(made, "JPEG", exif=exif)
    with Image.open(io.BytesIO(clean_picture(made.getvalue()))) as picture:
        assert picture.size == (SIDE // 2, SIDE)


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(UserError, match="picture_not_one"):
        clean_picture(b"<svg/>")


def test_a_picture_of_very_many_greys_keeps_them_apart() -> None:
    made, greys = io.BytesIO(), Image.new("I;16", (256, 1))
    greys.putdata([n * 257 for n in range(256)])
    greys.save(made, "PNG")
    with Image.open(io.BytesIO(clean_picture(made.getvalue()))) as picture:
        assert picture.convert("L").tobytes() == bytes(range(256))
