# The smallest feasible bounds that CalibrationErrorTests compares with, by lpSolve.
#   Rscript Scripts/weighting-feasible-bounds.R Tests/Fixtures/weighting
library(lpSolve)
folder <- commandArgs(trailingOnly = TRUE)[1]
d <- read.csv(file.path(folder, "apiclus1.csv"))
x <- cbind(1, d$stype == "H", d$stype == "M", d$api99)
total <- c(6194, 755, 1018, 3914069)

# Least s with g in [1 - s below, 1 + s above]; unknowns are h = g - 1 + s below >= 0 and s.
least <- function(x, total, w, below, above) {
  n <- nrow(x); wx <- w * x; scale <- colSums(abs(wx))
  equations <- cbind(t(wx), -colSums(wx) * below) / scale
  limits <- cbind(diag(n), -(below + above))
  lp("min", c(rep(0, n), 1), rbind(equations, limits), c(rep("=", length(total)), rep("<=", n)),
     c((total - colSums(wx)) / scale, rep(0, n)))$objval
}
# Least U with g in [0, U].
least_upper <- function(x, total, w) {
  n <- nrow(x); wx <- w * x; scale <- colSums(abs(wx))
  lp("min", c(rep(0, n), 1), rbind(cbind(t(wx), 0) / scale, cbind(diag(n), -1)),
     c(rep("=", length(total)), rep("<=", n)), c(total / scale, rep(0, n)))$objval
}
cat(sprintf("case 173, s: %.12g\n", least(x, total, d$pw, 0.1, 0.1)))
cat(sprintf("bounds [0.95, 1.3], s: %.12g\n", least(x, total, d$pw, 0.05, 0.3)))
far <- total * c(1, 1, 1, 0.75)
cat(sprintf("api99 at three quarters, s: %.12g\n", least(x, far, d$pw, 0.1, 0.1)))
cat(sprintf("api99 at three quarters, U with L = 0: %.12g\n", least_upper(x, far, d$pw)))
