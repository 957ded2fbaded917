# Reference results of R survey, in the format of Tests/Fixtures/cases: Rscript Scripts/survey-cases.R Tests/Fixtures/r-survey
suppressMessages(library(survey))
folder <- commandArgs(TRUE)[1]
data(api)
options(survey.lonely.psu = "fail")

# --- writing ------------------------------------------------------------------
number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "null")
json <- function(x) {
  if (is.null(x)) return("null")
  if (is.matrix(x)) return(paste0("[", paste(apply(x, 1, function(r) json(many(r))), collapse = ","), "]"))
  if (is.list(x)) {
    if (is.null(names(x))) return(paste0("[", paste(sapply(x, json), collapse = ","), "]"))
    return(paste0("{", paste0("\"", names(x), "\":", sapply(x, json), collapse = ","), "}"))
  }
  if (is.logical(x)) v <- ifelse(x, "true", "false")
  else if (is.numeric(x)) v <- number(x)
  else v <- paste0("\"", x, "\"")
  if (length(v) == 1 && is.null(attr(x, "list"))) v else paste0("[", paste(v, collapse = ","), "]")
}
many <- function(x) { x <- unname(x); attr(x, "list") <- TRUE; x }
table_file <- function(name, d) write.csv(d, file.path(folder, name), row.names = FALSE, na = "")
types <- function(d) lapply(d, function(v) if (is.numeric(v)) "number" else "string")
case <- function(name, file, d, design, requests, expected, rel, extra = NULL) {
  dir.create(file.path(folder, name), showWarnings = FALSE, recursive = TRUE)
  x <- list(id = name, reference_software = "R survey 4.1.1, Scripts/survey-cases.R",
            data = list(file = paste0("../", file), rows = nrow(d), columns = types(d)))
  if (!is.null(design)) x$design <- design
  x$requests <- requests; x$expected <- expected; x$tolerance <- list(rel = rel)
  writeLines(json(x), file.path(folder, name, "case.json"))
}
estimates <- function(labels, estimate, v, df, level = 0.95) {
  v <- as.matrix(v); se <- sqrt(diag(v)); t <- qt(1 - (1 - level) / 2, df)
  list(labels = many(labels), estimate = many(as.numeric(estimate)), se = many(se),
       ci_lower = many(as.numeric(estimate) - t * se), ci_upper = many(as.numeric(estimate) + t * se), vcov = unname(v), ci_df = df)
}
stat <- function(s, labels, design) estimates(labels, coef(s), vcov(s), degf(design))

# --- data ---------------------------------------------------------------------
strat <- apistrat[, c("cds","stype","dnum","api00","api99","sch.wide","comp.imp","awards","meals","ell","mobility","enroll","api.stu","pw","fpc")]
strat$sw <- as.numeric(strat$sch.wide == "Yes"); strat$count <- round(strat$mobility / 5); strat$positive <- strat$enroll + 1
names(strat)[1] <- "cds"
clus1 <- apiclus1[, c("stype","dnum","snum","api00","api99","sch.wide","comp.imp","meals","ell","mobility","enroll","api.stu","pw","fpc")]
clus1$sw <- as.numeric(clus1$sch.wide == "Yes")
clus2 <- apiclus2[, c("stype","dnum","snum","api00","api99","sch.wide","comp.imp","meals","ell","enroll","api.stu","pw","fpc1","fpc2")]
clus2 <- clus2[!is.na(clus2$enroll), ]
table_file("apistrat.csv", strat); table_file("apiclus1.csv", clus1); table_file("apiclus2.csv", clus2)
ds <- svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat)
dc <- svydesign(~dnum, weights = ~pw, fpc = ~fpc, data = clus1)
d2 <- svydesign(~dnum + snum, fpc = ~fpc1 + fpc2, data = clus2)
js <- list(ids = list(), strata = many("stype"), weights = "pw", fpc = many("fpc"))
jc <- list(ids = many("dnum"), weights = "pw", fpc = many("fpc"))
j2 <- list(ids = many(c("dnum", "snum")), fpc = many(c("fpc1", "fpc2")))

# --- quantiles: every rule, every interval -------------------------------------
rules <- c("math","school","shahvaish","hf1","hf2","hf3","hf4","hf5","hf6","hf7","hf8","hf9"); p <- c(0.1, 0.25, 0.5, 0.9)
quantile_fields <- function(q, vars, p, df) {
  m <- do.call(rbind, lapply(vars, function(v) q[[v]]))
  list(labels = many(as.vector(t(outer(vars, p, paste, sep = "@")))), estimate = many(m[, 1]), se = many(m[, 4]),
       ci_lower = many(m[, 2]), ci_upper = many(m[, 3]), ci_df = df)
}
req <- list(); exp <- list()
for (r in rules) {
  # Shah and Vaish's positions do not ascend, and R reads its rule at 1, where ours is the largest value.
  p <- if (r == "shahvaish") c(0.1, 0.25, 0.5) else c(0.1, 0.25, 0.5, 0.9)
  req[[r]] <- list(statistic = "quantile", variables = many(c("api00","enroll")), probs = many(p), qrule = r, interval_type = "mean")
  exp[[r]] <- quantile_fields(svyquantile(~api00 + enroll, ds, p, qrule = r), c("api00","enroll"), p, degf(ds))
}
p <- c(0.1, 0.25, 0.5, 0.9)
for (i in c("beta","xlogit","asin","score")) {
  req[[i]] <- list(statistic = "quantile", variables = many("api00"), probs = many(p), interval_type = i)
  exp[[i]] <- quantile_fields(svyquantile(~api00, ds, p, interval.type = i), "api00", p, degf(ds))
}
case("quantile-rules", "apistrat.csv", strat, js, req, exp, 1e-9)
req <- list(); exp <- list()
for (i in c("mean","beta","xlogit","asin")) {
  req[[i]] <- list(statistic = "quantile", variables = many(c("api00","enroll")), probs = many(p), interval_type = i)
  exp[[i]] <- quantile_fields(svyquantile(~api00 + enroll, dc, p, interval.type = i), c("api00","enroll"), p, degf(dc))
}
case("quantile-cluster", "apiclus1.csv", clus1, jc, req, exp, 1e-9)

# --- proportions: every interval ------------------------------------------------
req <- list(); exp <- list()
for (i in c("mean","logit","likelihood","asin","beta","xlogit")) {
  c1 <- svyciprop(~I(sch.wide == "Yes"), dc, method = i)
  req[[i]] <- list(statistic = "proportion", event = list(variable = "sch.wide", op = "==", value = "Yes"), ci_method = i)
  exp[[i]] <- list(labels = many("proportion"), estimate = many(as.numeric(c1)), se = many(as.numeric(sqrt(attr(c1, "var")))),
                   ci_lower = many(confint(c1)[1]), ci_upper = many(confint(c1)[2]))
}
case("proportion-intervals", "apiclus1.csv", clus1, jc, req, exp, 1e-4)

# --- models ---------------------------------------------------------------------
labels_of <- function(m) {
  x <- names(coef(m)); x <- gsub("stype([EHM])", "stype=\\1", x); x <- gsub("sch.wide(Yes|No)", "sch.wide=\\1", x); x
}
model <- function(m, d) {
  s <- summary(m); e <- estimates(labels_of(m), coef(m), vcov(m), m$df.residual)
  e$t <- many(coef(m) / sqrt(diag(vcov(m)))); e$p_value <- many(2 * pt(-abs(e$t), m$df.residual)); e$df_residual <- m$df.residual
  e$dispersion <- as.numeric(s$dispersion)[1]; e
}
wald <- function(t) list(F = as.numeric(t$Ftest), df1 = t$df, df2 = t$ddf, p_value = as.numeric(t$p))
lrt <- function(t) list(chisq = as.numeric(t$chisq), lambda = many(Re(t$lambda)), df1 = t$df, df2 = t$ddf)
num <- function(v) list(type = "numeric", variable = v)
stype <- list(type = "factor", variable = "stype", levels = many(c("E","H","M")), reference = "E")
glm_of <- function(outcome, terms, family, ...) list(statistic = "glm", outcome = outcome, terms = terms, family = family, ...)
g1 <- svyglm(control = list(epsilon = 1e-14, maxit = 100), api00 ~ ell + meals + stype, ds); g2 <- svyglm(control = list(epsilon = 1e-14, maxit = 100), sw ~ ell + meals, ds, family = quasibinomial(link = "probit"))
g3 <- svyglm(control = list(epsilon = 1e-14, maxit = 100), count ~ ell + stype, ds, family = quasipoisson); g4 <- svyglm(control = list(epsilon = 1e-14, maxit = 100), sw ~ ell, ds, family = quasibinomial(link = "cloglog"))
g5 <- svyglm(control = list(epsilon = 1e-14, maxit = 100), api00 ~ ell * sch.wide, ds); g6 <- svyglm(control = list(epsilon = 1e-14, maxit = 100), positive ~ meals, ds, family = Gamma(link = "log"))
g7 <- svyglm(control = list(epsilon = 1e-14, maxit = 100), count ~ ell, ds, family = quasipoisson(link = "sqrt"))
e1 <- model(g1, ds); e1$wald_stype <- wald(regTermTest(g1, ~stype)); e1$wald_two <- wald(regTermTest(g1, ~ell + meals))
e1$lrt_stype <- lrt(regTermTest(g1, ~stype, method = "LRT"))
e3 <- model(g3, ds); e3$lrt_stype <- lrt(regTermTest(g3, ~stype, method = "LRT"))
wide <- list(type = "factor", variable = "sch.wide", levels = many(c("No","Yes")), reference = "No")
case("models", "apistrat.csv", strat, js, list(
  gaussian = glm_of("api00", list(num("ell"), num("meals"), stype), "gaussian",
    wald_tests = list(list(name = "stype", terms = many("stype")), list(name = "two", terms = many(c("ell","meals")))),
    lrt_tests = list(list(name = "stype", terms = many("stype")))),
  probit = glm_of("sw", list(num("ell"), num("meals")), "quasibinomial", link = "probit"),
  poisson = glm_of("count", list(num("ell"), stype), "quasipoisson", lrt_tests = list(list(name = "stype", terms = many("stype")))),
  cloglog = glm_of("sw", list(num("ell")), "quasibinomial", link = "cloglog"),
  product = glm_of("api00", list(num("ell"), wide, list(type = "product", of = many(c("ell","sch.wide")))), "gaussian"),
  gamma = glm_of("positive", list(num("meals")), "gamma", link = "log"),
  root = glm_of("count", list(num("ell")), "quasipoisson", link = "sqrt")),
  list(gaussian = e1, probit = model(g2, ds), poisson = e3, cloglog = model(g4, ds), product = model(g5, ds),
       gamma = model(g6, ds), root = model(g7, ds)), 1e-6)
gd <- svyglm(control = list(epsilon = 1e-14, maxit = 100), api00 ~ ell, subset(dc, stype == "E")); gc <- svyglm(control = list(epsilon = 1e-14, maxit = 100), api00 ~ ell + stype, dc)
jk <- as.svrepdesign(dc, type = "JK1"); gj <- svyglm(control = list(epsilon = 1e-14, maxit = 100), sw ~ ell, jk, family = quasibinomial)
case("models-cluster", "apiclus1.csv", clus1, jc, list(
  domain = c(glm_of("api00", list(num("ell")), "gaussian"), list(domain = list(variable = "stype", op = "==", value = "E"))),
  whole = glm_of("api00", list(num("ell"), stype), "gaussian")), list(domain = model(gd, dc), whole = model(gc, dc)), 1e-6)
case("models-jackknife", "apiclus1.csv", clus1, c(jc, list(build_replicates = list(type = "JK1"))), list(
  logit = glm_of("sw", list(num("ell")), "quasibinomial")), list(logit = model(gj, jk)[c("labels","estimate","se","vcov","df_residual")]), 1e-6)

# --- tests ----------------------------------------------------------------------
rank <- function(t) list(statistic = as.numeric(t$statistic), df = as.numeric(t$parameter), p_value = as.numeric(t$p.value), estimate = many(as.numeric(t$estimate)))
chi <- function(t) list(statistic = as.numeric(t$statistic), p_value = as.numeric(t$p.value), parameter = many(as.numeric(t$parameter)))
req <- list(); exp <- list()
for (k in c("wilcoxon","vanderWaerden","median")) {
  req[[k]] <- list(statistic = "ranktest", variable = "enroll", group = "comp.imp", test = k)
  exp[[k]] <- rank(svyranktest(enroll ~ comp.imp, dc, test = k))
}
many_groups <- svyranktest(enroll ~ stype, dc, test = "KruskalWallis")
req$kruskal <- list(statistic = "ranktest", variable = "enroll", group = "stype", test = "KruskalWallis")
exp$kruskal <- list(p_value = as.numeric(many_groups$p.value))
for (k in c("F","Chisq","Wald","adjWald")) {
  req[[k]] <- list(statistic = "chisq", variables = many(c("comp.imp","stype")), method = k)
  exp[[k]] <- chi(svychisq(~comp.imp + stype, dc, statistic = k))
}
tt <- svyttest(enroll ~ comp.imp, dc)
req$ttest <- list(statistic = "ttest", variable = "enroll", group = "comp.imp")
exp$ttest <- list(statistic = as.numeric(tt$statistic), df = as.numeric(tt$parameter), p_value = as.numeric(tt$p.value),
                  estimate = many(as.numeric(tt$estimate)), ci_lower = many(tt$conf.int[1]), ci_upper = many(tt$conf.int[2]))
case("tests", "apiclus1.csv", clus1, jc, req, exp, 1e-7)

# --- weighting ------------------------------------------------------------------
some <- function(d) list(total = stat(svytotal(~enroll + api.stu, d), c("enroll","api.stu"), d), mean = stat(svymean(~api00, d), "api00", d),
  ratio = stat(svyratio(~api.stu, ~enroll, d), "api.stu/enroll", d), weights = list(weights = many(weights(d))))
ask <- list(total = list(statistic = "total", variables = many(c("enroll","api.stu"))), mean = list(statistic = "mean", variables = many("api00")),
  ratio = list(statistic = "ratio", numerators = many("api.stu"), denominators = many("enroll")), weights = list(statistic = "weights"))
pop <- c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018)
terms <- list(list(name = "(Intercept)", type = "intercept", total = 6194), list(name = "stype=H", type = "indicator", variable = "stype", value = "H", total = 755),
  list(name = "stype=M", type = "indicator", variable = "stype", value = "M", total = 1018))
enroll <- list(name = "api99", type = "numeric", variable = "api99", total = 3914069)
step <- function(...) list(calibration = list(list(...)))
tight <- function(...) calibrate(..., epsilon = 1e-12, maxit = 200)
case("calibrate-variance", "apiclus1.csv", clus1, c(jc, step(type = "calibrate", calfun = "linear", terms = list(enroll), variance = "api99")), ask,
  some(calibrate(dc, ~api99 - 1, c(api99 = 3914069), variance = clus1$api99)), 1e-8)
case("calibrate-logit", "apiclus1.csv", clus1, c(jc, step(type = "calibrate", calfun = "logit", terms = terms, bounds = many(c(0.5, 2)))), ask,
  some(tight(dc, ~stype, pop, calfun = "logit", bounds = c(0.5, 2))), 1e-6)
case("calibrate-aggregate", "apiclus1.csv", clus1, c(jc, step(type = "calibrate", calfun = "linear", terms = c(terms, list(enroll)), aggregate_stage = 1)), ask,
  some(calibrate(dc, ~stype + api99, c(pop, api99 = 3914069), aggregate.stage = 1)), 1e-8)
raked <- rake(dc, list(~stype, ~sch.wide), list(data.frame(stype = c("E","H","M"), Freq = c(4421, 755, 1018)), data.frame(sch.wide = c("No","Yes"), Freq = c(1072, 5122))),
  control = list(maxit = 200, epsilon = 1e-11, verbose = FALSE))
margins <- list(list(by = many("stype"), counts = list(E = 4421, H = 755, M = 1018)), list(by = many("sch.wide"), counts = list(No = 1072, Yes = 5122)))
case("rake", "apiclus1.csv", clus1, c(jc, step(type = "rake", margins = margins)), ask, some(raked), 1e-6)
trimmed <- trimWeights(raked, lower = 5, upper = 45, strict = FALSE)
case("rake-trim", "apiclus1.csv", clus1, c(jc, list(calibration = list(list(type = "rake", margins = margins), list(type = "trim", lower = 5, upper = 45)))), ask, some(trimmed), 1e-6)
strict <- trimWeights(raked, lower = 5, upper = 42, strict = TRUE)
case("rake-trim-strict", "apiclus1.csv", clus1, c(jc, list(calibration = list(list(type = "rake", margins = margins), list(type = "trim", lower = 5, upper = 42, strict = TRUE)))), ask, some(strict), 1e-6)
both <- calibrate(postStratify(d2, ~stype, data.frame(stype = c("E","H","M"), Freq = c(4421, 755, 1018))), ~api99, c(`(Intercept)` = 6194, api99 = 3914069))
case("poststratify-calibrate-twostage", "apiclus2.csv", clus2, c(j2, list(calibration = list(list(type = "poststratify", by = many("stype"), counts = list(E = 4421, H = 755, M = 1018)),
  list(type = "calibrate", calfun = "linear", terms = list(terms[[1]], enroll))))), ask, some(both), 1e-8)

# --- replicates built here -------------------------------------------------------
plain <- list(total = ask$total, mean = ask$mean, ratio = ask$ratio)
rep_some <- function(d) some(d)[1:3]
jkn <- as.svrepdesign(ds, type = "JKn")
case("jkn", "apistrat.csv", strat, c(js, list(build_replicates = list(type = "JKn"))), plain, rep_some(jkn), 1e-9)
gr <- calibrate(jk, ~stype, pop)
case("jk1-calibrated", "apiclus1.csv", clus1, c(jc, step(type = "calibrate", calfun = "linear", terms = terms), list(build_replicates = list(type = "JK1"))), plain,
  lapply(some(gr)[1:3], function(x) x[setdiff(names(x), c("ci_df","ci_lower","ci_upper"))]), 1e-8)

# --- unequal probabilities, two phases, half-samples, missing values --------------
# Run from the folder of the package.
d <- read.csv("Tests/Fixtures/cases/051-pps-brewer/data.csv"); table_file("election.csv",d)
joint<-as.matrix(read.csv("Tests/Fixtures/cases/055-pps-joint-ht/jointprob.csv")); write.csv(joint,file.path(folder, "joint.csv"),row.names=FALSE)
of_votes<-function(x) list(total=stat(svytotal(~Bush+Kerry,x),c("Bush","Kerry"),x), ratio=stat(svyratio(~Bush,~votes,x),"Bush/votes",x),mean=stat(svymean(~Bush,x),"Bush",x))
ask_votes<-list(total=list(statistic="total",variables=many(c("Bush","Kerry"))),ratio=list(statistic="ratio",numerators=many("Bush"),denominators=many("votes")),mean=list(statistic="mean",variables=many("Bush")))
P<-function(...) list(ids=list(),fpc=many("p"),pps=list(...))
case("overton","election.csv",d,P(method="overton"),ask_votes,of_votes(svydesign(~1,fpc=~p,data=d,pps="overton")),1e-9)
case("overton-yg","election.csv",d,P(method="overton",variance="YG"),ask_votes,of_votes(svydesign(~1,fpc=~p,data=d,pps="overton",variance="YG")),1e-9)
case("hr","election.csv",d,P(method="hartley-rao"),ask_votes,of_votes(svydesign(~1,fpc=~p,data=d,pps=HR())),1e-9)
case("joint-yg","election.csv",d,P(method="joint",file="../joint.csv",variance="YG"),ask_votes,of_votes(svydesign(~1,fpc=~p,data=d,pps=ppsmat(joint),variance="YG")),1e-9)
case("poisson","election.csv",d,P(method="poisson"),ask_votes,of_votes(svydesign(~1,fpc=~p,data=d,pps=poisson_sampling(d$p))),1e-9)
library(survival); data(nwtco,package="survival"); set.seed(1)
n<-nwtco[sort(sample(4028,700)),]; n$in.ccs<-(seq_len(700)%%3==0)|n$rel==1; n$incc2<-as.logical(with(n, ifelse(rel|instit==2,1,rbinom(nrow(n),1,.2))))
n$sub<-ifelse(n$incc2,"TRUE","FALSE"); n<-n[,c("seqno","instit","histol","stage","age","rel","edrel","sub","incc2")]; n$N<-4028; 
m<-n; m$incc2<-NULL; table_file("nwtco.csv",m)
some2<-function(x) list(total=stat(svytotal(~age,x),"age",x),mean=stat(svymean(~age+edrel,x),c("age","edrel"),x),ratio=stat(svyratio(~age,~edrel,x),"age/edrel",x))
ask2<-list(total=list(statistic="total",variables=many("age")),mean=list(statistic="mean",variables=many(c("age","edrel"))),ratio=list(statistic="ratio",numerators=many("age"),denominators=many("edrel")))
T<-function(p1,p2,m) list(method="twophase",phase1=p1,phase2=p2,in_phase2="sub",variance_method=m)
for(v in c("full","approx")){
 x<-twophase(list(~seqno,~seqno),strata=list(NULL,~rel),subset=~incc2,data=n,method=v)
 case(paste0("two-",v),"nwtco.csv",m,T(list(ids=many("seqno")),list(ids=many("seqno"),strata=many("rel")),v),ask2,some2(x),1e-9)
 # R 4.1 takes stratum sizes of other rows here for the full variance.
 if (v == "full") next
 x<-twophase(list(~seqno,~seqno),strata=list(~stage,~rel),fpc=list(~N,NULL),subset=~incc2,data=transform(n,N=c(1500,1200,900,428)[stage]),method=v)
 m2<-transform(m,N=c(1500,1200,900,428)[m$stage]); table_file("nwtco2.csv",m2)
 case(paste0("two-strat-",v),"nwtco2.csv",m2,T(list(ids=many("seqno"),strata=many("stage"),fpc=many("N")),list(ids=many("seqno"),strata=many("rel")),v),ask2,some2(x),1e-9)
}
data(scd); scd$one<-1; table_file("scd.csv",scd)
sd<-svydesign(~ambulance,strata=~ESA,weights=~one,data=scd,nest=TRUE); b<-as.svrepdesign(sd,type="BRR"); f<-as.svrepdesign(sd,type="Fay",fay.rho=.3)
J<-list(ids=many("ambulance"),strata=many("ESA"),weights="one",nest=TRUE)
r<-function(x) list(total=stat(svytotal(~alive,x),"alive",x))
case("brr","scd.csv",scd,c(J,list(build_replicates=list(type="BRR"))),list(total=list(statistic="total",variables=many("alive"))),r(b),1e-9)
case("fay","scd.csv",scd,c(J,list(build_replicates=list(type="Fay",rho=.3))),list(total=list(statistic="total",variables=many("alive"))),r(f),1e-9)
# nhanes nested multi
data(nhanes); nh<-nhanes[,c("SDMVPSU","SDMVSTRA","WTMEC2YR","HI_CHOL","race","agecat","RIAGENDR")]; nh$race<-paste0("r",nh$race); nh$agecat<-as.character(nh$agecat); nh<-nh[1:1500,]
table_file("nhanes.csv",nh)
dn<-svydesign(~SDMVPSU,strata=~SDMVSTRA,weights=~WTMEC2YR,nest=TRUE,data=nh)
Jn<-list(ids=many("SDMVPSU"),strata=many("SDMVSTRA"),weights="WTMEC2YR",nest=TRUE)
g<-svyglm(HI_CHOL~race+agecat+RIAGENDR,dn,family=quasibinomial,control=list(epsilon=1e-14))
lab<-names(coef(g)); lab<-sub("^race","race=",lab); lab<-sub("^agecat","agecat=",lab)
e<-estimates(lab,coef(g),vcov(g),g$df.residual); e$dispersion<-as.numeric(summary(g)$dispersion)[1]; tt<-regTermTest(g,~race); e$wald_race<-list(F=as.numeric(tt$Ftest),df1=tt$df,df2=tt$ddf,p_value=as.numeric(tt$p))
gl<-regTermTest(g,~agecat,method="LRT"); e$lrt_age<-list(chisq=as.numeric(gl$chisq),lambda=many(Re(gl$lambda)),p_value=as.numeric(gl$p))
by<-svyby(~HI_CHOL,~race+agecat,dn,svymean,na.rm=TRUE)
case("nhanes","nhanes.csv",nh,Jn,list(glm=list(statistic="glm",outcome="HI_CHOL",terms=list(list(type="factor",variable="race"),list(type="factor",variable="agecat"),list(type="numeric",variable="RIAGENDR")),family="quasibinomial",wald_tests=list(list(name="race",terms=many("race"))),lrt_tests=list(list(name="age",terms=many("agecat"))),na_rm=TRUE),
 chisq=list(statistic="chisq",variables=many(c("race","agecat")),method="F"),
 by=list(statistic="mean",variables=many("HI_CHOL"),by=many(c("race","agecat")),na_rm=TRUE),
 q=list(statistic="quantile",variables=many("HI_CHOL"),probs=many(.5),na_rm=TRUE)),
 list(glm=e,chisq={t<-svychisq(~race+agecat,dn); list(statistic=as.numeric(t$statistic),p_value=as.numeric(t$p.value),parameter=many(as.numeric(t$parameter)))},
 by=list(labels=many(paste0("race=",by$race,",agecat=",by$agecat,"|HI_CHOL")),estimate=many(coef(by)),se=many(as.numeric(SE(by))))),1e-6)
