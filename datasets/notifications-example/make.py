#!/usr/bin/env python3
"""Makes notifications.csv, exports.csv and rates.csv: invented, the same bytes every time.

The names of columns are those that programs which read the workbook of ePing expect; no notification, amount or rate is real.
"""
import csv
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
STATE = [20211201]


def draw(bound):
    """A whole number below bound, from a linear congruential generator (Knuth, MMIX)."""
    STATE[0] = (STATE[0] * 6364136223846793005 + 1442695040888963407) % 2**64
    return (STATE[0] >> 33) % bound


MEMBERS = [
    ("USA", "United States of America"), ("EU", "European Union"), ("JPN", "Japan"), ("KOR", "Korea, Republic of"),
    ("VNM", "Viet Nam"), ("THA", "Thailand"), ("BRA", "Brazil"), ("SAU", "Saudi Arabia, Kingdom of"), ("UGA", "Uganda"),
    ("DEU", "Germany"), ("AUS", "Australia"), ("MEX", "Mexico"), ("ZAF", "South Africa"), ("UKR", "Ukraine"),
]
PRODUCTS = [
    ("Radio equipment and mobile telephones", "8517.62; 8517.13"), ("Household air conditioners", "8415"),
    ("Refrigerating appliances", "8418"), ("Lithium batteries and power banks", "8507.60"), ("Toys for children under 3 years", "9503"),
    ("Light sources and luminaires", "8539, 9405"), ("External power supplies", "8504.40"), ("Medical devices", "9018-9022"),
    ("Prepackaged food", "ex 16; ex 19; ex 21"), ("Passenger cars", "87.03"), ("Textile products", ""), ("Cosmetic products", ""),
    ("Televisions and monitors", "8528 - Monitors and projectors"), ("Plastic packaging (HS 3923)", ""), ("Footwear", "Chapter 64"),
    ("Steel reinforcing bars", "7213-7214"), ("Various goods subject to metrological control", ""), ("Electric bicycles", "8711.60"),
]
OBJECTIVES = ["Protection of human health or safety", "Protection of the environment", "Consumer information, labelling",
              "Harmonization", "Prevention of deceptive practices"]
HEAD = ["Document symbol", "Notifying Member", "Notification type", "Distribution date", "Title", "Products covered",
        "HS code(s)", "ICS code(s)", "Objectives", "Final date for comments", "Proposed date of adoption",
        "Proposed date of entry into force", "Keywords", "Source"]


def shown(day):
    return day.strftime("%d/%m/%Y")


def document(symbol, member, kind, day, title, products, hs, deadline, adoption, force):
    return [symbol, member, kind, shown(day), title, products, hs, "", OBJECTIVES[draw(5)], deadline, adoption, force, "", "synthetic"]


def notifications():
    numbers, rows = {}, []
    for place in range(150):
        code, member = MEMBERS[draw(len(MEMBERS))]
        numbers[code] = numbers.get(code, 100) + 1
        symbol = f"G/TBT/N/{code}/{numbers[code]}"
        products, hs = PRODUCTS[draw(len(PRODUCTS))]
        day = date(2019, 1, 7) + timedelta(days=7 * place + draw(5))
        # A few state no deadline, or one as a number of days.
        deadline = ["", "60 days from notification"][draw(2)] if draw(8) == 0 else shown(day + timedelta(days=45 + draw(40)))
        force = ["6 months after publication", shown(day + timedelta(days=300 + draw(200)))][draw(2)]
        title = f"Draft technical regulation {place + 1} on {products[0].lower()}{products[1:]}"
        rows.append((day, document(symbol, member, "Regular notification", day, title, products, hs, deadline, "To be determined", force)))
        follow = draw(10)
        later = day + timedelta(days=30 + draw(120))
        if later > date(2021, 11, 30):
            continue
        if follow < 2:
            rows.append((later, document(symbol + "/Add.1", member, "Addendum to Regular Notification", later,
                                         f"{title}: the comment period is extended", products, "",
                                         shown(later + timedelta(days=30)), "", shown(later + timedelta(days=400)))))
        elif follow == 2:
            rows.append((later, document(symbol + "/Add.1", member, "Addendum to Regular Notification", later,
                                         f"{title}: the draft is withdrawn", products, "", "", "", "")))
        elif follow == 3:
            rows.append((later, document(symbol + "/Rev.1", member, "Revision of Regular Notification", later,
                                         f"{title}: revised draft", products, hs, shown(later + timedelta(days=60)), "", "")))
        elif follow == 4:
            rows.append((later, document(symbol + "/Corr.1", member, "Corrigendum to Regular Notification", later, title, products, "",
                                         "", "", "")))
    rows.sort(key=lambda row: (row[0], row[1][0]))
    return [HEAD] + [row for _, row in rows]


MARKETS = [("US", 60), ("EU", 45), ("JP", 14), ("KR", 12), ("VN", 18), ("TH", 8), ("BR", 7), ("SA", 4), ("AU", 6), ("MX", 8),
           ("ZA", 3), ("HK", 80)]
LINES = [("851713", 90), ("851762", 70), ("841510", 9), ("841821", 3), ("850760", 30), ("850440", 25), ("852872", 12), ("852852", 15),
         ("853952", 8), ("940511", 10), ("950300", 22), ("901890", 9), ("902214", 4), ("870380", 12), ("871160", 5), ("640399", 4),
         ("610910", 6), ("620342", 5), ("330499", 2), ("392321", 3), ("721420", 1), ("160414", 1), ("190531", 1), ("210690", 2)]


def exports():
    rows = [["market", "hs", "year", "exports", "unit", "firms", "source"]]
    for market, size in MARKETS:
        for hs, weight in LINES:
            if draw(9) == 0:
                continue
            amount = size * weight * (50 + draw(100))
            rows.append([market, hs, 2021, amount, "万元", 1 + size * weight * (20 + draw(30)) // 400, "synthetic"])
    return rows


def rates():
    rows = [["sector", "market", "added_cost_rate", "added_cost_rate_se", "loss_rate", "loss_rate_se", "source"]]
    for sector, added, loss in [("agri_food", 18, 60), ("machinery", 9, 21), ("chem_metal", 11, 30), ("textile_footwear", 8, 17),
                                ("rubber_leather", 7, 15), ("toys_furniture", 12, 25), ("wood_nonmetal", 6, 14)]:
        for market, factor in [("US", 12), ("EU", 11), ("*", 8)]:
            rows.append([sector, market, added * factor / 10000, added * factor / 60000, loss * factor / 10000,
                         loss * factor / 40000, "synthetic"])
    rows.append(["*", "*", 0.008, 0.001, 0.02, 0.004, "synthetic"])
    return rows


def write(name, rows):
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


write("notifications.csv", notifications())
write("exports.csv", exports())
write("rates.csv", rates())
