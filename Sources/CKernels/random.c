#include "kernels.h"
#include "random.h"

// A fused multiply-add rounds once where a product and a sum round twice: without it all clones agree to the bit.
#pragma STDC FP_CONTRACT OFF

ALWAYS_INLINE uint64_t rotated(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

// Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2021).
ALWAYS_INLINE uint64_t next(uint64_t s[4]) {
    uint64_t result = rotated(s[1] * 5, 7) * 9, shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotated(s[3], 45);
    return result;
}

uint64_t ms_random_next(uint64_t state[4]) { return next(state); }

// −2·ln u for u in (0, 1]: u = 2^e·m with m in [√½, √2), ln m = 2·artanh((m − 1)/(m + 1)).
ALWAYS_INLINE float minus_twice_logarithm(float u) {
    int32_t bits;
    memcpy(&bits, &u, 4);
    int32_t exponent = (bits - 0x3f3504f3) >> 23;
    bits -= exponent * (1 << 23);
    float m;
    memcpy(&m, &bits, 4);
    float s = (m - 1) / (m + 1), q = s * s;
    float series = 1 + q * (1.0f / 3 + q * (1.0f / 5 + q * (1.0f / 7 + q * (1.0f / 9))));
    float value = -2 * ((float)exponent * 0.693147181f + 2 * s * series);
    return value > 0 ? value : 0;
}

enum { chunk = 512 };

// Box and Muller: two normals from 31 bits for the radius and 32 for the angle, of which two choose the quadrant.
CLONES static void box_muller(float *restrict first, float *restrict second, const uint64_t *restrict words) {
    for (int i = 0; i < chunk; i++) {
        uint32_t high = (uint32_t)(words[i] >> 32), low = (uint32_t)words[i];
        float u = ((float)(int32_t)(high >> 1) + 0.5f) * 0x1p-31f;
        float radius = __builtin_elementwise_sqrt(minus_twice_logarithm(u));
        float x = ((float)(int32_t)(low & 0x3fffffff) * 0x1p-30f - 0.5f) * 1.57079633f;
        float q = x * x;
        float sine = x * (1 - q * (1.0f / 6 - q * (1.0f / 120 - q * (1.0f / 5040 - q * (1.0f / 362880)))));
        float cosine = 1 - q * (0.5f - q * (1.0f / 24 - q * (1.0f / 720 - q * (1.0f / 40320 - q * (1.0f / 3628800)))));
        uint32_t odd = (low >> 30) & 1, negative = low >> 31;
        float a = odd ? -sine : cosine, b = odd ? cosine : sine;
        radius = negative ? -radius : radius;
        first[i] = radius * a;
        second[i] = radius * b;
    }
}

void ms_random_normal(uint64_t state[4], float *values, size_t n) {
    uint64_t words[chunk];
    float first[chunk], second[chunk];
    for (size_t done = 0; done < n; done += 2 * chunk) {
        size_t left = n - done < 2 * chunk ? n - done : 2 * chunk, pairs = (left + 1) / 2;
        for (size_t i = 0; i < pairs; i++) words[i] = next(state);
        for (size_t i = pairs; i < chunk; i++) words[i] = 0;
        box_muller(first, second, words);
        for (size_t i = 0; i < left / 2; i++) {
            values[done + 2 * i] = first[i];
            values[done + 2 * i + 1] = second[i];
        }
        if (left % 2) values[done + left - 1] = first[left / 2];
    }
}
