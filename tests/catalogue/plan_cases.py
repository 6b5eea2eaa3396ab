"""The 101 bad plans of the catalogue, made by code of a sound plan the program itself made."""

from __future__ import annotations

from tests.catalogue import plan_bytes, plan_places, plan_shapes, plan_texts

CASES = (
    *plan_bytes.CASES,
    *plan_shapes.CASES,
    *plan_texts.CASES,
    *plan_places.CASES,
    *plan_bytes.RANDOM,
)
