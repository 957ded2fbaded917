"""Makes Tests/Fixtures/multivariate-allocation: 100 random allocation problems and their continuous optima.

    min sum_h c_h / x_h    subject to    sum_h N_h^2 S_jh^2 (x_h - 1/N_h) <= (CV_j Y_j)^2,   1/u_h <= x_h <= 1/l_h

The problems are solved in x_h = 1/n_h by a primal logarithmic barrier with damped Newton steps in 60 decimal digits, until
the duality gap (number of inequalities / t) is below 1e-24 of the cost. It shares no step with the library's method.

usage: python3 Scripts/bethel-convex.py Tests/Fixtures/multivariate-allocation
needs: mpmath
"""
import csv
import random
import sys

from mpmath import mp, mpf, matrix, lu_solve, log

mp.dps = 60
GAP = mpf(10) ** -24


def digits(value, count):
    return float(f"{value:.{count}g}")


def random_problem(rng, number):
    """Strata, limits and targets as short decimals: what is written is what is solved."""
    H = rng.choice([2, 3, 4, 6, 9, 14, 20, 28, 40]) if number > 9 else 2 + number % 3
    J = rng.randint(1, 12)
    N = [max(1, round(10 ** rng.uniform(0, 3.6))) for _ in range(H)]
    equal_costs = rng.random() < 0.4
    cost = [1.0 if equal_costs else digits(10 ** rng.uniform(-0.5, 0.7), 3) for _ in range(H)]
    least = rng.choice([1, 2, 2, 2, 5])
    lower = [min(least, size) for size in N]
    capped = rng.random() < 0.3
    upper = [max(l, size // 2) if capped and rng.random() < 0.3 else size for l, size in zip(lower, N)]
    constraints = []
    while len(constraints) < J:
        made = random_constraint(rng, N, lower, upper)
        if made:
            constraints.append(made)
    return dict(N=N, cost=cost, lower=lower, upper=upper, constraints=constraints)


def random_constraint(rng, N, lower, upper):
    H = len(N)
    kind = rng.choice(["all", "union", "cut"])
    mean = [10 ** rng.uniform(0, 1.5) for _ in N]
    spread = [m * 10 ** rng.uniform(-0.6, 0.5) for m in mean]
    inside = [1.0] * H if kind == "all" else [float(rng.random() < 0.5) for _ in N]
    if kind == "cut":  # a domain holds a share of every stratum; the values are zero outside of it
        inside = [rng.choice([0.0, rng.uniform(0.05, 0.95)]) for _ in N]
    S = [digits((p * s * s + p * (1 - p) * m * m) ** 0.5, 4) if size > 1 else 0.0
         for p, s, m, size in zip(inside, spread, mean, N)]
    total = digits(sum(p * m * size for p, m, size in zip(inside, mean, N)), 7)
    if total == 0 or not any(S):
        return None
    fraction = 10 ** rng.uniform(-2.2, -0.25)
    plan = [min(u, max(l, fraction * size)) for l, u, size in zip(lower, upper, N)]
    cv = digits(coefficient(N, S, total, plan) * rng.uniform(0.7, 1.3), 4)
    if cv <= 1.02 * coefficient(N, S, total, upper) or cv <= 0:
        return None
    return dict(S=S, total=total, cv=cv)


def coefficient(N, S, total, n):
    return sum(size * (size - k) * s * s / k for size, s, k in zip(N, S, n)) ** 0.5 / total


def solve(problem):
    """The optimal n_h and the multipliers of variance / target variance <= 1."""
    N = [mpf(v) for v in problem["N"]]
    cost = [mpf(repr(v)) for v in problem["cost"]]
    low = [1 / mpf(v) for v in problem["upper"]]
    high = [1 / mpf(v) for v in problem["lower"]]
    rows = []
    for c in problem["constraints"]:
        target = (mpf(repr(c["cv"])) * mpf(repr(c["total"]))) ** 2
        rows.append([(size * mpf(repr(s))) ** 2 / target for size, s in zip(N, c["S"])])
    limit = [1 + sum(a / size for a, size in zip(row, N)) for row in rows]
    free = [h for h in range(len(N)) if low[h] < high[h]]
    fixed = [h for h in range(len(N)) if low[h] == high[h]]
    limit = [b - sum(row[h] * low[h] for h in fixed) for b, row in zip(limit, rows)]
    x = barrier([cost[h] for h in free], [[row[h] for h in free] for row in rows], limit, [low[h] for h in free],
                [high[h] for h in free]) if free else ([], [mpf(0)] * len(rows))
    n = [1 / v for v in low]
    for h, v in zip(free, x[0]):
        n[h] = 1 / v
    return n, x[1]


def barrier(cost, rows, limit, low, high):
    x = [l + (h - l) / 1000 for l, h in zip(low, high)]
    while min(slacks(rows, limit, x)) <= 0:
        x = [l + (v - l) / 4 for l, v in zip(low, x)]
    count = len(rows) + 2 * len(x)
    t = count / sum(c / v for c, v in zip(cost, x))
    while True:
        x = centered(cost, rows, limit, low, high, x, t)
        if count / t < GAP * sum(c / v for c, v in zip(cost, x)):
            return x, [1 / (t * s) for s in slacks(rows, limit, x)]
        t *= 15


def slacks(rows, limit, x):
    return [b - sum(a * v for a, v in zip(row, x)) for b, row in zip(limit, rows)]


def centered(cost, rows, limit, low, high, x, t):
    """Newton's method for the barrier function, the J x J system by the matrix inversion lemma."""
    while True:
        s = slacks(rows, limit, x)
        g = [-t * c / v**2 - 1 / (v - l) + 1 / (h - v) + sum(row[i] / sj for row, sj in zip(rows, s))
             for i, (c, v, l, h) in enumerate(zip(cost, x, low, high))]
        d = [2 * t * c / v**3 + 1 / (v - l) ** 2 + 1 / (h - v) ** 2 for c, v, l, h in zip(cost, x, low, high)]
        J = len(rows)
        K = matrix(J, J)
        for i in range(J):
            scaled = [a / w for a, w in zip(rows[i], d)]
            for j in range(i + 1):
                K[i, j] = K[j, i] = sum(a * b for a, b in zip(scaled, rows[j]))
            K[i, i] += s[i] ** 2
        y = lu_solve(K, matrix([sum(a * gi / w for a, gi, w in zip(row, g, d)) for row in rows]))
        step = [-(gi - sum(row[i] * y[j] for j, row in enumerate(rows))) / w for i, (gi, w) in enumerate(zip(g, d))]
        decrement = -sum(a * b for a, b in zip(g, step))
        if decrement < mpf(10) ** -20:
            return x
        x = line_search(cost, rows, limit, low, high, x, t, step, decrement)


def line_search(cost, rows, limit, low, high, x, t, step, decrement):
    here = value(cost, rows, limit, low, high, x, t)
    size = mpf(1)
    while True:
        trial = [v + size * w for v, w in zip(x, step)]
        there = value(cost, rows, limit, low, high, trial, t)
        if there is not None and there <= here - size * decrement / 10:
            return trial
        size /= 2


def value(cost, rows, limit, low, high, x, t):
    parts = slacks(rows, limit, x) + [v - l for v, l in zip(x, low)] + [h - v for v, h in zip(x, high)]
    if min(parts) <= 0:
        return None
    return t * sum(c / v for c, v in zip(cost, x)) - sum(log(p) for p in parts)


def number(value, count=13):
    return mp.nstr(mpf(value), count, min_fixed=-4, max_fixed=14)


def main(folder):
    rng = random.Random(19890115)
    with open(folder + "/strata.csv", "w", newline="") as f, open(folder + "/targets.csv", "w", newline="") as g:
        strata, targets = csv.writer(f, lineterminator="\n"), csv.writer(g, lineterminator="\n")
        strata.writerow(["problem", "population", "cost", "lower", "upper", "n"] + [f"s{j}" for j in range(1, 13)])
        targets.writerow(["problem", "total", "cv", "multiplier"])
        for p in range(1, 101):
            problem = random_problem(rng, p)
            n, multipliers = solve(problem)
            for h, size in enumerate(problem["N"]):
                S = [format(c["S"][h], "g") for c in problem["constraints"]]
                strata.writerow([p, size, problem["cost"][h], problem["lower"][h], problem["upper"][h], number(n[h])]
                                + S + [""] * (12 - len(S)))
            for c, m in zip(problem["constraints"], multipliers):
                targets.writerow([p, repr(c["total"]), repr(c["cv"]), number(m) if m > mpf(10) ** -9 else "0"])
            print(p, len(problem["N"]), len(multipliers), sum(m > 1e-9 for m in multipliers),
                  sum(abs(a - b) < 1e-6 for a, b in zip(n, problem["upper"])), file=sys.stderr)


main(sys.argv[1])
