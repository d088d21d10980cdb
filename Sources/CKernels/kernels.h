// What the kernel files share: CPU clones, unaligned vector access, reflection of an index.
#pragma once
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "CKernels.h"

// The loader picks the clone for the processor, so that one binary runs on every x86-64 and still uses its vectors.
#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif
#define ALWAYS_INLINE static inline __attribute__((always_inline))

ALWAYS_INLINE int reflected(int index, int count) {
    if (index < 0) return -index;
    return index >= count ? 2 * count - 2 - index : index;
}
