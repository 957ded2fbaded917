"""Writes the files of this folder: one small survey in four kinds of files, and files that show one thing each.

pip install openpyxl==3.1.5 pandas pyreadstat==1.3.1; python3 generate.py
"""
import csv
import datetime
import zipfile

import openpyxl
import pandas as pd
import pyreadstat

# Numbers have at most sixteen digits, which is what openpyxl writes, and text no blanks at its end, which SPSS fills up with.
HEADER = ("firm_id,year,region,hs_chapter,frame_exports,exports,ownership,business_type,stratum,population,weight,affected,"
          "direct_loss,added_cost,cause_return").split(",")
ROWS = """F01,2019,guangdong,01,40,41,private,manufacturing,a,8,2,1,3.25,1,1
F02,2019,guangdong,02,60,61,private,trading,a,8,2,0,0,0,0
F03,2019,shanghai,03,80,79,foreign,other,a,8,2,1,5.1,0,1
F04,2019,shanghai,04,90,95,state_owned,trading,a,8,2,0,0,0,0
F05,2019,guangdong,84,400,410,private,manufacturing,b,20,5,1,10.33333333333333,2,0
F06,2019,guangdong,85,600,590,hk_mo_tw,manufacturing,b,20,5,0,0,0,0
F07,2019,jiangsu,86,700,705,foreign,trading,b,20,5,1,20.30000000000001,4,1
F08,2019,jiangsu,87,800,790,private,other,b,20,5,0,0,0,0
F09,2019,guangdong,50,5000,5100,private,manufacturing,c,4,1,1,100,20.1234567,1
F10,2019,zhejiang,61,6000,6200,private,manufacturing,c,4,1,1,0,30,0
F11,2019,zhejiang,62,7000,6900,state_owned,trading,c,4,1,0,0,0,0
F12,2019,fujian,63,8000,8100,private,manufacturing,c,4,1,1,200.00001,0,1""".split("\n")
NOTES = ["", "plain", 'a, "b"', "第一行\n第二行", " 空格", "é", "-", "0", "x;y", "退运", "", "end"]
EXTRA = [0.1, 1 / 3, 1e-7, -2.5, None, 123456789.125, 1e15, 2**53 + 2.0, 5e-324, 8e307, 0.0, 99.99]
TEXT = {"firm_id", "region", "hs_chapter", "ownership", "business_type", "stratum"}


def typed(name, text):
    return text if name in TEXT else float(text) if "." in text else int(text)


header = HEADER + ["note", "extra", "answered_on"]
rows = []
for place, line in enumerate(ROWS):
    values = [typed(name, text) for name, text in zip(HEADER, line.split(","))]
    rows.append(values + [NOTES[place], EXTRA[place], datetime.date(2020, 2, 27 + place if place < 3 else place)])


def text(value):
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


with open("survey.csv", "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([[text(value) for value in row] for row in rows])

workbook = openpyxl.Workbook()
workbook.properties.created = workbook.properties.modified = datetime.datetime(2020, 1, 1)
workbook.active.title = "样本"
for row in [header] + rows:
    workbook.active.append(row)
notes = workbook.create_sheet("说明")
notes.append(["key", "value"])
notes.append(["made", 1])
workbook.save("survey.xlsx")

frame = pd.DataFrame(rows, columns=header)
pyreadstat.write_sav(frame, "survey.sav", variable_format={"answered_on": "DATE11"})
pyreadstat.write_dta(frame, "survey.dta")

# Codes with labels, values that are declared missing.
coded = pd.DataFrame({"firm": ["A", "B", "C", "D"], "ownership": [1.0, 2.0, 4.0, -9.0], "loss": [1.5, -8.0, 2.5, None]})
labels = {"ownership": {1: "国有企业", 2: "民营企业", 4: "外资企业"}}
described = ["企业编号", "所有制性质", "直接损失（万元）"]
pyreadstat.write_sav(coded, "coded.sav", column_labels=described, variable_value_labels=labels,
                     missing_ranges={"ownership": [-9], "loss": [{"lo": -9, "hi": -7}]})
coded.loc[3, "ownership"] = None
coded.loc[1, "loss"] = None
pyreadstat.write_dta(coded, "coded.dta", column_labels=described, variable_value_labels=labels)

# Sheets as other programs write them, each with one thing that is unusual.
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="B1" t="inlineStr"><is><t>y</t></is></c></row>'
SHEETS = {
    "inline": HEAD + '<row r="2"><c r="A2" t="inlineStr"><is><r><t>rich </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>no</t>'
    '</rPh></is></c><c r="B2"><v>0.10000000000000001</v></c></row>',
    "without places": '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c><v>1.0E3</v></c><c t="b"><v>1</v></c></row>',
    "escaped": HEAD + '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="str"><f>A1</f><v>2</v></c></row>',
    "offset": '<row r="3"><c r="B3" t="s"><v>0</v></c></row>',
    "moved down": "".join(f'<row r="{r}"><c r="A{r}"><v>{v}</v></c></row>' for r, v in [(3, 7), (4, 8), (5, 9)])
    + '<row r="6"><c r="A6" s="1"/></row>',
    "dates": HEAD + '<row r="2"><c r="A2" s="1"><v>43830</v></c><c r="B2" s="2"><v>43830.25</v></c></row>'
    '<row r="3"><c r="A3" s="3"><v>0.5</v></c><c r="B3" s="4"><v>0.38</v></c></row>',
    "formula": HEAD + '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><v>1</v></c></row>',
    "merged": HEAD + '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="B3"><v>1</v></c></row>',
    "gap": HEAD + '<row r="2"><c r="A2"><v>1</v></c></row><row r="4"><c r="A4"><v>2</v></c></row>',
    "wide": HEAD + '<row r="2"><c r="A2"><v>1</v></c><c r="D2"><v>4</v></c></row>',
    "error": HEAD + '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c></row>',
    "disorder": HEAD + '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>',
    "empty": "",
}
MERGED = {"merged": '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'}
STYLES = (f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot; h:mm"/>'
          '<numFmt numFmtId="165" formatCode="[Red]0.0&quot;days&quot;"/></numFmts><cellXfs count="5"><xf numFmtId="0"/>'
          '<xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/></cellXfs></styleSheet>')
STRINGS = f'<sst xmlns="{MAIN}"><si><t>x</t></si><si><t>y</t></si><si><t xml:space="preserve"> a_x0041_b_x000A_c_xZZ_ </t></si></sst>'


def relations(entries):
    body = "".join(f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in entries)
    return f'<Relationships xmlns="{PACKAGE}">{body}</Relationships>'


with zipfile.ZipFile("made.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
    def add(name, content):
        archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)

    add("_rels/.rels", relations([("r1", "officeDocument", "/xl/workbook.xml")]))
    sheets = "".join(f'<x:sheet name="{name}" sheetId="{n}" r:id="s{n}"/>' for n, name in enumerate(SHEETS, 1))
    add("xl/workbook.xml", f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{OFFICE}"><x:sheets>{sheets}</x:sheets></x:workbook>')
    add("xl/_rels/workbook.xml.rels", relations(
        [(f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(SHEETS) + 1)]
        + [("t", "styles", "styles.xml"), ("u", "sharedStrings", "./../xl/sharedStrings.xml")]))
    add("xl/styles.xml", STYLES)
    add("xl/sharedStrings.xml", STRINGS)
    for n, (name, data) in enumerate(SHEETS.items(), 1):
        add(f"xl/worksheets/sheet{n}.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{MERGED.get(name, "")}</worksheet>')
