"""Outlines that show each block at its best and at its worst."""

from __future__ import annotations

from app.exports.outline import (
    Bar,
    Block,
    Bullets,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Marked,
    Outline,
    PageBreak,
    Paragraph,
    Run,
    Table,
    runs,
)

PROBLEM = (
    "A first land title takes fourteen months and two journeys to the capital. Women, who farm "
    "most of the plots in the eastern districts, hold fewer than one title in ten. Nobody "
    "publishes how long a request waits or why it is refused."
)
WORDS = {"page_of": "Page {page} of {pages}"}


def commitment(number: int, theme: str = "") -> tuple[Block, ...]:
    """One commitment as the plan prints it."""
    rows = (
        ("The fee table and the waiting time of every office are published.", "Land Registry"),
        ("Counters open in the first four districts, with the form in four languages.", "Registry"),
        ("Mobile registration days are held with women’s groups.", "Ministry of Gender; farmers"),
    )
    return (
        Heading("Land titles within reach", 1, f"Commitment {number}", theme, anchor=f"c{number}"),
        Facts(
            (
                ("Lead", "Land Registry Authority"),
                ("With", "Ministry of Gender; Ombudsman; women farmers’ federation"),
                ("From – to", "March 2027 – August 2028"),
            )
        ),
        Heading("What problem does the commitment address?", 3),
        Paragraph(runs(PROBLEM)),
        Heading("What is proposed?", 3),
        Paragraph(
            runs(
                "The Land Registry will open a counter in each of the twelve districts and ",
                Run("publish, every month", bold=True),
                " from July 2027, the waiting time and ",
                Run("the reason", italic=True),
                " for every refusal; see ",
                Run("the open data page", link="https://example.org/données?q=a b&c=%"),
                " and ",
                Run("commitment 1", link="#c1"),
                ".",
            )
        ),
        Heading("What will have changed?", 3),
        Paragraph(runs("Not yet written."), "empty"),
        Heading("How does it advance open government?", 3),
        Marked("access", "Access to information", runs("Waiting times are published monthly.")),
        Marked("account", "Public accountability", runs(PROBLEM)),
        Marked("civic", "Civic participation", runs("Women’s groups chair the hearings.")),
        Marked("tech", "Technologie et innovation pour la transparence", runs("A long name.")),
        Heading("Milestones", 3),
        Table(
            ("", "What will be done, and can be seen", "Responsible", "Start", "End"),
            tuple(
                (
                    runs(f"{number}.{place}"),
                    runs(what),
                    runs(who),
                    runs("Mar 2027"),
                    runs("Aug 2028"),
                )
                for place, (what, who) in enumerate(rows, 1)
            ),
            (5.5, 49.5, 25, 10.5, 9.5),
        ),
        Paragraph(runs("Ambition as rated in the workshop: modest (17 of 30)."), "note"),
    )


def rich() -> Outline:
    """Every block, long titles, empty fields, a table over several pages."""
    hundred = tuple(
        (runs(str(n)), runs(f"Idea {n}: publish what {n % 7} offices spend"), runs(str(n * 37)))
        for n in range(1, 101)
    )
    blocks: tuple[Block, ...] = (
        Cover(
            "Open Government Action Plan of the Republic of Many Districts and Islands 2026–2028",
            "The fifth plan, made by government and civil society together",
            (
                ("Country", "Republic of Many Districts"),
                ("Period", "September 2026 – August 2028"),
                ("Languages", "English, French, Arabic"),
                ("Contact", "The Office of the Prime Minister,\nOpen Government Unit"),
            ),
            "Draft for comment, 22 November 2026",
        ),
        Contents("Contents", 2),
        Heading("Introduction", 1, anchor="intro"),
        Paragraph(runs("Land, water and money are what people spoke of most."), "lead"),
        Heading("How this plan was made", 2),
        Paragraph(runs(PROBLEM + " " + PROBLEM)),
        Paragraph(runs("We waited three years\nand nobody told us why."), "quote"),
        Bullets((runs("Twelve districts"), runs("Four languages"), runs(PROBLEM))),
        Bullets((runs("First this"), runs("then that")), ordered=True),
        Heading("A long heading of the second level that says in full what people asked", 2),
        Paragraph(runs("Text."), "body"),
        Bullets((runs("One again"), runs("two again")), ordered=True),
        Heading("Values", 4),
        Marked("inclusion", "Inclusion", runs("Who is heard.")),
        Marked("level-1", "Unclear", runs("No change can be seen.")),
        Marked("level-2", "Modest", runs("A step.")),
        Marked("level-3", "Substantial", runs("A new practice.")),
        Heading("Votes", 2),
        Figure(
            (
                Bar("Unclear", 3, "level-1"),
                Bar("Modest", 17, "level-2"),
                Bar("Substantial", 10, "level-3"),
                Bar("Not rated", 0),
                Bar("All in the room", 30),
            ),
            "Most rated it modest.",
            "Ambition as rated",
        ),
        *commitment(1, "Land and water"),
        *commitment(2, "Land and water"),
        *commitment(3, "Money"),
        PageBreak(),
        Paragraph(runs("After a break."), "label"),
        Heading("A commitment with a title so long that it needs three lines of the page, because "
                "the ministry insisted on naming each of the institutions", 1, "Commitment 4"),
        Paragraph(runs("Text of it.")),
        Heading("All ideas", 1),
        Table(("No", "Idea", "Votes"), hundred, (1, 7, 2), "Every idea of the workshop", (2,)),
    )  # fmt: skip
    return Outline(
        "Open Government Action Plan 2026–2028",
        "en",
        blocks,
        running="Open Government Action Plan 2026–2028",
        footer="Forum of government and civil society, draft for comment",
        author="Forum",
        subject="Commitments",
        keywords="open government; land",
        words=WORDS,
    )


def arabic() -> Outline:
    """A right-to-left document on Letter paper."""
    text = "يستغرق الحصول على أول سند ملكية أربعة عشر شهراً ورحلتين إلى العاصمة (OGP 2026)."
    blocks: tuple[Block, ...] = (
        Cover("خطة العمل للحكومة المنفتحة", "الخطة الخامسة", (("البلد", "الجمهورية"),), "مسودة"),
        Contents("المحتويات"),
        Heading("سندات الملكية في متناول الجميع", 1, "الالتزام 7", "الأرض والماء"),
        Facts((("الجهة", "هيئة السجل"), ("مع", "وزارة"), ("من – إلى", "2027 – 2028"))),
        Heading("ما المشكلة؟", 3),
        Paragraph(runs(text, Run(" ومهم", italic=True), Run(" in English", language="en"))),
        Paragraph(runs("انتظرنا ثلاث سنوات"), "quote"),
        Bullets((runs("أولاً"), runs("ثانياً"))),
        Bullets((runs("أولاً"), runs("ثانياً")), ordered=True),
        Marked("access", "الوصول إلى المعلومات", runs(text)),
        Heading("المعالم", 2),
        Table(
            ("", "ما سيتم", "المسؤول", "العدد"),
            tuple((runs(f"7.{n}"), runs(text), runs("هيئة السجل"), runs(str(n))) for n in (1, 2)),
            (1, 5, 3, 2),
            "المعالم كلها",
            (3,),
        ),
        Figure((Bar("متواضع", 17, "level-2"), Bar("جوهري", 10, "level-3")), "الأغلب", "الطموح"),
    )
    return Outline(
        "خطة العمل",
        "ar",
        blocks,
        running="خطة العمل للحكومة المنفتحة",
        footer="مسودة للتعليق",
        right_to_left=True,
        paper="Letter",
        words={"page_of": "صفحة {page} من {pages}"},
    )
