#ifndef TRADE_IMPACT_COPENBLAS_SHIM_H
#define TRADE_IMPACT_COPENBLAS_SHIM_H

// OpenBLAS here is the build with 32-bit integers. lapacke.h makes lapack_int a macro, which Swift cannot see; fixed as
// a type before that header is read, it is one.
#include <stdint.h>
typedef int32_t lapack_int;
#define lapack_int lapack_int

#include <cblas.h>
#include <lapacke.h>

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
