"""A word behind the page, as Word itself makes it: WordArt in the page head."""

from __future__ import annotations

from app.exports.docx_text import attribute
from app.exports.style import FAINT, Page

_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
_KIND = (
    f'<v:shapetype {_SPACES} id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
    'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" '
    'xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)
_LETTER = 0.62
_TALLEST = 150.0
_SHARE = 0.86


def watermark(text: str, place: int, page: Page) -> str:
    """A run with ``text`` across the page, light, behind everything; nothing without text."""
    text = " ".join(text.split())
    if not text:
        return ""
    width = min(page.measure * _SHARE, len(text) * _TALLEST * _LETTER)
    height = width / (len(text) * _LETTER)
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width:.1f}pt;height:{height:.1f}pt;"
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        "mso-position-vertical-relative:margin"
    )
    return (
        f"<w:r><w:pict>{_KIND}"
        f'<v:shape {_SPACES} id="PowerPlusWaterMarkObject{place}" o:spid="_x0000_s{2049 + place}" '
        f'type="#_x0000_t136" alt="" style="{style}" o:allowincell="f" fillcolor="{FAINT}" '
        'stroked="f"><v:textpath style="font-family:&quot;Noto Sans&quot;;font-weight:bold;'
        f'font-size:1pt" string="{attribute(text)}"/>'
        '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
    )
