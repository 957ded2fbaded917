# Input-output algebra of a random table of six sectors: Tests/Fixtures/input-output/
# Run from the package folder: Rscript Scripts/input-output.R
folder <- "Tests/Fixtures/input-output"
set.seed(8)
n <- 6
Z <- matrix(round(rexp(n * n, 1 / 40), 1), n); Z[3, 5] <- 0; Z[6, 1] <- 0
f <- round(runif(n, 150, 600), 1)
x <- rowSums(Z) + f
data <- data.frame(sector = sprintf("s%d", 1:n), Z, final_demand = f, output = x)
names(data)[2:(n + 1)] <- sprintf("z%d", 1:n)
data$jobs <- round(runif(n, 20, 90)); data$jobs[4] <- 0
data$labor <- round(runif(n, 0.2, 0.35) * x, 1)
data$consumption <- round(f * runif(n, 0.2, 0.6), 1)
data$imports <- round(x * runif(n, 0, 0.3), 1); data$exports <- round(f * runif(n, 0, 0.4), 1)
data$regional <- round(x * c(0.1, 0.3, 0.02, 0.15, 0.08, 0.2), 1)
write.csv(data, file.path(folder, "random-data.csv"), row.names = FALSE, quote = FALSE)

I <- diag(n); A <- Z %*% diag(1 / x); L <- solve(I - A); B <- diag(1 / x) %*% Z; G <- solve(I - B)
e <- data$jobs / x
income <- sum(data$labor)
closed <- rbind(cbind(A, data$consumption / income), c(data$labor / x, 0))
Lc <- solve(diag(n + 1) - closed)
share <- data$imports / (x - data$exports + data$imports)
Ld <- solve(I - (1 - share) * A)
slq <- (data$regional / sum(data$regional)) / (x / sum(x))
lambda <- log2(1 + sum(data$regional) / sum(x))^0.3
cilq <- outer(slq, slq, "/"); diag(cilq) <- slq
aflq <- lambda * cilq * rep(ifelse(slq > 1, log2(1 + slq), 1), each = n)
out <- list(leontief_inverse = L, ghosh_inverse = G, output_multipliers = colSums(L), forward_linkages = rowSums(L),
  power = colSums(L) / mean(colSums(L)), sensitivity = rowSums(L) / mean(rowSums(L)),
  simple_jobs = drop(e %*% L), closed_inverse = Lc, total_output = colSums(Lc)[1:n], truncated_output = colSums(Lc[1:n, 1:n]),
  income = Lc[n + 1, 1:n], type2_income = Lc[n + 1, 1:n] / (data$labor / x), total_jobs = drop(e %*% Lc[1:n, 1:n]),
  import_shares = share, domestic_inverse = Ld, slq = slq, slq_coefficients = A * pmin(slq, 1),
  cilq_coefficients = A * pmin(cilq, 1), flq_coefficients = A * pmin(lambda * cilq, 1), aflq_coefficients = A * pmin(aflq, 1))
rows <- lapply(names(out), function(name) {
  m <- as.matrix(out[[name]])
  data.frame(field = name, i = c(row(m)) - 1, j = c(col(m)) - 1, value = sprintf("%.17g", c(m)))
})
write.csv(do.call(rbind, rows), file.path(folder, "r.csv"), row.names = FALSE, quote = FALSE)
cat(R.version.string, "\n")
