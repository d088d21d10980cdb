#include "half.h"
#include "kernels.h"

ALWAYS_INLINE float as_float(uint32_t bits) {
    float value;
    memcpy(&value, &bits, 4);
    return value;
}
ALWAYS_INLINE uint32_t as_bits(float value) {
    uint32_t bits;
    memcpy(&bits, &value, 4);
    return bits;
}

// Branch-free, so that compilers turn it into vectors on every processor, with or without conversion instructions.
CLONES void ms_half_from_float(uint16_t *restrict half, const float *restrict values, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint32_t bits = as_bits(values[i]), sign = bits & 0x80000000u, size = bits ^ sign;
        // Below 2^−14: adding ½ lets the adder round to steps of 2^−24.
        uint32_t small = as_bits(as_float(size) + 0.5f) - 0x3f000000u;
        // Else the exponent's bias falls from 127 to 15, and 13 bits are rounded off to the even neighbour.
        uint32_t normal = (size - 0x38000000u + 0xfffu + ((size >> 13) & 1)) >> 13;
        uint32_t special = size > 0x7f800000u ? 0x7e00u : 0x7c00u;
        uint32_t result = size < 0x38800000u ? small : size >= 0x477ff000u ? special : normal;
        half[i] = (uint16_t)(result | sign >> 16);
    }
}

CLONES void ms_float_from_half(float *restrict values, const uint16_t *restrict half, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint32_t bits = half[i], sign = (bits & 0x8000u) << 16, size = bits & 0x7fffu;
        // Multiplying by 2^112 moves the exponent's bias and makes subnormal numbers normal.
        uint32_t finite = as_bits(as_float(size << 13) * 0x1p112f);
        uint32_t result = size >= 0x7c00u ? (size << 13) | 0x7f800000u : finite;
        values[i] = as_float(result | sign);
    }
}
