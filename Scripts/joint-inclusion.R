# Joint inclusion probabilities by R sampling 2.9 and survey: Tests/Fixtures/sampling-joint/r.csv
# Run from the package folder: Rscript Scripts/joint-inclusion.R
suppressMessages({library(sampling); library(survey)})

folder <- "Tests/Fixtures/sampling-joint"
set.seed(20)
sizes <- list(
  municipalities = read.csv(file.path(folder, "case-205-data.csv"), check.names = FALSE)$size,
  skewed = round(exp(rnorm(25, 4, 0.8)), 1),
  tied = c(3, 3, 3, 5, 5, 8, 8, 8, 8, 12, 13.5, 13.50001),
  small = c(1, 2, 3, 4),
  large = round(exp(rnorm(120, 3, 0.6)), 2))
n <- c(municipalities = 4, skewed = 7, tied = 5, small = 2, large = 30)

# The canonical weights of the maximum entropy design, iterated until they stand still.
maxent <- function(pik) {
  tilde <- UPMEpiktildefrompik(pik, eps = 1e-12)
  UPMEpik2frompikw(pik, tilde / (1 - tilde))
}
# survey holds (pi_kl - pi_k pi_l) / pi_kl of sampled units; here the first n are the sample.
fromdcheck <- function(pik, check) {
  sampled <- seq_len(round(sum(pik)))
  m <- matrix(NA, length(pik), length(pik))
  m[sampled, sampled] <- outer(pik[sampled], pik[sampled]) / (1 - as.matrix(check(pik[sampled])))
  m
}
methods <- list(
  sampford = UPsampfordpi2, maximum_entropy = maxent, tille = UPtillepi2, midzuno = UPmidzunopi2,
  systematic = UPsystematicpi2,
  hartley_rao_quotient = function(p) {
    fromdcheck(p, function(s) survey:::HRDcheck(s, p2bar = sum(p^2) / length(s)))
  },
  overton = function(p) fromdcheck(p, survey:::overton2Dcheck))

rows <- list()
for (case in names(sizes)) {
  pik <- inclusionprobabilities(sizes[[case]], n[[case]])
  stopifnot(all(pik < 1))
  N <- length(pik)
  rows[[paste(case, "first")]] <- data.frame(case, method = "first", k = seq_len(N) - 1, l = sizes[[case]], value = pik)
  for (method in names(methods)) {
    # Sums of alternating sign lose all digits in larger samples.
    if (case == "large" && method == "sampford") next
    m <- methods[[method]](pik)
    at <- which(upper.tri(m) & !is.na(m), arr.ind = TRUE)
    if (case == "large") at <- at[seq(1, nrow(at), 37), ]
    rows[[paste(case, method)]] <- data.frame(case, method, k = at[, 1] - 1, l = at[, 2] - 1, value = m[at])
  }
}
table <- do.call(rbind, rows)
table$l <- sprintf("%.17g", table$l)
table$value <- sprintf("%.17g", table$value)
write.csv(table, file.path(folder, "r.csv"), row.names = FALSE, quote = FALSE)
cat(R.version.string, "; sampling", format(packageVersion("sampling")), "; survey", format(packageVersion("survey")), "\n")
