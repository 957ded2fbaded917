"""Reference values in 340-digit arithmetic for tails and parameters beyond the reach of R.

    python3 generate.py > extreme.csv        (mpmath 1.3)

Sums of chi-square(1) variables: with Z uniform on the sphere, P(sum a_i X_i > x) = E Q(n/2, x / (2 sum a_i Z_i^2)).
"""
from mpmath import mp, mpf, cos, erfc, gammainc, inf, pi, quad, sin, sqrt

mp.dps = 340


def row(function, argument, value, *parameters):
    parameters = [repr(float(p)) for p in parameters] + ["", ""]
    print(",".join([function, format(float(argument), ".17g"), *parameters[:2], mp.nstr(value, 20)]), flush=True)


def upper_gamma(a, x):
    return gammainc(a, x, inf, regularized=True)


def lower_beta(a, b, x):
    """By the series in the smaller of x and 1 - x; the complement of a tail of 1e-300 keeps 20 digits."""
    x, y = mpf(x), 1 - mpf(x)
    if x > 0.5:
        return 1 - lower_beta(b, a, y)
    term = total = mpf(1)
    n = 0
    while term > total * mpf(10) ** -335:
        term *= x * (a + b + n) / (a + 1 + n)
        total += term
        n += 1
    return mp.exp(a * mp.log(x) + b * mp.log(y) - mp.log(a) - mp.log(mp.beta(a, b))) * total


def student(t, df):
    t, df = mpf(t), mpf(df)
    return lower_beta(df / 2, mpf(1) / 2, df / (df + t * t)) / 2


print("function,argument,parameter1,parameter2,value")
for z in [-37.4, -30.1, -12.3, -6.7, -1.1, -0.1, 0.1]:
    row("normal.cdf", z, erfc(-mpf(z) / sqrt(2)) / 2)
for df, t in [(1, 1e-8), (1, 3.3), (1, 1e10), (1, 1e200), (2, 1e-3), (2, 7.7), (2, 1e100), (4.5, 1e30), (30, 1e9),
              (197, 1e-6), (197, 1.97), (197, 12), (197, 60), (197, 500), (1e6, 0.01), (1e6, 1.96), (1e6, 8), (1e6, 37),
              (0.1, 5), (0.1, 1e9)]:
    row("t.upper", t, student(t, df), df)
for df, x in [(1, 1300), (1, 3.9), (1, 2.9), (1, 1e-9), (2, 1e-20), (3, 1200), (0.5, 900), (200, 2500), (1e5, 110000), (1e5, 100010),
              (1e6, 1010000)]:
    row("chisq.upper", x, upper_gamma(mpf(df) / 2, mpf(x) / 2), df)
for df, x in [(1, 1e-100), (2, 1e-200), (40, 1e-12), (1e5, 90000), (1e5, 99990), (1e6, 992000)]:
    row("chisq.cdf", x, 1 - upper_gamma(mpf(df) / 2, mpf(x) / 2) if x > 1000 else
        gammainc(mpf(df) / 2, 0, mpf(x) / 2, regularized=True), df)
for a, b, x in [(0.5, 0.5, 1e-200), (0.5, 0.5, 0.4), (0.01, 3, 1e-5), (0.3, 0.2, 0.7), (2, 200, 0.5), (50, 2, 1e-5), (1000, 3, 0.5), (3, 1000, 1e-7),
                (5e4, 3e4, 0.6), (5e4, 3e4, 0.62), (5e4, 3e4, 0.65), (5e5, 0.5, 0.9999), (5e5, 0.5, 0.999999), (0.5, 5e5, 1e-6), (1e5, 2e5, 0.333),
                (1e5, 2e5, 0.34), (15.5, 180.2, 0.03)]:
    row("beta.cdf", x, lower_beta(mpf(a), mpf(b), x), a, b)
    row("beta.upper", x, 1 - lower_beta(mpf(a), mpf(b), x), a, b)



def f_quantile(p, d1, d2):
    """By bisection in log f; R 4.2 loses digits here, as it subtracts 1 from the inverse of a beta quantile."""
    low, high = mp.log(mpf("1e-14")), mp.log(mpf(1000))
    for _ in range(80):
        middle = (low + high) / 2
        r = d1 * mp.exp(middle) / d2
        below = lower_beta(mpf(d1) / 2, mpf(d2) / 2, r / (1 + r)) < mpf(p)
        low, high = (middle, high) if below else (low, middle)
    return mp.exp(low)


for d1, d2, p in [(1, 8, 1e-4), (1, 1e5, 1e-4), (1, 194, 0.05), (2.7, 1e5, 0.5), (5, 1e5, 0.95), (40, 8, 0.001), (40, 8, 0.999)]:
    row("f.quantile", p, f_quantile(p, d1, d2), d1, d2)

mp.dps = 30


def two(x, a, b):
    """The sphere is a circle."""
    return quad(lambda t: mp.exp(-x / (2 * (a * cos(t) ** 2 + b * sin(t) ** 2))), mp.linspace(0, pi / 2, 33)) * 2 / pi


def three(x, a, b, c):
    """z = cos of the polar angle is uniform on (0, 1)."""
    def given(z, t):
        y = x / (2 * ((1 - z * z) * (a * cos(t) ** 2 + b * sin(t) ** 2) + c * z * z))
        return erfc(sqrt(y)) + 2 * sqrt(y / pi) * mp.exp(-y)
    inner = lambda z: quad(lambda t: given(z, t), mp.linspace(0, pi / 2, 9))
    return quad(inner, mp.linspace(0, 1, 9)) * 2 / pi


for x in [1e-3, 0.5, 3, 10, 40, 300, 1000]:
    row("sum.two", x, two(mpf(x), mpf("1.9"), mpf("0.3")))
mp.dps = 18
for x in [0.2, 1, 4, 9, 60]:
    row("sum.three", x, three(mpf(x), mpf("1.9"), mpf("0.8"), mpf("0.3")))
