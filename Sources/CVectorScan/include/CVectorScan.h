#ifndef CVECTORSCAN_H
#define CVECTORSCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The fields found so far: where each starts, and how many there are up to each line end.
typedef struct {
  uint32_t *starts;
  size_t start_count;
  uint32_t *counts;
  size_t line_count;
} vector_scan_fields;

/// Whether the processor has the instructions of `vector_scan_plain`: AVX2, BMI and POPCNT.
bool vector_scan_is_supported(void);

/// Enters the fields of plain blocks of 64 bytes, those without quote, carriage return and NUL, up to the first other one,
/// until fewer than 64 bytes are left or `capacity` starts are there.
///
/// Entries are written eight at a time: there must be room for 64 + 8 beyond `capacity`.
/// Returns where it stopped.
size_t vector_scan_plain(
    const uint8_t *bytes, size_t position, size_t count, uint8_t delimiter, size_t capacity,
    vector_scan_fields *fields);

#endif
