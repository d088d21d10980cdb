#include "kernels.h"

typedef struct {
    float *to;
    const float *from, *bias;
    int channels, mapped, height, width, taps, block, rows;
} shifted;

static size_t map_row(const shifted *k, size_t image, int map, int y, int map_width) {
    size_t blocks = k->mapped / k->block;
    return ((image * blocks + map / k->block) * k->height + y) * map_width * k->block + map % k->block;
}

CLONES static void sum_range(const void *context, size_t begin, size_t end) {
    const shifted *k = context;
    int width = k->width, block = k->block;
    for (size_t row = begin; row < end; row++) {
        size_t image = row / k->height;
        int y = (int)(row % k->height);
        for (int c = 0; c < k->channels; c++) {
            float *restrict to = k->to + ((image * k->channels + c) * k->rows + y) * width;
            for (int x = 0; x < width; x++) to[x] = k->bias ? k->bias[c] : 0;
            for (int t = 0; t < k->taps; t++) {
                const float *restrict from = k->from + map_row(k, image, c * k->taps + t, y, width + k->taps - 1) + (size_t)t * block;
                for (int x = 0; x < width; x++) to[x] += from[(size_t)x * block];
            }
        }
    }
}

CLONES static void full_range(const void *context, size_t begin, size_t end) {
    const shifted *k = context;
    int width = k->width, wide = width + k->taps - 1, block = k->block;
    for (size_t row = begin; row < end; row++) {
        size_t image = row / k->height;
        int y = (int)(row % k->height);
        for (int c = 0; c < k->channels; c++) {
            float *restrict to = k->to + ((image * k->channels + c) * k->height + y) * wide;
            for (int x = 0; x < wide; x++) to[x] = 0;
            for (int t = 0; t < k->taps; t++) {
                const float *restrict from = k->from + map_row(k, image, c * k->taps + t, y, width);
                for (int x = 0; x < width; x++) to[x + t] += from[(size_t)x * block];
            }
        }
    }
}

CLONES static void spread_range(const void *context, size_t begin, size_t end) {
    const shifted *k = context;
    int width = k->width, wide = width + k->taps - 1, block = k->block;
    for (size_t row = begin; row < end; row++) {
        size_t image = row / k->height;
        int y = (int)(row % k->height);
        for (int map = 0; map < k->mapped; map++) {
            float *restrict to = k->to + map_row(k, image, map, y, wide);
            int c = map / k->taps, t = map % k->taps;
            if (c >= k->channels) {
                for (int x = 0; x < wide; x++) to[(size_t)x * block] = 0;
                continue;
            }
            const float *restrict from = k->from + ((image * k->channels + c) * k->height + y) * width;
            for (int x = 0; x < t; x++) to[(size_t)x * block] = 0;
            for (int x = 0; x < width; x++) to[(size_t)(x + t) * block] = from[x];
            for (int x = t + width; x < wide; x++) to[(size_t)x * block] = 0;
        }
    }
}

void ms_shifted_sum(float *output, const float *maps, const float *bias, int batch, int channels, int mapped, int height,
                    int rows, int width, int taps, int block) {
    shifted k = {output, maps, bias, channels, mapped, height, width, taps, block, rows};
    ms_parallel((size_t)batch * height, sum_range, &k);
}

void ms_shifted_full_sum(float *output, const float *maps, int batch, int channels, int mapped, int height, int width,
                         int taps, int block) {
    shifted k = {output, maps, NULL, channels, mapped, height, width, taps, block, height};
    ms_parallel((size_t)batch * height, full_range, &k);
}

void ms_shifted_spread(float *maps, const float *output, int batch, int channels, int mapped, int height, int width,
                       int taps, int block) {
    shifted k = {maps, output, NULL, channels, mapped, height, width, taps, block, height};
    ms_parallel((size_t)batch * height, spread_range, &k);
}
