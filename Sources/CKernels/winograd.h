// Winograd's F(4×4, 3×3) over blocked activations (Lavin and Gray 2016): 36 products for the 144 of a tile of 4×4 outputs.
// Compiled once for B = 8 and once for B = 16 (winograd8.c, winograd16.c), which define B, NAME and TILES, the tiles that
// share a load of weights. No include guard: a template.
//
// The points are 0, ±√½, ±√2 and ∞; with the usual 0, ±1, ±2 errors are several times as large.
#include "kernels.h"

typedef float vector __attribute__((vector_size(4 * B), aligned(4)));
#define LOAD(p) (*(const vector *)(p))
#define STORE(p) (*(vector *)(p))
#define ROOT_HALF 0.70710678118654752f
#define ROOT_TWO 1.41421356237309505f

typedef struct {
    const ms_winograd *g;
    float *to, *scratch;
    const float *from, *weights, *bias;
    int tile_rows, tile_columns, in_blocks, out_blocks, threads;
    // Tiles, the most of them at a time, and the floats of scratch that a thread takes for those.
    size_t tiles, group, stride;
} winograd;

// Bᵀd of six rows (or columns) of a tile.
#define FORWARD(d0, d1, d2, d3, d4, d5, at)                                        \
    do {                                                                           \
        vector even_a = (d4) - 2.0f * (d2), odd_a = ROOT_HALF * ((d3) - 2.0f * (d1)); \
        vector even_b = (d4) - 0.5f * (d2), odd_b = ROOT_TWO * ((d3) - 0.5f * (d1));  \
        at(0) = (d0) - 2.5f * (d2) + (d4);                                         \
        at(1) = even_a + odd_a, at(2) = even_a - odd_a;                            \
        at(3) = even_b + odd_b, at(4) = even_b - odd_b;                            \
        at(5) = (d1) - 2.5f * (d3) + (d5);                                         \
    } while (0)

// Aᵀm of six values.
#define INVERSE(m0, m1, m2, m3, m4, m5, at)                             \
    do {                                                                \
        vector sum_a = (m1) + (m2), difference_a = ROOT_HALF * ((m1) - (m2)); \
        vector sum_b = (m3) + (m4), difference_b = ROOT_TWO * ((m3) - (m4));  \
        at(0) = (m0) + sum_a + sum_b;                                   \
        at(1) = difference_a + difference_b;                            \
        at(2) = 0.5f * sum_a + 2.0f * sum_b;                            \
        at(3) = 0.5f * difference_a + 2.0f * difference_b + (m5);       \
    } while (0)

// Where an input row or column lies; −1 where zeros are.
ALWAYS_INLINE int source_index(int index, int count, int reflects) {
    if (index >= 0 && index < count) return index;
    if (!reflects) return -1;
    int place = reflected(index, count);
    // Beyond what outputs need, in the last tile.
    return place < 0 || place >= count ? -1 : place;
}

// One tile of B channels: its 36 values to `to`, `apart` floats from one to the next.
ALWAYS_INLINE void transform_input(const winograd *k, const float *plane, int y, int x, float *to, size_t apart) {
    const ms_winograd *g = k->g;
    const vector zero = {0};
    vector half[6][6];
    int top = 4 * y - g->rows_above, left = 4 * x - g->columns_before;
    if (left >= 0 && left + 6 <= g->width && top >= 0 && top + 6 <= g->height) {
        const float *at = plane + ((size_t)top * g->width + left) * B;
        size_t row = (size_t)g->width * B;
        for (int c = 0; c < 6; c++, at += B) {
#define AT(r) half[r][c]
            FORWARD(LOAD(at), LOAD(at + row), LOAD(at + 2 * row), LOAD(at + 3 * row), LOAD(at + 4 * row), LOAD(at + 5 * row), AT);
        }
    } else {
        int rows[6];
        for (int r = 0; r < 6; r++) rows[r] = source_index(top + r, g->height, g->reflects);
        for (int c = 0; c < 6; c++) {
            int column = source_index(left + c, g->width, g->reflects);
            vector d[6];
            for (int r = 0; r < 6; r++) {
                d[r] = column < 0 || rows[r] < 0 ? zero : LOAD(plane + ((size_t)rows[r] * g->width + column) * B);
            }
            FORWARD(d[0], d[1], d[2], d[3], d[4], d[5], AT);
#undef AT
        }
    }
    for (int r = 0; r < 6; r++) {
#define AT(c) STORE(to + (size_t)(r * 6 + (c)) * apart)
        FORWARD(half[r][0], half[r][1], half[r][2], half[r][3], half[r][4], half[r][5], AT);
#undef AT
    }
}

// Four by four outputs of B channels from 36 values, `apart` floats from one to the next.
ALWAYS_INLINE void transform_output(const winograd *k, const float *from, size_t apart, const float *bias, float *plane, int y, int x) {
    const ms_winograd *g = k->g;
    const vector zero = {0};
    vector half[4][6];
    for (int c = 0; c < 6; c++) {
#define M(r) LOAD(from + (size_t)((r) * 6 + c) * apart)
#define AT(r) half[r][c]
        INVERSE(M(0), M(1), M(2), M(3), M(4), M(5), AT);
#undef AT
#undef M
    }
    int rows = g->out_height - 4 * y < 4 ? g->out_height - 4 * y : 4;
    int columns = g->out_width - 4 * x < 4 ? g->out_width - 4 * x : 4;
    float *to = plane + ((size_t)4 * y * g->out_width + 4 * x) * B;
    for (int r = 0; r < rows; r++, to += (size_t)g->out_width * B) {
        vector line[4];
#define AT(c) line[c]
        INVERSE(half[r][0], half[r][1], half[r][2], half[r][3], half[r][4], half[r][5], AT);
#undef AT
        for (int c = 0; c < columns; c++) {
            vector value = bias ? line[c] + LOAD(bias) : line[c];
            if (g->rectify) value = __builtin_elementwise_max(value, zero);
            STORE(to + (size_t)c * B) = value;
        }
    }
}

// TILES × 2B results: rows of `from` (`inputs` long) by a panel of weights [inputs][2B].
ALWAYS_INLINE void multiply(float *to, size_t outputs, const float *from, size_t inputs, const float *weights) {
    vector sums[TILES][2] = {{{0}}};
    for (size_t i = 0; i < inputs; i++, weights += 2 * B) {
        vector w0 = LOAD(weights), w1 = LOAD(weights + B);
        for (int t = 0; t < TILES; t++) {
            float value = from[t * inputs + i];
            sums[t][0] += value * w0, sums[t][1] += value * w1;
        }
    }
    for (int t = 0; t < TILES; t++) STORE(to + t * outputs) = sums[t][0], STORE(to + t * outputs + B) = sums[t][1];
}

// The groups of one thread, one after the other, in its own scratch.
CLONES static void NAME(winograd_range)(const void *context, size_t begin, size_t end) {
    const winograd *k = context;
    const ms_winograd *g = k->g;
    size_t inputs = g->inputs, outputs = g->outputs, groups = (k->tiles + k->group - 1) / k->group;
    // Sixteen floats more keep the 36 from falling on the same lines of the cache.
    size_t in_apart = k->group * inputs + 16, out_apart = k->group * outputs + 16;
    size_t in_plane = (size_t)g->height * g->width * B, out_plane = (size_t)g->out_height * g->out_width * B;
    size_t per_image = (size_t)k->tile_rows * k->tile_columns;
    for (size_t thread = begin; thread < end; thread++) {
        float *transformed = k->scratch + thread * k->stride, *products = transformed + 36 * in_apart;
        for (size_t group = groups * thread / k->threads; group < groups * (thread + 1) / k->threads; group++) {
            size_t first = group * k->group, count = k->tiles - first < k->group ? k->tiles - first : k->group;
            size_t rounded = (count + TILES - 1) / TILES * TILES;
            for (size_t t = 0; t < count; t++) {
                size_t image = (first + t) / per_image, tile = (first + t) % per_image;
                int y = (int)(tile / k->tile_columns), x = (int)(tile % k->tile_columns);
                for (int block = 0; block < k->in_blocks; block++) {
                    transform_input(k, k->from + (image * k->in_blocks + block) * in_plane, y, x,
                                    transformed + t * inputs + block * B, in_apart);
                }
            }
            for (int p = 0; p < 36; p++) {
                float *rows = transformed + p * in_apart;
                memset(rows + count * inputs, 0, (rounded - count) * inputs * sizeof(float));
                for (size_t panel = 0; panel < outputs / (2 * B); panel++) {
                    const float *weights = k->weights + (p * outputs + panel * 2 * B) * inputs;
                    for (size_t t = 0; t < rounded; t += TILES) {
                        multiply(products + p * out_apart + t * outputs + panel * 2 * B, outputs, rows + t * inputs, inputs,
                                 weights);
                    }
                }
            }
            for (size_t t = 0; t < count; t++) {
                size_t image = (first + t) / per_image, tile = (first + t) % per_image;
                int y = (int)(tile / k->tile_columns), x = (int)(tile % k->tile_columns);
                for (int block = 0; block < k->out_blocks; block++) {
                    transform_output(k, products + t * outputs + block * B, out_apart, k->bias ? k->bias + block * B : NULL,
                                     k->to + (image * k->out_blocks + block) * out_plane, y, x);
                }
            }
        }
    }
}

// What the extents make of it.
static winograd NAME(winograd_plan)(const ms_winograd *g) {
    winograd k = {.g = g, .threads = ms_thread_count()};
    k.tile_rows = (g->out_height + 3) / 4, k.tile_columns = (g->out_width + 3) / 4;
    k.in_blocks = g->inputs / B, k.out_blocks = g->outputs / B;
    k.tiles = (size_t)g->batch * k.tile_rows * k.tile_columns;
    // As many tiles at once as keep the weights' way from memory shorter than the arithmetic on them, the same for all threads.
    size_t wanted = 24 * (size_t)(g->inputs > g->outputs ? g->inputs : g->outputs) / 64;
    size_t rounds = (k.tiles + wanted * k.threads - 1) / (wanted * k.threads);
    k.group = (k.tiles + rounds * k.threads - 1) / (rounds * k.threads);
    k.group = (k.group + TILES - 1) / TILES * TILES;
    k.stride = 36 * (k.group * (g->inputs + g->outputs) + 32);
    return k;
}

size_t NAME(winograd_scratch)(const ms_winograd *g) {
    winograd k = NAME(winograd_plan)(g);
    return k.stride * k.threads;
}

void NAME(winograd)(const ms_winograd *g, float *output, const float *input, const float *weights, const float *bias,
                    float *scratch) {
    winograd k = NAME(winograd_plan)(g);
    k.to = output, k.from = input, k.weights = weights, k.bias = bias, k.scratch = scratch;
    ms_parallel(k.threads, NAME(winograd_range), &k);
}
