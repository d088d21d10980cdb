#include "kernels.h"

typedef struct {
    float *to;
    const float *from, *mask;
    int height, width, block, side, first, rows;
} padding;

CLONES static void pad_range(const void *context, size_t begin, size_t end) {
    const padding *k = context;
    int h = k->height, w = k->width, b = k->block, s = k->side, padded_w = w + 2 * s;
    for (size_t row = begin; row < end; row++) {
        size_t plane = row / k->rows;
        int y = reflected((int)(row % k->rows) + k->first - s, h);
        const float *restrict from = k->from + (plane * h + y) * w * b;
        float *restrict to = k->to + row * padded_w * b;
        memcpy(to + s * b, from, (size_t)w * b * sizeof(float));
        for (int x = 0; x < s; x++) {
            memcpy(to + x * b, from + (s - x) * b, b * sizeof(float));
            memcpy(to + (s + w + x) * b, from + (w - 2 - x) * b, b * sizeof(float));
        }
    }
}

void ms_reflect_pad_rows(float *padded, const float *source, size_t planes, int height, int width, int block, int side,
                         int first, int rows) {
    padding k = {padded, source, NULL, height, width, block, side, first, rows};
    ms_parallel(planes * rows, pad_range, &k);
}

void ms_reflect_pad(float *padded, const float *source, size_t planes, int height, int width, int block, int side) {
    ms_reflect_pad_rows(padded, source, planes, height, width, block, side, 0, height + 2 * side);
}

// Without branches: a NaN stays one, since its upper half keeps some bit of the fraction that is set here.
ALWAYS_INLINE void round_to_bfloat(uint16_t *restrict to, const float *restrict from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint32_t bits;
        memcpy(&bits, from + i, 4);
        uint32_t rounded = (bits + 0x7fffu + ((bits >> 16) & 1)) >> 16;
        to[i] = (uint16_t)((bits & 0x7fffffffu) > 0x7f800000u ? bits >> 16 | 0x40u : rounded);
    }
}

typedef struct {
    uint16_t *to;
    padding k;
} bfloat_padding;

CLONES static void pad_bfloat_range(const void *context, size_t begin, size_t end) {
    const bfloat_padding *outer = context;
    const padding *k = &outer->k;
    int h = k->height, w = k->width, b = k->block, s = k->side, padded_w = w + 2 * s;
    for (size_t row = begin; row < end; row++) {
        size_t plane = row / k->rows;
        int y = reflected((int)(row % k->rows) + k->first - s, h);
        uint16_t *restrict to = outer->to + row * padded_w * b, *middle = to + (size_t)s * b;
        round_to_bfloat(middle, k->from + (plane * h + y) * w * b, (size_t)w * b);
        for (int x = 0; x < s; x++) {
            memcpy(to + (size_t)x * b, middle + (size_t)(s - x) * b, b * sizeof(uint16_t));
            memcpy(middle + (size_t)(w + x) * b, middle + (size_t)(w - 2 - x) * b, b * sizeof(uint16_t));
        }
    }
}

void ms_reflect_pad_rows_bfloat(uint16_t *padded, const float *source, size_t planes, int height, int width, int block,
                                int side, int first, int rows) {
    bfloat_padding k = {padded, {NULL, source, NULL, height, width, block, side, first, rows}};
    ms_parallel(planes * rows, pad_bfloat_range, &k);
}

// The rows of the padded plane that mirror row y: itself, and at most one beyond each edge.
CLONES static void fold_range(const void *context, size_t begin, size_t end) {
    const padding *k = context;
    int h = k->height, w = k->width, b = k->block, s = k->side, padded_h = h + 2 * s, padded_w = w + 2 * s;
    size_t count = (size_t)w * b;
    for (size_t row = begin; row < end; row++) {
        size_t plane = row / h;
        int y = (int)(row % h), rows[3] = {y + s, -1, -1}, found = 1;
        if (y >= 1 && y <= s) rows[found++] = s - y;
        if (y <= h - 2 && y >= h - 1 - s) rows[found++] = s + 2 * h - 2 - y;
        float *restrict to = k->to + row * count;
        for (int r = 0; r < found; r++) {
            const float *restrict from = k->from + (plane * padded_h + rows[r]) * padded_w * b;
            const float *restrict middle = from + s * b;
            if (r == 0) {
                memcpy(to, middle, count * sizeof(float));
            } else {
                for (size_t i = 0; i < count; i++) to[i] += middle[i];
            }
            for (int x = 0; x < s; x++) {
                for (int l = 0; l < b; l++) {
                    to[(s - x) * b + l] += from[x * b + l];
                    to[(w - 2 - x) * b + l] += from[(s + w + x) * b + l];
                }
            }
        }
        if (k->mask) {
            const float *restrict mask = k->mask + row * count;
            for (size_t i = 0; i < count; i++) to[i] = mask[i] > 0 ? to[i] : 0;
        }
    }
}

void ms_reflect_fold(float *source, const float *padded, const float *mask, size_t planes, int height, int width,
                     int block, int side) {
    padding k = {source, padded, mask, height, width, block, side, 0, 0};
    ms_parallel(planes * height, fold_range, &k);
}
