"""Writes Sources/Publishing/Templates/reference.docx: the styles, fonts and page of Word documents.

    python3 Scripts/reference-docx.py

Pandoc takes styles, page and footer of its documents from this file. It is written from nothing but this script, with fixed
dates, so that the same script gives the same bytes.
"""

import pathlib
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Chinese is set in the first font for East Asia, digits and Latin letters in the other.
FONTS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Microsoft YaHei"/>'


def style(kind, name, title, based="Normal", paragraph="", run="", more="", default=False):
    """A style: sizes of type in half points, distances in twentieths of a point."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    first = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}"{first} w:styleId="{name}"><w:name w:val="{title}"/>{base}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr>{more}</w:style>"
    )


def size(half_points):
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def space(before, after, line=None):
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def color(value):
    return f'<w:color w:val="{value}"/>'


def heading(level, half_points, before):
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return style(
        "paragraph", f"Heading{level}", f"heading {level}",
        paragraph=f"<w:keepNext/><w:keepLines/>{space(before, 80)}{outline}",
        run=f"<w:b/>{color('14507D')}{size(half_points)}",
    )


def rule(side, value=4, ink="1C2430"):
    return f'<w:{side} w:val="single" w:sz="{value}" w:space="0" w:color="{ink}"/>'


TABLE = style(
    "table", "Table", "Table", based="",
    more=(
        '<w:tblPr><w:tblBorders>' + rule("top", 8) + rule("bottom", 8) + rule("insideH", 4, "C9D1DA")
        + '</w:tblBorders><w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>' + rule("bottom")
        + '</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="E6EDF4"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    ),
)

BOX = "".join(rule(side, 12, "9A3412") for side in ("top", "left", "bottom", "right"))

STYLES = (
    HEAD + f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>{FONTS}{size(20)}'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    f"<w:pPrDefault><w:pPr>{space(0, 120)}</w:pPr></w:pPrDefault></w:docDefaults>"
    + style("paragraph", "Normal", "Normal", based="", default=True)
    + style("paragraph", "BodyText", "Body Text", paragraph=space(60, 100))
    + style("paragraph", "FirstParagraph", "First Paragraph", based="BodyText")
    # The cells of tables, which keep a table and the first of its remarks on one page where there is room.
    + style("paragraph", "Compact", "Compact", paragraph=f"<w:keepNext/>{space(10, 10)}", run=size(15))
    # Those of tables that are wider than the page.
    + style("paragraph", "CompactSmall", "Compact Small", based="Compact", run=size(12))
    + style("paragraph", "Title", "Title", paragraph=space(0, 60), run=f"<w:b/>{color('14507D')}{size(40)}")
    + style("paragraph", "Subtitle", "Subtitle", paragraph=space(0, 160), run=f"{color('5B6675')}{size(24)}")
    + style("paragraph", "Date", "Date") + style("paragraph", "Author", "Author")
    + style(
        "paragraph", "Banner", "Banner",
        paragraph=f'<w:pBdr>{BOX}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="FFF4EC"/>{space(80, 200)}',
        run=f"<w:b/>{color('9A3412')}",
    )
    + style("paragraph", "ContentsHeading", "Contents Heading", paragraph=f"<w:keepNext/>{space(200, 80)}",
            run=f"<w:b/>{color('14507D')}{size(28)}")
    + style("paragraph", "Mark", "Mark", paragraph=f"<w:keepNext/>{space(0, 40)}", run=f"<w:b/>{color('9A3412')}{size(16)}")
    + style("paragraph", "Remark", "Remark", paragraph=space(20, 20), run=f"{color('5B6675')}{size(16)}")
    + style("paragraph", "Footer", "footer", run=f"{color('5B6675')}{size(16)}")
    + heading(1, 30, 360) + heading(2, 23, 280) + heading(3, 21, 200)
    + style("character", "DefaultParagraphFont", "Default Paragraph Font", based="", default=True)
    + style("character", "Hyperlink", "Hyperlink", based="DefaultParagraphFont", run=color("14507D"))
    + style("table", "TableNormal", "Normal Table", based="", default=True)
    + TABLE + "</w:styles>"
)

FOOTER = (
    HEAD + f'<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "</w:p></w:ftr>"
)

# A4, landscape, margins of 18 and 15 mm.
DOCUMENT = (
    HEAD + f'<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}"><w:body><w:p/><w:sectPr>'
    '<w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1020" w:right="850" w:bottom="1020" w:left="850" w:header="500" w:footer="500" w:gutter="0"/>'
    "</w:sectPr></w:body></w:document>"
)

NUMBERING = HEAD + f'<w:numbering xmlns:w="{WORD}"/>'
SETTINGS = HEAD + f'<w:settings xmlns:w="{WORD}"/>'
FONT_TABLE = HEAD + f'<w:fonts xmlns:w="{WORD}"/>'

PARTS = [("styles", STYLES), ("footer1", FOOTER), ("numbering", NUMBERING), ("settings", SETTINGS), ("fontTable", FONT_TABLE)]
KINDS = {"footer1": "footer"}


def override(part, kind):
    return f'<Override PartName="/word/{part}.xml" ContentType="{OFFICE}.{kind}+xml"/>'


TYPES = (
    HEAD + f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>' + override("document", "document.main")
    + "".join(override(part, KINDS.get(part, part)) for part, _ in PARTS) + "</Types>"
)


def relations(pairs):
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return HEAD + f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


FILES = [
    ("[Content_Types].xml", TYPES),
    ("_rels/.rels", relations([("officeDocument", "word/document.xml")])),
    ("word/_rels/document.xml.rels", relations([(KINDS.get(part, part), f"{part}.xml") for part, _ in PARTS])),
    ("word/document.xml", DOCUMENT),
] + [(f"word/{part}.xml", text) for part, text in PARTS]

target = pathlib.Path(__file__).parent.parent / "Sources/Publishing/Templates/reference.docx"
with zipfile.ZipFile(target, "w") as archive:
    for name, text in FILES:
        entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, text)
