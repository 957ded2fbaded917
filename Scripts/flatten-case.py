"""Writes the expected values of a reference case as request,field,i,j,value, and its data beside them.

    flatten-case.py CASE_FOLDER OUTPUT_FOLDER
"""
import csv, json, os, shutil, sys

case, output = sys.argv[1:]
name = os.path.basename(os.path.normpath(case)).split("-")[0]
expected = json.load(open(os.path.join(case, "case.json")))["expected"]


def flatten(value, index=()):
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from flatten(item, index + (i,))
    else:
        yield index + ("",) * (2 - len(index)), value


with open(os.path.join(output, f"case-{name}.csv"), "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["request", "field", "i", "j", "value"])
    for request, fields in expected.items():
        for field, value in fields.items():
            for (i, j), number in flatten(value):
                writer.writerow([request, field, i, j, number if isinstance(number, str) else repr(number)])
shutil.copyfile(os.path.join(case, "data.csv"), os.path.join(output, f"case-{name}-data.csv"))
os.chmod(os.path.join(output, f"case-{name}-data.csv"), 0o644)
