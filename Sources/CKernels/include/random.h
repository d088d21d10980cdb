// Random numbers in bulk: the same state gives the same bytes on every processor.
#pragma once
#include <stddef.h>
#include <stdint.h>

// The next 64 bits of xoshiro256** for a state of four words, not all zero.
uint64_t ms_random_next(uint64_t state[4]);
// n independent N(0, 1) values; takes ceil(n/2) words from the generator.
void ms_random_normal(uint64_t state[4], float *values, size_t n);
