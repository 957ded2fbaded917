# Reference values for the distributions, written as CSV with 17 significant digits:
#   Rscript generate.R > r.csv
# R 4.2.2, survey 4.5.
suppressMessages(library(survey))

row <- function(fun, x, p1 = NA, p2 = NA, value) {
  cat(sprintf("%s,%.17g,%s,%s,%.17g\n", fun, x,
    ifelse(is.na(p1), "", sprintf("%.17g", p1)), ifelse(is.na(p2), "", sprintf("%.17g", p2)), value), sep = "")
}
cat("function,argument,parameter1,parameter2,value\n")

for (z in c(-37, -20, -8, -3, -1.96, -0.5, -1e-10, 0, 0.3, 1, 5, 9)) {
  row("normal.cdf", z, value = pnorm(z))
  row("normal.upper", z, value = pnorm(z, lower.tail = FALSE))
}
for (p in c(1e-300, 1e-100, 1e-16, 1e-5, 0.025, 0.074, 0.076, 0.3, 0.5, 0.9, 0.975, 0.9999))
  row("normal.quantile", p, value = qnorm(p))

for (df in c(0.5, 1, 2, 3, 7.5, 30, 197, 1e4, 1e6)) {
  for (t in c(0.001, 0.5, 1, 1.96, 4, 12, 40)) row("t.upper", t, df, value = pt(t, df, lower.tail = FALSE))
  for (p in c(1e-10, 1e-4, 0.025, 0.2, 0.45, 0.6, 0.975, 0.995)) row("t.quantile", p, df, value = qt(p, df))
}
for (df in c(0.3, 1, 2, 5, 37.5, 200, 1e5)) {
  for (r in c(1e-3, 0.2, 0.8, 1, 1.2, 3, 10)) {
    row("chisq.cdf", r * df, df, value = pchisq(r * df, df))
    row("chisq.upper", r * df, df, value = pchisq(r * df, df, lower.tail = FALSE))
  }
  for (p in c(1e-8, 0.01, 0.3, 0.5, 0.8, 0.999)) row("chisq.quantile", p, df, value = qchisq(p, df))
}
# Quantiles of F are in generate.py: qf loses digits for small quantiles and for large denominators.
for (d1 in c(1, 2.7, 5, 40)) for (d2 in c(1, 8, 194, 1e5, Inf)) {
  for (f in c(0.01, 0.5, 1, 3, 20)) {
    row("f.cdf", f, d1, d2, pf(f, d1, d2))
    row("f.upper", f, d1, d2, pf(f, d1, d2, lower.tail = FALSE))
  }
}
for (ab in list(c(0.5, 0.5), c(1, 3), c(2, 0.7), c(5, 90), c(3.2, 196.8), c(195, 1), c(1, 200), c(400, 700), c(5e4, 3e4))) {
  for (x in c(1e-6, 0.02, 0.3, 0.6, 0.97)) {
    row("beta.cdf", x, ab[1], ab[2], pbeta(x, ab[1], ab[2]))
    row("beta.upper", x, ab[1], ab[2], pbeta(x, ab[1], ab[2], lower.tail = FALSE))
  }
  for (p in c(1e-6, 0.005, 0.025, 0.5, 0.975, 0.995)) row("beta.quantile", p, ab[1], ab[2], qbeta(p, ab[1], ab[2]))
}

# Sums of chi-square(1): weights 1.9, 0.8, 0.3; parameter 1 is the denominator's degrees of freedom.
weights <- c(1.9, 0.8, 0.3)
for (d in c(Inf, 10, 37, 194)) for (x in c(0.2, 1, 4, 9, 15)) for (method in c("satterthwaite", "saddlepoint"))
  # With ddf = Inf pFsum drops its method argument, hence the two calls.
  row(paste0("sum.", method), x, d, value = if (is.infinite(d)) {
    pchisqsum(x, c(1, 1, 1), weights, lower.tail = FALSE, method = method)
  } else {
    survey:::pFsum(x, c(1, 1, 1), weights, d, lower.tail = FALSE, method = method)
  })
