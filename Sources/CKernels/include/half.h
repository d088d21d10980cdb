// Conversion between float32 and IEEE 754 half precision (as bit patterns), rounding to the nearest even.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Values beyond ±65,520 become infinite; NaN stays NaN.
void ms_half_from_float(uint16_t *half, const float *values, size_t n);
void ms_float_from_half(float *values, const uint16_t *half, size_t n);
