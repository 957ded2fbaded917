# Reference values for Tests/ReplicationTests/ReferenceTests.swift.
# Rscript Scripts/replication.R   (from the package's folder; R 4.2.2, survey 4.1.1)
suppressMessages(library(survey))
data(api)
data(scd)
folder <- "Tests/Fixtures/replication/"
save <- function(data, name) write.csv(data, paste0(folder, name, ".csv"), row.names = FALSE, quote = FALSE)
apiclus1$dnum <- paste0("d", apiclus1$dnum)
apiclus2$dnum <- paste0("d", apiclus2$dnum)
apiclus2$snum <- paste0("s", apiclus2$snum)
apiclus1$stype <- as.character(apiclus1$stype)
save(apiclus1[c("dnum", "pw", "fpc", "api00", "enroll")], "apiclus1")
save(apistrat[c("stype", "pw", "fpc", "api00", "api.stu")], "apistrat")
apiclus2$enroll[is.na(apiclus2$enroll)] <- 0
save(apiclus2[c("dnum", "snum", "pw", "fpc1", "fpc2", "api00", "enroll")], "apiclus2")
scd$weight <- 1.5
save(scd[c("ambulance", "ESA", "arrests", "alive", "weight")], "scd")

rows <- list()
note <- function(case, quantity, value)
  rows[[length(rows) + 1]] <<- data.frame(case, quantity, index = seq_along(value), value = sprintf("%.17g", value))

describe <- function(case, design, total, mean) {
  note(case, "replicates", ncol(weights(design, "analysis")))
  note(case, "scale", design$scale)
  note(case, "rscales_sorted", sort(design$rscales))
  note(case, "degf", degf(design))
  note(case, "sums_sorted", sort(colSums(weights(design, "analysis"))))
  if (!is.null(total)) note(case, "var_total", as.vector(vcov(svytotal(total, design))))
  if (!is.null(mean)) note(case, "var_mean", as.vector(vcov(svymean(mean, design))))
}

clus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
clus1wr <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1)
strat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
describe("clus1-jk1", as.svrepdesign(clus1, type = "JK1"), ~enroll, ~api00)
describe("clus1-jk1-mse", as.svrepdesign(clus1, type = "JK1", mse = TRUE), ~enroll, ~api00)
describe("clus1wr-jk1", as.svrepdesign(clus1wr, type = "JK1"), ~enroll, ~api00)
describe("strat-jkn", as.svrepdesign(strat, type = "JKn"), ~api.stu, ~api00)
describe("strat-jkn-mse", as.svrepdesign(strat, type = "JKn", mse = TRUE), ~api.stu, ~api00)

scdes <- svydesign(id = ~ambulance, strata = ~ESA, weights = ~weight, data = scd, nest = TRUE)
describe("scd-brr", as.svrepdesign(scdes, type = "BRR"), ~alive, NULL)
describe("scd-fay", as.svrepdesign(scdes, type = "Fay", fay.rho = 0.3), ~alive, NULL)

# Linear variances that bootstraps come near to.
clus2 <- svydesign(id = ~dnum + snum, weights = ~pw, data = apiclus2, fpc = ~fpc1 + fpc2)
note("clus2", "var_total", as.vector(vcov(svytotal(~enroll, clus2))))
note("strat", "var_total", as.vector(vcov(svytotal(~api.stu, strat))))
note("canty-strat", "scale", as.svrepdesign(strat, type = "bootstrap", replicates = 50)$scale)
note("subbootstrap", "scale", as.svrepdesign(clus1wr, type = "subbootstrap", replicates = 50)$scale)

# Replicate weights that come with the data.
set.seed(20)
base <- 100 + round(50 * runif(12))
factors <- matrix(round(runif(12 * 6, 0.5, 1.6), 3), 12)
y <- round(100 * runif(12))
save(data.frame(base, y, factors), "given")
given <- function(case, ...) {
  design <- suppressWarnings(
    svrepdesign(data = data.frame(y), weights = base, repweights = factors, combined.weights = FALSE, ...))
  note(case, "scale", design$scale)
  note(case, "rscales", design$rscales)
  note(case, "degf", degf(design))
  note(case, "var_total", as.vector(vcov(svytotal(~y, design))))
}
given("given-JK1", type = "JK1")
given("given-JK1-scale", type = "JK1", scale = 0.7, mse = TRUE)
given("given-JKn", type = "JKn")
given("given-JKn-rscales", type = "JKn", scale = 1, rscales = c(0.5, 0.6, 0, 0.8, 0.9, 0.7))
given("given-BRR", type = "BRR")
given("given-Fay", type = "Fay", rho = 0.4)
given("given-bootstrap", type = "bootstrap")
given("given-bootstrap-average", type = "bootstrap", bootstrap.average = 4, mse = TRUE)
given("given-ACS", type = "ACS")
given("given-successive-difference", type = "successive-difference", mse = TRUE)
given("given-JK2", type = "JK2")
given("given-other", type = "other", scale = 0.11, rscales = c(1, 2, 3, 1, 2, 3))
write.csv(do.call(rbind, rows), paste0(folder, "expected.csv"), row.names = FALSE, quote = FALSE)
