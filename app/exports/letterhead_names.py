"""What the gaps of a letterhead may be called: in English and in the languages of ministries."""

from __future__ import annotations

import re

from app.models.search import fold

GAPS = ("plan title", "country", "period", "date", "status", "language", "lead")
PLACE = "document"
_SPACES = re.compile(r"[\s_\-\u00a0]+")
_ALSO = {  # French, Spanish, Portuguese, Arabic, Russian
    "plan title": (
        "titre du plan", "titre", "título del plan", "título", "título do plano",
        "عنوان الخطة", "название плана",
    ),
    "country": ("pays", "país", "البلد", "الدولة", "страна"),
    "period": ("période", "período", "الفترة", "период"),
    "date": ("fecha", "data", "التاريخ", "дата"),
    "status": ("statut", "état", "estado", "situação", "الحالة", "статус"),
    "language": ("langue", "idioma", "lengua", "língua", "اللغة", "язык"),
    "lead": (
        "responsable", "chef de file", "responsável", "الجهة المسؤولة", "المسؤول", "ответственный",
    ),
    PLACE: ("texte", "documento", "texto", "الوثيقة", "المستند", "النص", "документ", "текст"),
}  # fmt: skip
_NAMED = {fold(said): name for name, others in _ALSO.items() for said in others}


def plain_name(name: str) -> str:
    """A gap's own name however it is spelt: "Plan_Title" and "Titre du plan" are "plan title"."""
    said = _SPACES.sub(" ", name).strip().casefold()
    return _NAMED.get(fold(said), said)
