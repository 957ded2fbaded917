# Writes the fixtures of the module Weighting from the api data of package survey (4.1.1, R 4.2.2).
#   Rscript Scripts/weighting-fixtures.R Tests/Fixtures/weighting
suppressMessages(library(survey))
data(api)
folder <- commandArgs(trailingOnly = TRUE)[1]
number <- function(x) sprintf("%.17g", x)
table_of <- function(frame, name) {
  frame[] <- lapply(frame, function(x) if (is.numeric(x)) number(x) else as.character(x))
  write.csv(frame, file.path(folder, name), row.names = FALSE, quote = FALSE)
}
N <- nrow(apipop)
totals <- c(`(Intercept)` = N, stypeH = sum(apipop$stype == "H"), stypeM = sum(apipop$stype == "M"),
            api99 = sum(apipop$api99))
tight <- list(maxit = 5000, epsilon = 1e-15, verbose = FALSE)
margin <- function(...) as.data.frame(table(apipop[, c(...), drop = FALSE]))
errors <- NULL
weights_of <- list()
# svyrecvar ends the alternation over raked margins after ten rounds, which leaves up to 15 % of a standard error where
# margins are associated as closely as sch.wide, comp.imp and awards. Here the same alternation is carried to its limit.
limit <- function(x, margins, design) {
  w <- weights(design); z <- x - if (is.na(margins$mean)) 0 else margins$mean
  u <- w * z / (if (is.na(margins$mean)) 1 else sum(w))
  for (round in 1:2000) for (m in margins$factors) u <- u - w * ave(u / w, m)
  sqrt(svyrecvar(u, design$cluster, design$strata, design$fpc))[1]
}
keep <- function(sample, name, design, factors = NULL) {
  weights_of[[sample]][[name]] <<- weights(design)
  if (!is.null(factors)) return(keep_limit(sample, name, design, factors))
  t <- svytotal(~api.stu, design); m <- svymean(~api00, design); r <- svytotal(~meals, design)
  errors <<- rbind(errors, data.frame(sample = sample, step = name, total = coef(t)[[1]], total_se = SE(t)[[1]],
                                      mean = coef(m)[[1]], mean_se = SE(m)[[1]], meals_se = SE(r)[[1]]))
}

keep_limit <- function(sample, name, design, factors) {
  d <- design$variables; m <- svymean(~api00, design)[[1]]
  total <- list(factors = factors, mean = NA)
  errors <<- rbind(errors, data.frame(
    sample = sample, step = name, total = sum(weights(design) * d$api.stu), total_se = limit(d$api.stu, total, design),
    mean = m, mean_se = limit(d$api00, list(factors = factors, mean = m), design), meals_se = limit(d$meals, total, design)))
}

strat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)
keep("strat", "none", strat)
keep("strat", "poststratify", postStratify(strat, ~sch.wide + comp.imp, margin("sch.wide", "comp.imp")))
raked <- rake(strat, list(~sch.wide, ~comp.imp, ~awards), list(margin("sch.wide"), margin("comp.imp"), margin("awards")),
              control = tight)
three <- apistrat[, c("sch.wide", "comp.imp", "awards")]
keep("strat", "rake", raked, three)
raked <- rake(strat, list(~stype, ~comp.imp), list(margin("stype"), margin("comp.imp")), control = tight)
keep("strat", "rake_two", raked)
keep("strat", "rake_trim", trimWeights(raked, upper = 48, lower = 14))
keep("strat", "rake_trim_strict", trimWeights(raked, upper = 45.5, lower = 15, strict = TRUE))
f <- ~stype + api99
keep("strat", "linear", calibrate(strat, f, totals))
keep("strat", "linear_variance", calibrate(strat, f, totals, variance = apistrat$enroll))
keep("strat", "raking", calibrate(strat, f, totals, calfun = "raking", epsilon = 1e-13))
keep("strat", "raking_variance",
     calibrate(strat, f, totals, calfun = "raking", variance = apistrat$enroll / 500, epsilon = 1e-13))
keep("strat", "logit", calibrate(strat, f, totals, calfun = "logit", bounds = c(0.8, 1.2), epsilon = 1e-13))
keep("strat", "linear_bounds", calibrate(strat, f, totals, bounds = c(0.97, 1.02), epsilon = 1e-13))
keep("strat", "raking_bounds",
     calibrate(strat, f, totals, calfun = "raking", bounds = c(0.97, 1.02), epsilon = 1e-13))
keep("strat", "poststratify_linear",
     calibrate(postStratify(strat, ~sch.wide, margin("sch.wide")), f, totals))
lower <- ifelse(seq_len(200) %% 7 == 0, 1, 0.95); upper <- ifelse(seq_len(200) %% 7 == 0, 1, 1.05)
keep("strat", "bounds_by_row", calibrate(strat, f, totals, bounds = list(lower = lower, upper = upper), epsilon = 1e-13))

clus1 <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)
keep("clus1", "none", clus1)
keep("clus1", "aggregate", calibrate(clus1, f, totals, aggregate.stage = 1))
keep("clus1", "aggregate_raking", calibrate(clus1, ~api99, totals[c(1, 4)], calfun = "raking", aggregate.stage = 1,
                                            epsilon = 1e-13))
keep("clus1", "rake", rake(clus1, list(~stype, ~sch.wide), list(margin("stype"), margin("sch.wide")), control = tight))

clus2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
districts <- unique(apiclus2$dnum)
district_totals <- lapply(districts, function(d) c(api99 = sum(apipop$api99[apipop$dnum == d])))
apiclus2$district_api99 <- unlist(district_totals)[match(apiclus2$dnum, districts)]
apiclus2$conditional <- weights(clus2) / (apiclus2$fpc1 / length(districts))
apiclus2$enroll[is.na(apiclus2$enroll)] <- 0; apiclus2$api.stu[is.na(apiclus2$api.stu)] <- 0
apiclus2$pw <- weights(clus2)
clus2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
keep("clus2", "none", clus2)
keep("clus2", "by_cluster", calibrate(clus2, ~api99 - 1, district_totals, stage = 1))
keep("clus2", "linear", calibrate(clus2, f, totals))

columns <- c("stype", "sch.wide", "comp.imp", "awards", "pw", "enroll", "api00", "api99", "api.stu", "meals")
table_of(cbind(apistrat[, c(columns, "fpc")], lower = lower, upper = upper, as.data.frame(weights_of$strat)), "strat.csv")
table_of(cbind(apiclus1[, c(columns, "fpc", "dnum")], as.data.frame(weights_of$clus1)), "clus1.csv")
table_of(cbind(apiclus2[, c(columns, "fpc1", "fpc2", "dnum", "snum", "district_api99", "conditional")],
               as.data.frame(weights_of$clus2)), "clus2.csv")
table_of(errors, "errors.csv")
