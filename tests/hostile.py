"""Texts that break programs: one hundred and sixty of them, made for every door text goes through.

They are what people type, paste and import: scripts, marks, signs without a look, markup, formulas,
field codes, paths, statements, words that mean something to a machine, and what no text should be.
"""

from __future__ import annotations

SCRIPTS = (
    "Ana María Ñandú", "Zażółć gęślą jaźń", "Łódź — Kraków", "Žluťoučký kůň", "Ðorđe Ćosić",
    "Ọlájùmọ̀kẹ́ Ṣẹ̀gun", "Ƙungiyar Ɗalibai ta Ɓauchi", "Đặng Thị Nguyệt", "Ἀθηνᾶ Παρθένος",
    "Українська мова", "Қазақстан Республикасы", "ქართული ენა", "Հայաստանի Հանրապետություն",
    "العربيّة الفُصحى", "مكتب حقوق الأرض ٢٠٢٦", "فارسی و نیم‌فاصله", "اردو زبان",
    "עברית בלי ניקוד", "हिन्दी में क्ष त्र ज्ञ", "বাংলা ভাষা", "தமிழ் மொழி", "తెలుగు", "ಕನ್ನಡ",
    "ไทยไม่มีช่องว่าง", "ລາວ", "ខ្មែរ", "မြန်မာ", "አማርኛ ቋንቋ", "ትግርኛ", "中文简体", "中文繁體",
    "日本語とカタカナ", "한국어 문장", "Монгол хэл", "བོད་སྐད་", "ދިވެހި", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "ᏣᎳᎩ",
)  # fmt: skip
MARKS = (
    "e\u0301 and é", "A\u030a Å \u212b", "ﬁ ligature ﬀ", "Ｆｕｌｌ　ｗｉｄｔｈ", "ı İ i I ß ẞ ſ",
    "Z\u0351\u036b\u0343a\u0320\u0356l\u033ag\u0353o\u0321", "no\u00a0break\u202fspace",
    "zero\u200bwidth\u200cjoin\u200dmark\u2060er", "soft\u00adhyphen", "\ufeffmark first",
    "line\u2028separator", "paragraph\u2029separator", "quote “ ” ‘ ’ « » ‹ ›", "dash – — ‐ ‑ −",
    "ellipsis … bullet • section §", "½ ⅔ ³ ₂ № ℃ €", "variation ☃\ufe0e ☃\ufe0f", "tag\U000e0041",
)  # fmt: skip
EMOJI = (
    "👩🏽‍🌾 farmer", "👨‍👩‍👧‍👦 family", "🏳️‍🌈 flag", "🇬🇭🇰🇪 flags", "1️⃣ key", "🙂",
    "𝕄athematical 𝒷old", "𐍈𐌰𐌽 gothic", "🫱🏿‍🫲🏻 hands", "👁️‍🗨️",
)  # fmt: skip
DIRECTIONS = (
    "\u202egnp.exe", "a\u202bb\u202cc", "\u2067مرحبا\u2069 x", "\u200fx\u200e", "ثمن 12 (USD) و 3%",
    "Report مفتوح v2.0", "\u2066\u2066\u2066open", "\u061cعربي",
)  # fmt: skip
CONTROLS = (
    "nul\x00in the middle", "\x00", "bell\x07", "escape\x1b[31mred\x1b[0m", "back\x08space",
    "delete\x7f", "c1\x85next line", "\x9bcsi", "tab\tinside", "carriage\rreturn", "both\r\nends",
    "feed\x0cvertical\x0b", "\ud800 high alone", "low alone \udc00", "\ufffe not", "\uffff either",
    "\ufffd replaced", "\x1a end",
)  # fmt: skip
MARKUP = (
    "Ana <ana@example.org>", "<b>bold</b> & <i>italic</i>", "<script>alert(1)</script>",
    '<img src="//host.invalid/share/x.png">', "<img src='file:///hostile/trap.png'/>",
    "<br/>", "&amp; &lt; &#65; &nbsp;", "]]><!-- -->", "<?xml version='1.0'?>", "<!DOCTYPE a [",
    "<para><font color='red'>x</font></para>", "<svg onload=alert(1)>", "<qt>rich</qt>",
    '<a href="http://host.invalid/">link</a>', "a < b > c", "1 < 2 && 3 > 2", "</w:t></w:r>",
    "<w:fldSimple w:instr='DATE'/>", "**bold** _it_ `code`", "[text](http://host.invalid)",
    "{{ x }} {% y %} ${z} #{w}", "\\textbf{x} $x^2$", "url(//host.invalid/x)",
)  # fmt: skip
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://host.invalid","look")', "+1+1", "-1-1",
    "@SUM(1+1)", "＝1+1", "'=1+1", "=WEBSERVICE(\"http://host.invalid\")", "+233 20 123", "-5 %",
    "{ DDEAUTO c:\\\\cmd.exe }", "{ INCLUDETEXT //host.invalid/x }", "1e5", "0123", "1/2", "TRUE",
)  # fmt: skip
MACHINES = (
    "Null", "None", "nan", "undefined", "true", "inf", "%s %d %n", "{0} {name} {", "}", "%(x)s",
    "'; DROP TABLE plan; --", "1' OR '1'='1", '" OR ""="', "Robert'); DELETE FROM person;--",
    "../../../../etc/passwd", "C:\\hostile\\trap.png", "\\\\host.invalid\\share\\x.png",
    "//host.invalid/share/x.png", "file:///hostile/trap.png", "/hostile/trap.png", "~/trap",
    "CON", "nul.txt", "a/b\\c:d*e?f\"g<h>i|j", "&Open && close", "_underlined", "-rf", "--help",
    "$(touch /hostile/run)", "`touch /hostile/run`", "; ls", "javascript:alert(1)",
    "mailto:a@host.invalid", ".", "…", "0", "-1", "1.000,50", "2026-02-31",
)  # fmt: skip
LONG = (
    "w" * 200, "ل" * 20, "漢" * 120, "x" * 60 + " " + "y" * 60, "a-" * 90, "👩🏽‍🌾" * 20,
    "e" + "\u0301" * 30, " two  spaces  kept ", "many\n\n\nlines\n", "\n", " ", "\t",
)  # fmt: skip

HOSTILE = (
    *SCRIPTS, *MARKS, *EMOJI, *DIRECTIONS, *CONTROLS, *MARKUP, *FORMULAS, *MACHINES, *LONG,
)  # fmt: skip
LEAST = 139
