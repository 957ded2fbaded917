"""Attacks protected tables: computes between which limits every withheld sensitive cell must lie, with scipy's HiGHS.

Written apart from the package: it reads only what a reader of the tables has (published values, which cells are withheld, the sums),
and compares with the interval that each sensitive cell needs. It also attacks as every firm that is alone in a cell and so knows it.
Exit code 1 where a cell is under-protected.

usage: disclosure-tables 500 | python3 Scripts/disclosure-attack.py
needs: scipy
"""

import json
import sys

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix


def equations(table):
    """Sum of parts - total = 0, one row a sum."""
    rows, columns, signs = [], [], []
    for row, (total, parts) in enumerate(table["sums"]):
        rows += [row] * (len(parts) + 1)
        columns += parts + [total]
        signs += [1.0] * len(parts) + [-1.0]
    return csr_matrix((signs, (rows, columns)), shape=(len(table["sums"]), len(table["values"])))


def limits(cell, matrix, values, hidden):
    """The least and the greatest value of a cell that agree with everything published; values are not negative."""
    bounds = [(0, None) if secret else (value, value) for value, secret in zip(values, hidden)]
    found = []
    for sign in (1.0, -1.0):
        costs = np.zeros(len(values))
        costs[cell] = sign
        result = linprog(costs, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=bounds, method="highs")
        if result.status == 3:
            found.append(-sign * np.inf)
        elif result.status == 0:
            found.append(sign * result.fun)
        else:
            raise RuntimeError(f"cell {cell}: {result.message}")
    return found


def attack(table):
    """Sensitive cells that can be placed too closely: by anybody, and by firms that know their own cells."""
    values = np.array(table["values"])
    matrix = equations(table)
    secret = {cell for cell, *_ in table["sensitive"]} | set(table["secondary"])
    # Empty cells are known to be empty.
    hidden = [cell in secret and values[cell] != 0 for cell in range(len(values))]
    readers = {-1: set()}
    for cell, _, _, firm in table["sensitive"]:
        if firm >= 0:
            readers.setdefault(firm, set()).add(cell)
    failures, attempts = [], 0
    for firm, own in readers.items():
        seen = [secret and cell not in own for cell, secret in enumerate(hidden)]
        unpublished = [values[cell] != 0 and cell not in own for cell in range(len(values))]
        for cell, lower, upper, _ in table["sensitive"]:
            if cell in own:
                continue
            low, high = limits(cell, matrix, values, seen)
            attempts += 1
            slack = 1e-6 * max(1.0, values[cell])
            need_low, need_high = max(0.0, values[cell] - lower), values[cell] + upper
            if low <= need_low + slack and high >= need_high - slack:
                continue
            if firm >= 0:
                # A firm's own part of a cell is no secret to it, whatever is published.
                open_low, open_high = limits(cell, matrix, values, unpublished)
                if low <= max(need_low, open_low) + slack and high >= min(need_high, open_high) - slack:
                    continue
            failures.append((firm, cell, low, high, need_low, need_high))
    return failures, attempts


def main():
    tables = withheld = sensitive = attempts = failed = 0
    for line in sys.stdin:
        table = json.loads(line)
        failures, tried = attack(table)
        tables, attempts, failed = tables + 1, attempts + tried, failed + len(failures)
        sensitive, withheld = sensitive + len(table["sensitive"]), withheld + len(table["secondary"])
        for failure in failures:
            print(f"table {tables}: firm %d, cell %d: [%g, %g], needs [%g, %g]" % failure)
    print(
        f"{tables} tables, {sensitive} sensitive cells, {withheld} withheld to protect them, {attempts} attacks, {failed} succeeded"
    )
    sys.exit(1 if failed or not attempts else 0)


main()
