# Reference numbers for SkewedTotalsTests: R 4.2.2, survey 4.1.1. Run from the package's folder.
# The samples are written to Tests/Fixtures/skewed-totals/sample.csv, the numbers to reference.csv.
suppressMessages(library(survey))
options(digits = 17)
set.seed(20)
draw <- function(h, N, n, f) data.frame(
  stratum = h, population = N, y = ifelse(runif(n) < 0.6, round(f(n), 3), 0))
data <- rbind(
  draw("a", 400, 40, function(n) rlnorm(n, 3, 1.2)), draw("b", 90, 30, function(n) rgamma(n, 0.5) * 200),
  draw("c", 12, 12, function(n) 500 + rexp(n) * 300))
data$member <- as.integer(runif(nrow(data)) < 0.5)
data$weight <- data$population / ave(data$y, data$stratum, FUN = length)
design <- svydesign(~1, strata = ~stratum, fpc = ~population, data = data)
# Rows of a stratum taken in full have no degrees of freedom here; R counts them.
df <- sum(table(data$stratum)[c("a", "b")] - 1)
rows <- list()
keep <- function(name, value) rows[[length(rows) + 1]] <<- data.frame(name = name, value = as.numeric(value))
for (case in c("all", "domain")) {
  z <- if (case == "all") data$y else data$y * data$member
  total <- svytotal(~z, update(design, z = z))
  keep(paste0(case, " total"), coef(total)); keep(paste0(case, " se"), SE(total))
  limits <- confint(total, df = df)
  keep(paste0(case, " lower"), limits[1]); keep(paste0(case, " upper"), limits[2])
}
# Shapes of largest likelihood for the positive amounts of stratum a, by root finding on the score.
y <- data$y[data$stratum == "a" & data$y > 0]; x <- log(y); m <- length(y)
root <- function(f, a, b) uniroot(f, c(a, b), tol = 1e-14)$root
k <- root(function(k) log(k) - digamma(k) - (log(mean(y)) - mean(x)), 1e-3, 1e3)
w <- root(function(k) 1 / k + mean(x) - sum(y^k * x) / sum(y^k), 1e-2, 50)
s <- sqrt(mean((x - mean(x))^2)); a <- 1 / mean(x - min(x))
keep("gamma shape", k); keep("weibull shape", w); keep("lognormal shape", s); keep("pareto shape", a)
keep("gamma logLik", sum(dgamma(y, k, scale = mean(y) / k, log = TRUE)))
keep("weibull logLik", sum(dweibull(y, w, mean(y^w)^(1 / w), log = TRUE)))
keep("lognormal logLik", sum(dlnorm(y, mean(x), s, log = TRUE)))
keep("pareto logLik", sum(log(a) + a * min(x) - (a + 1) * x))
distance <- function(u) { u <- sort(u); n <- length(u); -n - mean((2 * seq_len(n) - 1) * (log(u) + log(1 - rev(u)))) }
keep("gamma distance", distance(pgamma(y, k, scale = mean(y) / k)))
keep("weibull distance", distance(pweibull(y, w, mean(y^w)^(1 / w))))
keep("lognormal distance", distance(plnorm(y, mean(x), s)))
v <- sort(x - min(x))[-1]; keep("pareto distance", distance(pexp(v, 1 / mean(v))))
keep("digamma 0.3", digamma(0.3)); keep("trigamma 0.3", trigamma(0.3)); keep("trigamma 20", trigamma(20))
for (shape in c(0.05, 0.3, 2, 40)) for (p in c(0.9, 0.5, 0.01, 1e-6))
  keep(sprintf("gamma quantile %g %g", shape, p), qgamma(p, shape, lower.tail = FALSE))
folder <- "Tests/Fixtures/skewed-totals/"
number <- function(x) format(x, digits = 17, trim = TRUE)
data$weight <- number(data$weight)
write.csv(data, paste0(folder, "sample.csv"), row.names = FALSE, quote = FALSE)
out <- do.call(rbind, rows); out$value <- vapply(out$value, number, "")
write.csv(out, paste0(folder, "reference.csv"), row.names = FALSE, quote = FALSE)
