"""Outlines in two languages side by side, with changes, at their best and at their worst."""

from __future__ import annotations

from msgspec.structs import replace

from app.exports.outline import (
    Bar,
    Beside,
    Block,
    Bullets,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Marked,
    Outline,
    Paragraph,
    Run,
    Runs,
    Table,
    runs,
)
from tests.exports.specimen import PROBLEM, WORDS

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "label": "Commitment 7",
        "title": "Land titles within reach",
        "lead": "Lead",
        "who": "Land Registry Authority",
        "with": "With",
        "whom": "Ministry of Gender; Ombudsman",
        "ask": "What problem does the commitment address?",
        "problem": PROBLEM,
        "quote": "We waited three years and nobody told us why.",
        "points": "Twelve districts|Four languages, also by a group of neighbours together",
        "value": "Access to information",
        "why": "Waiting times and refusals are published monthly, by district.",
        "milestones": "Milestones",
        "heads": "|What will be done, and can be seen|Responsible|Start|End",
        "row": "7.1|The fee table and the waiting time are published.|Land Registry|2027|2028",
    },
    "fr": {
        "label": "Engagement 7",
        "title": "Des titres fonciers à portée de main",
        "lead": "Pilote",
        "who": "Autorité du registre foncier",
        "with": "Avec",
        "whom": "Ministère du Genre ; Médiateur de la République",
        "ask": "À quel problème l’engagement répond-il ?",
        "problem": (
            "Un premier titre foncier demande quatorze mois et deux voyages à la capitale. Les "
            "femmes, qui cultivent la plupart des parcelles des districts de l’Est, détiennent "
            "moins d’un titre sur dix. Personne ne publie la durée de l’attente ni les refus."
        ),
        "quote": "Nous avons attendu trois ans et personne ne nous a dit pourquoi.",
        "points": "Douze districts|Quatre langues, y compris pour un groupe de voisins",
        "value": "Accès à l’information",
        "why": "Les délais et les refus sont publiés chaque mois, par district.",
        "milestones": "Jalons",
        "heads": "|Ce qui sera fait et visible|Responsable|Début|Fin",
        "row": "7.1|Le barème et les délais sont publiés.|Registre foncier|2027|2028",
    },
    "ar": {
        "label": "الالتزام 7",
        "title": "سندات الملكية في متناول الجميع",
        "lead": "الجهة المسؤولة",
        "who": "هيئة السجل العقاري",
        "with": "مع",
        "whom": "وزارة شؤون المرأة؛ ديوان المظالم",
        "ask": "ما المشكلة التي يعالجها الالتزام؟",
        "problem": (
            "يستغرق الحصول على أول سند ملكية أربعة عشر شهراً ورحلتين إلى العاصمة. ولا تملك النساء، "
            "وهن يزرعن معظم الأراضي في المناطق الشرقية (OGP 2026)، سوى سند واحد من كل عشرة. "
            "ولا أحد ينشر مدة انتظار الطلب أو سبب رفضه."
        ),
        "quote": "انتظرنا ثلاث سنوات ولم يخبرنا أحد عن السبب.",
        "points": "اثنتا عشرة منطقة|أربع لغات، ولمجموعة من الجيران معاً أيضاً",
        "value": "الوصول إلى المعلومات",
        "why": "تُنشر مدد الانتظار وحالات الرفض شهرياً بحسب المنطقة.",
        "milestones": "المعالم",
        "heads": "|ما سيتم ويمكن رؤيته|المسؤول|البداية|النهاية",
        "row": "7.1|نشر جدول الرسوم ومدة الانتظار.|السجل العقاري|2027|2028",
    },
}


def title(language: str) -> tuple[Block, ...]:
    """The heading and the facts of a commitment."""
    say = TEXTS[language]
    return (
        Heading(say["title"], 1, say["label"], "", anchor="c7"),
        Facts(((say["lead"], say["who"]), (say["with"], say["whom"]), ("2027 – 2028", "24"))),
    )


def body(language: str, long: int = 1) -> tuple[Block, ...]:
    """Every kind of block that can stand at a side; ``long`` repeats the prose."""
    say = TEXTS[language]
    row = tuple(runs(cell) for cell in say["row"].split("|"))
    points = tuple(runs(point) for point in say["points"].split("|"))
    return (
        Heading(say["ask"], 2),
        *(Paragraph(runs(say["problem"])) for _ in range(long)),
        Paragraph(runs(say["quote"]), "quote"),
        Bullets(points),
        Bullets(points, ordered=True),
        Marked("access", say["value"], runs(say["why"])),
        Marked("account", say["value"], runs(say["why"])),
        Heading(say["milestones"], 2),
        Table(tuple(say["heads"].split("|")), (row, row), (5, 50, 25, 10, 10)),
        Table((say["value"], say["lead"]), ((runs(say["why"]), runs("12")),), (3, 1), "", (1,)),
        Figure((Bar(say["value"], 7, "access"), Bar(say["lead"], 3)), say["why"], say["value"]),
    )


def sides(first: str, second: str, long: int = 1) -> Outline:
    """A short plan in two languages."""
    say = TEXTS[first]
    blocks: tuple[Block, ...] = (
        Cover(say["title"], TEXTS[second]["title"], ((say["lead"], say["who"]),), say["value"]),
        Contents(say["milestones"], 2),
        Beside(title(first), title(second), (first, second)),
        Beside(body(first, long), body(second, long), (first, second)),
        Beside(
            (Heading(say["ask"], 2), Paragraph(runs(say["problem"]))),
            (Heading(TEXTS[second]["ask"], 2), Paragraph(runs(TEXTS[second]["problem"]))),
            (first, second),
        ),
        Paragraph(runs(say["problem"])),
    )
    return Outline(
        say["title"], first, blocks, running=say["title"], footer=say["value"],
        right_to_left=first == "ar", words=WORDS,
    )  # fmt: skip


def changed() -> Outline:
    """A commitment with what came and what went."""
    parts: Runs = (
        Run("The Land Registry will open a counter in "),
        Run("four", change="removed"),
        Run(" "),
        Run("each of the twelve", change="added"),
        Run(" districts and publish, "),
        Run("every month from July 2027 and for as long as the plan lasts and, where the law "
            "allows it, also after its end,", bold=True, change="added"),
        Run(" the waiting time, "),
        Run("see there", link="https://example.org/", change="added"),
        Run("."),
    )  # fmt: skip
    gone: Runs = (Run("سند ملكية أول", language="ar", change="removed"),)
    return Outline(
        "Changes", "en",
        (Heading("What changed", 1), Paragraph(parts), Bullets((parts, gone)),
         Table(("", "What"), ((runs("1"), parts),), (1, 9))),
        words=WORDS,
    )  # fmt: skip


def dressed(outline: Outline, *, large: bool = False) -> Outline:
    """The same with a watermark and line numbers, in large print if wished."""
    word = "مسودة" if outline.right_to_left else "DRAFT"
    return replace(outline, watermark=word, line_numbers=True, large_print=large)
