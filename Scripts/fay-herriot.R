# Fay-Herriot fits with dense matrices: Tests/Fixtures/fay-herriot/r.csv and boundary-data.csv
# Run from the package folder: Rscript Scripts/fay-herriot.R
# Formulae of Rao and Molina (2015), sections 6.1 and 6.2, and of the papers named in the module, written out as they stand.
folder <- "Tests/Fixtures/fay-herriot"
milk <- read.csv(file.path(folder, "case-221-data.csv"))
space <- read.csv(file.path(folder, "case-223-data.csv"))
set.seed(5)
flat <- data.frame(area = sprintf("a%02d", 1:15), x = round(runif(15, 1, 9), 2), var = round(runif(15, 0.5, 3), 3))
flat$y <- round(2 + 0.7 * flat$x + rnorm(15, 0, 0.4 * sqrt(flat$var)), 4)
write.csv(flat, file.path(folder, "boundary-data.csv"), row.names = FALSE, quote = FALSE)

cases <- list(
  milk = list(y = milk$yi, D = milk$var, X = model.matrix(~ factor(milk$MajorArea))),
  spacetime = list(y = space$Y, D = space$Var, X = cbind(1, space$X1, space$X2)),
  boundary = list(y = flat$y, D = flat$var, X = cbind(1, flat$x)))

score <- function(method, A, y, D, X) {
  Vi <- diag(1 / (A + D)); m <- length(y); p <- ncol(X)
  P <- Vi - Vi %*% X %*% solve(t(X) %*% Vi %*% X) %*% t(X) %*% Vi
  Py <- P %*% y
  switch(method,
    REML = (sum(Py^2) - sum(diag(P))) / 2, ML = (sum(Py^2) - sum(diag(Vi))) / 2,
    AR = (sum(Py^2) - sum(diag(P))) / 2 + 1 / A, AML = (sum(Py^2) - sum(diag(Vi))) / 2 + 1 / A,
    FH = sum(t(y) %*% Py) - (m - p))
}
estimate <- function(method, y, D, X) {
  m <- length(y); p <- ncol(X)
  if (method == "PR") {
    H <- X %*% solve(t(X) %*% X) %*% t(X)
    return(max((sum((y - H %*% y)^2) - sum(D * (1 - diag(H)))) / (m - p), 0))
  }
  if (!method %in% c("AR", "AML") && score(method, 0, y, D, X) <= 0) return(0)
  uniroot(function(A) score(method, A, y, D, X), median(D) * c(1e-6, 1e3), tol = 1e-16 * median(D), maxiter = 1000)$root
}
fit <- function(method, y, D, X) {
  A <- estimate(method, y, D, X); m <- length(y); v <- A + D
  Q <- solve(t(X) %*% (X / v)); beta <- drop(Q %*% t(X) %*% (y / v)); fitted <- drop(X %*% beta)
  B <- D / v
  g1 <- A * B; g2 <- B^2 * rowSums((X %*% Q) * X)
  variance <- switch(method, FH = 2 * m / sum(1 / v)^2, PR = 2 * sum(v^2) / m^2, 2 / sum(1 / v^2))
  g3 <- B^2 * variance / v
  leverage <- sum(diag(Q %*% t(X) %*% (X / v^2))); s2 <- sum(1 / v^2); s1 <- sum(1 / v)
  bias <- switch(method, REML = 0, PR = 0, ML = -leverage / s2, AR = 2 / (A * s2), AML = (2 / A - leverage) / s2,
    FH = 2 * (m * s2 - s1^2) / s1^3)
  loglik <- -0.5 * sum(log(2 * pi * v) + (y - fitted)^2 / v)
  list(sigma2_u = A, sigma2_u_se = sqrt(variance), beta = beta, beta_se = sqrt(diag(Q)), gamma = A / v,
    eblup = fitted + A / v * (y - fitted), synthetic = fitted, g1 = g1, g2 = g2, g3 = g3,
    prasad_rao = g1 + g2 + 2 * g3, datta_lahiri = g1 + g2 + 2 * g3 - bias * B^2, loglik = loglik,
    restricted_loglik = loglik + 0.5 * c(determinant(Q)$modulus))
}
rows <- list()
for (case in names(cases)) for (method in c("REML", "ML", "FH", "PR", "AR", "AML")) {
  result <- do.call(fit, c(method, cases[[case]]))
  for (field in names(result)) rows[[paste(case, method, field)]] <- data.frame(
    case, method, field, i = seq_along(result[[field]]) - 1, value = sprintf("%.17g", result[[field]]))
}
write.csv(do.call(rbind, rows), file.path(folder, "r.csv"), row.names = FALSE, quote = FALSE)
cat(R.version.string, "\n")
