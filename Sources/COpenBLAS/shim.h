#ifndef TRADE_IMPACT_COPENBLAS_SHIM_H
#define TRADE_IMPACT_COPENBLAS_SHIM_H

// OpenBLAS here is the build with 32-bit integers. lapacke.h makes lapack_int a macro, which Swift cannot see; fixed as
// a type before that header is read, it is one.
#include <stdint.h>
typedef int32_t lapack_int;
#define lapack_int lapack_int

#include <cblas.h>
#include <lapacke.h>

// The functions in use, with the types of their declarations. The libraries are opened when a program first computes with
// them and not when it starts; see OpenBLASLibrary.swift for the reasons.
typedef struct {
  __typeof__(cblas_dgemm) *dgemm;
  __typeof__(cblas_dgemv) *dgemv;
  __typeof__(cblas_dsyrk) *dsyrk;
  __typeof__(cblas_dtrsv) *dtrsv;
  __typeof__(LAPACKE_dgecon) *dgecon;
  __typeof__(LAPACKE_dgeqp3) *dgeqp3;
  __typeof__(LAPACKE_dgetrf) *dgetrf;
  __typeof__(LAPACKE_dgetri) *dgetri;
  __typeof__(LAPACKE_dgetrs) *dgetrs;
  __typeof__(LAPACKE_dorgqr) *dorgqr;
  __typeof__(LAPACKE_dormqr) *dormqr;
  __typeof__(LAPACKE_dpocon) *dpocon;
  __typeof__(LAPACKE_dpotrf) *dpotrf;
  __typeof__(LAPACKE_dpotri) *dpotri;
  __typeof__(LAPACKE_dpotrs) *dpotrs;
  __typeof__(LAPACKE_dsyevd) *dsyevd;
  __typeof__(LAPACKE_dtrcon) *dtrcon;
  __typeof__(openblas_get_corename) *corename;
} openblas_functions;

// What the processor and the operating system both allow (wide registers must also be saved on a context switch, which
// __builtin_cpu_supports checks and the flag bits alone do not say). Bits: 1 AVX, 2 AVX2 and FMA, 4 AVX-512 F, DQ, BW, VL.
static inline int openblas_shim_vector_extensions(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int avx = __builtin_cpu_supports("avx") != 0;
  int avx2 = avx && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  int avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
  return avx | avx2 << 1 | avx512 << 2;
#else
  return 0;
#endif
}

#endif
