#ifndef TRADE_IMPACT_CLIBZIP_SHIM_H
#define TRADE_IMPACT_CLIBZIP_SHIM_H

#include <zip.h>

// The functions in use, with the types of their declarations. The library is opened when the first workbook is read; see
// ZipLibrary.swift.
typedef struct {
  __typeof__(zip_open) *open;
  __typeof__(zip_discard) *discard;
  __typeof__(zip_name_locate) *name_locate;
  __typeof__(zip_stat_index) *stat_index;
  __typeof__(zip_fopen_index) *fopen_index;
  __typeof__(zip_fread) *fread;
  __typeof__(zip_fclose) *fclose;
  __typeof__(zip_file_strerror) *file_strerror;
  __typeof__(zip_strerror) *strerror;
} libzip_functions;

#endif
