"""Draws Vega-Lite specifications as SVG and PNG: draw.py FOLDER FORMAT... ; a line on standard output for each specification.

FOLDER holds NAME.vl.json; NAME.svg and NAME.png are written beside it.
"""

import pathlib
import sys

import vl_convert

folder, formats = pathlib.Path(sys.argv[1]), sys.argv[2:]
for place in ("/usr/share/fonts", "/usr/local/share/fonts"):
    if pathlib.Path(place).is_dir():
        vl_convert.register_font_directory(place)

for path in sorted(folder.glob("*.vl.json")):
    name = path.name.removesuffix(".vl.json")
    svg = vl_convert.vegalite_to_svg(path.read_text(encoding="utf-8"))
    if "svg" in formats:
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    if "png" in formats:
        (folder / f"{name}.png").write_bytes(vl_convert.svg_to_png(svg, scale=2))
    print(name, flush=True)
