#include "kernels.h"

// Rows on their way through a network. A unit is one row of one plane.
typedef struct {
    ms_rows to, from;
    const float *p, *q;
    size_t rows;
    int width, block, side, rectify;
} row_task;

// Below this many floats the call is over before another thread has woken.
#define ALONE 16384

static void over_rows(const row_task *k, size_t planes, ms_range_function work) {
    size_t count = planes * k->rows;
    if (count * k->width * k->block < ALONE) {
        if (count) work(k, 0, count);
    } else {
        ms_parallel(count, work, k);
    }
}

ALWAYS_INLINE float *row_of(const ms_rows *rows, size_t plane, size_t row, size_t line) {
    return rows->values + (plane * rows->height + rows->first + row) * line;
}

CLONES static void copy_range(const void *context, size_t begin, size_t end) {
    const row_task *k = context;
    size_t b = k->block, w = k->width, s = k->side, line = w * b;
    for (size_t unit = begin; unit < end; unit++) {
        size_t plane = unit / k->rows, row = unit % k->rows;
        const float *from = row_of(&k->from, plane, row, line);
        float *to = row_of(&k->to, plane, row, line + 2 * s * b);
        memcpy(to + s * b, from, line * sizeof(float));
        for (size_t x = 0; x < s; x++) {
            memcpy(to + x * b, from + (s - x) * b, b * sizeof(float));
            memcpy(to + (s + w + x) * b, from + (w - 2 - x) * b, b * sizeof(float));
        }
    }
}

CLONES static void add_range(const void *context, size_t begin, size_t end) {
    const row_task *k = context;
    size_t line = (size_t)k->width * k->block;
    for (size_t unit = begin; unit < end; unit++) {
        size_t plane = unit / k->rows, row = unit % k->rows;
        const float *restrict from = row_of(&k->from, plane, row, line);
        float *restrict to = row_of(&k->to, plane, row, line);
        for (size_t i = 0; i < line; i++) to[i] += from[i];
    }
}

CLONES static void modulate_range(const void *context, size_t begin, size_t end) {
    const row_task *k = context;
    size_t b = k->block, line = (size_t)k->width * b;
    for (size_t unit = begin; unit < end; unit++) {
        size_t plane = unit / k->rows, row = unit % k->rows;
        const float *restrict from = row_of(&k->from, plane, row, line);
        float *restrict to = row_of(&k->to, plane, row, line);
        // Sixteen lanes hold a period of either block.
        float p[16], q[16];
        for (size_t l = 0; l < 16; l++) p[l] = k->p[plane * b + l % b], q[l] = k->q[plane * b + l % b];
        size_t i = 0;
        for (; i + 16 <= line; i += 16) {
            for (size_t l = 0; l < 16; l++) {
                float value = p[l] * to[i + l] + q[l] * from[i + l];
                to[i + l] = k->rectify && value < 0 ? 0 : value;
            }
        }
        for (; i < line; i++) {
            float value = p[i % b] * to[i] + q[i % b] * from[i];
            to[i] = k->rectify && value < 0 ? 0 : value;
        }
    }
}

void ms_copy_rows(ms_rows to, ms_rows from, size_t rows, size_t planes, int width, int block, int side) {
    row_task k = {.to = to, .from = from, .rows = rows, .width = width, .block = block, .side = side};
    over_rows(&k, planes, copy_range);
}

void ms_add_rows(ms_rows to, ms_rows from, size_t rows, size_t planes, int width, int block) {
    row_task k = {.to = to, .from = from, .rows = rows, .width = width, .block = block};
    over_rows(&k, planes, add_range);
}

void ms_modulate_rows(ms_rows to, ms_rows from, const float *w, const float *b, int rectify, size_t rows, size_t planes,
                      int width, int block) {
    row_task k = {.to = to, .from = from, .p = w, .q = b, .rectify = rectify, .rows = rows, .width = width, .block = block};
    over_rows(&k, planes, modulate_range);
}

typedef struct {
    float *planar, *rowwise;
    size_t rows, planes, line;
    int gathers;
} transposition;

static void transpose_range(const void *context, size_t begin, size_t end) {
    const transposition *k = context;
    for (size_t unit = begin; unit < end; unit++) {
        size_t plane = unit / k->rows, row = unit % k->rows;
        float *planar = k->planar + unit * k->line, *rowwise = k->rowwise + (row * k->planes + plane) * k->line;
        memcpy(k->gathers ? planar : rowwise, k->gathers ? rowwise : planar, k->line * sizeof(float));
    }
}

void ms_gather_rows(float *planes_of_rows, const float *rows_of_planes, size_t rows, size_t planes, int width, int block) {
    transposition k = {planes_of_rows, (float *)rows_of_planes, rows, planes, (size_t)width * block, 1};
    ms_parallel(rows * planes, transpose_range, &k);
}

void ms_scatter_rows(float *rows_of_planes, const float *planes_of_rows, size_t rows, size_t planes, int width, int block) {
    transposition k = {(float *)planes_of_rows, rows_of_planes, rows, planes, (size_t)width * block, 0};
    ms_parallel(rows * planes, transpose_range, &k);
}
