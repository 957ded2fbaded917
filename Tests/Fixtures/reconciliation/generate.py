"""Reconciled tables by general optimizers, which share no formula with the program.

Least squares: the KKT equations of min (x - x0)' C^-1 (x - x0) with A x = b, solved by numpy's least squares in one system.
RAS: the minimum of sum x ln(x / x0) - x + x0 with A x = b, from scipy's root finder on its dual.
Run: python3 generate.py > expected.csv    (numpy 2, scipy 1)
"""

import numpy as np
from scipy.optimize import root


def margins(rows, columns):
    """A of all row sums, then all column sums."""
    a = np.zeros((rows + columns, rows * columns))
    for i in range(rows):
        for j in range(columns):
            a[i, i * columns + j] = a[rows + j, i * columns + j] = 1
    return a


def least_squares(x0, variances, a, b):
    n, m = len(x0), len(b)
    kkt = np.block([[np.diag(1 / variances), a.T], [a, np.zeros((m, m))]])
    solution = np.linalg.lstsq(kkt, np.concatenate([x0 / variances, b]), rcond=None)[0]
    return solution[:n]


def cross_entropy(x0, a, b):
    def misses(dual):
        return a @ (x0 * np.exp(a.T @ dual)) - b

    # Margins are dependent: the last multiplier is zero.
    found = root(lambda d: misses(np.append(d, 0))[:-1], np.zeros(len(b) - 1), tol=1e-14)
    return x0 * np.exp(a.T @ np.append(found.x, 0))


def show(case, values):
    for place, value in enumerate(values):
        print(f"{case},{place},{float(value)!r}")


print("case,cell,value")
generator = np.random.default_rng(20201128)
x0 = np.round(generator.uniform(5, 50, 12), 1)
errors = np.round(generator.uniform(0.5, 5, 12), 1)
a = margins(3, 4)
truth = np.round(x0 * generator.uniform(0.7, 1.3, 12), 1)
b = a @ truth
show("x0", x0)
show("errors", errors)
show("margins", b)
show("least_squares", least_squares(x0, errors**2, a, b))
show("ras", cross_entropy(x0, a, b))
# Ardilly and Tille (2006), Sampling Methods: Exercises and Solutions, as in example 1 of IPFP of R TeachingSampling.
firms = np.array([[80, 170, 150], [90, 80, 210], [10, 80, 130]], dtype=float)
show("survey", firms.ravel())
show("survey_ras", cross_entropy(firms.ravel(), margins(3, 3), np.array([430, 360, 210, 150, 300, 550.0])))
