# Reference results of R survey for the tests of Regression: Rscript Scripts/regression.R Tests/Fixtures/regression
# Written with R 4.2.2, survey 4.1.1. Data: apistrat and apiclus1 of package survey (GPL-2 | GPL-3).
suppressMessages(library(survey))
folder <- commandArgs(TRUE)[1]
data(api)
# R stops on the change of the deviance, which is flat at the solution: so it is started again where it stopped.
tight <- list(epsilon = 1e-15, maxit = 100)
options(warn = -1)

strat <- apistrat[, c("stype", "sch.wide", "comp.imp", "api00", "api99", "meals", "ell", "mobility", "enroll", "pw", "fpc")]
clus <- apiclus1[, c("dnum", "stype", "sch.wide", "comp.imp", "api00", "api99", "meals", "ell", "mobility", "enroll", "pw", "fpc")]
more <- function(d) {
  d$sw <- as.numeric(d$sch.wide == "Yes"); d$ci <- as.numeric(d$comp.imp == "Yes")
  d$count <- round(d$mobility / 5); d$gain <- d$api00 - d$api99; d$logsize <- log(d$enroll)
  d$gap <- d$mobility; d$gap[seq(3, nrow(d), 17)] <- NA
  d$share <- d$meals / 100
  d
}
strat <- more(strat); clus <- more(clus)
for (n in c("strat", "clus")) {
  d <- get(n); d[] <- lapply(d, function(v) if (is.numeric(v)) ifelse(is.na(v), "nan", sprintf("%.17g", v)) else as.character(v))
  write.csv(d, file.path(folder, paste0(n, ".csv")), row.names = FALSE, quote = FALSE)
}
ds <- svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat)
dc <- svydesign(~dnum, weights = ~pw, fpc = ~fpc, data = clus)
dj <- as.svrepdesign(svydesign(~dnum, weights = ~pw, data = clus), type = "JK1", mse = TRUE)

rows <- list()
put <- function(case, field, values) {
  values <- as.numeric(values)
  rows[[length(rows) + 1]] <<- data.frame(case = case, field = field, place = seq_along(values), value = sprintf("%.17g", values))
}

# --- models -------------------------------------------------------------------
model <- function(case, formula, design, family, tests = NULL, start = NULL) {
  # regTermTest refits by name, from where the formula was written.
  assign("design", design, .GlobalEnv); assign("family", family, .GlobalEnv)
  m <- if (is.null(start)) svyglm(formula, design, family = family, control = tight)
  else { assign("first", start, .GlobalEnv); svyglm(formula, design, family = family, control = tight, start = first) }
  if (is.null(tests)) for (i in 1:10) {
    assign("first", coef(m), .GlobalEnv)
    m <- svyglm(formula, design, family = family, control = tight, start = first)
  }
  s <- summary(m)
  put(case, "estimate", coef(m)); put(case, "vcov", vcov(m)); put(case, "df", m$df.residual)
  put(case, "dispersion", s$dispersion[1]); put(case, "deviance", deviance(m)); put(case, "p", coef(s)[, 4])
  put(case, "ci", confint(m, df = m$df.residual))
  for (t in tests) {
    w <- regTermTest(m, t); put(case, paste0("wald"), c(w$Ftest, w$df, w$ddf, w$p))
    l <- regTermTest(m, t, method = "LRT"); put(case, "lrt", c(l$chisq, l$p, l$lambda))
    l <- regTermTest(m, t, method = "LRT", lrt.approximation = "satterthwaite"); put(case, "lrt.satterthwaite", l$p)
    w <- regTermTest(m, t, df = Inf); put(case, "wald.inf", w$p)
    l <- regTermTest(m, t, df = Inf, method = "LRT"); put(case, "lrt.inf", l$p)
  }
}
model("gaussian", api00 ~ ell + meals + stype, ds, gaussian(), list(~stype))
model("gaussian-log", api00 ~ ell + meals, ds, gaussian("log"))
model("gaussian-inverse", api00 ~ ell + meals, ds, gaussian("inverse"))
model("logit", sw ~ ell + meals + mobility, ds, quasibinomial(), list(~ell + meals))
model("logit-shares", share ~ ell + stype, ds, quasibinomial(), list(~stype))
model("probit", sw ~ ell + meals, ds, quasibinomial("probit"))
model("cloglog", sw ~ ell + meals, ds, quasibinomial("cloglog"))
model("binomial-identity", ci ~ stype, ds, quasibinomial("identity"))
model("binomial-log", ci ~ stype, ds, quasibinomial("log"))
model("poisson", count ~ ell + stype, ds, quasipoisson(), list(~stype))
model("poisson-offset", count ~ ell + stype + offset(logsize), ds, quasipoisson())
model("poisson-sqrt", count ~ ell, ds, quasipoisson("sqrt"))
model("poisson-identity", count ~ meals, ds, quasipoisson("identity"))
model("gamma", enroll ~ meals + stype, ds, Gamma())
model("gamma-log", enroll ~ meals + stype, ds, Gamma("log"))
model("gamma-log-tested", enroll ~ meals + stype, ds, Gamma("log"), list(~stype))
model("gamma-identity", enroll ~ meals, ds, Gamma("identity"))
model("inverse-gaussian", enroll ~ meals + stype, ds, inverse.gaussian(), start = c(1 / 600^2, 0, 0, 0))
model("inverse-gaussian-log", enroll ~ meals, ds, inverse.gaussian("log"))
model("product-mixed", api00 ~ ell * sch.wide, ds, gaussian(), list(~ell:sch.wide))
model("product-factors", api00 ~ stype * sch.wide, ds, gaussian(), list(~stype:sch.wide))
model("product-numbers", ci ~ ell * meals, ds, quasibinomial())
model("no-intercept", api00 ~ 0 + ell + meals, ds, gaussian())
model("cloglog-tested", sw ~ ell + meals, ds, quasibinomial("cloglog"), list(~ell))
model("domain", sw ~ ell + meals, subset(ds, api99 > 600), quasibinomial())
model("missing", api00 ~ gap + ell, ds, gaussian())
model("cluster", sw ~ ell + meals, dc, quasibinomial(), list(~ell + meals))
model("jackknife", sw ~ ell + meals, dj, quasibinomial(), list(~ell + meals))

# --- tables -------------------------------------------------------------------
table_tests <- function(case, formula, design, methods = c("F", "Chisq", "Wald", "adjWald")) for (m in methods) {
  s <- suppressWarnings(svychisq(formula, design, statistic = m))
  put(case, m, c(s$statistic, s$p.value, s$parameter))
}
table_tests("table-cluster", ~sch.wide + stype, dc)
table_tests("table-strata", ~stype + comp.imp, ds)
table_tests("table-square", ~sch.wide + comp.imp, dc, c("F", "Chisq", "Wald", "adjWald", "saddlepoint"))
table_tests("table-jackknife", ~stype + sch.wide, dj)

# --- groups -------------------------------------------------------------------
t_test <- function(case, t) put(case, "t", c(t$statistic, t$parameter, t$p.value, t$estimate, t$conf.int))
t_test("t-cluster", svyttest(enroll ~ comp.imp, dc))
t_test("t-strata", svyttest(api00 ~ sch.wide, ds))
t_test("t-domain", svyttest(api00 ~ sch.wide, subset(ds, stype != "E")))
one <- svyttest(gain ~ 0, dc); put("t-one", "t", c(one$statistic, one$estimate, SE(svymean(~gain, dc))))
for (k in c("wilcoxon", "vanderWaerden", "median")) for (n in c("ds", "dc")) {
  r <- svyranktest(enroll ~ comp.imp, get(n), test = k)
  put(paste0("rank-", k, "-", n), "t", c(r$statistic, r$parameter, r$p.value, r$estimate))
}
for (k in c("KruskalWallis", "vanderWaerden", "median")) {
  # The statistic is in `parameter`.
  r <- svyranktest(enroll ~ stype, dc, test = k)
  put(paste0("ranks-", k), "chisq", c(r$parameter, r$statistic, r$ddf, r$p.value))
}
write.csv(do.call(rbind, rows), file.path(folder, "expected.csv"), row.names = FALSE, quote = FALSE)
