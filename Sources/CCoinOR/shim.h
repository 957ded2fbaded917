#ifndef TRADE_IMPACT_CCOINOR_SHIM_H
#define TRADE_IMPACT_CCOINOR_SHIM_H

#include <coin/Clp_C_Interface.h>
#include <coin/Cbc_C_Interface.h>

// The functions in use, with the types of their declarations. The libraries are opened when a program is first solved; see
// CoinORLibrary.swift for the reasons.
typedef struct {
  __typeof__(Clp_newModel) *newModel;
  __typeof__(Clp_deleteModel) *deleteModel;
  __typeof__(Clp_setLogLevel) *setLogLevel;
  __typeof__(Clp_scaling) *scaling;
  __typeof__(Clp_loadProblem) *loadProblem;
  __typeof__(Clp_chgObjCoefficients) *setCosts;
  __typeof__(Clp_chgColumnLower) *setLower;
  __typeof__(Clp_chgColumnUpper) *setUpper;
  __typeof__(Clp_setRowStatus) *setRowStatus;
  __typeof__(Clp_setColumnStatus) *setColumnStatus;
  __typeof__(Clp_primal) *primal;
  __typeof__(Clp_dual) *dual;
  __typeof__(Clp_status) *status;
  __typeof__(Clp_primalColumnSolution) *solution;
} clp_functions;

typedef struct {
  __typeof__(Cbc_newModel) *newModel;
  __typeof__(Cbc_deleteModel) *deleteModel;
  __typeof__(Cbc_setLogLevel) *setLogLevel;
  __typeof__(Cbc_loadProblem) *loadProblem;
  __typeof__(Cbc_setInteger) *setInteger;
  __typeof__(Cbc_setAllowableGap) *setAllowableGap;
  __typeof__(Cbc_setAllowableFractionGap) *setAllowableFractionGap;
  __typeof__(Cbc_setMaximumNodes) *setMaximumNodes;
  __typeof__(Cbc_solve) *solve;
  __typeof__(Cbc_isProvenOptimal) *isProvenOptimal;
  __typeof__(Cbc_isProvenInfeasible) *isProvenInfeasible;
  __typeof__(Cbc_isContinuousUnbounded) *isContinuousUnbounded;
  __typeof__(Cbc_bestSolution) *bestSolution;
} cbc_functions;

#endif
