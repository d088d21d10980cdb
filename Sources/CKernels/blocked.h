// Kernels over blocked activations, compiled once for B = 8 and once for B = 16 (blocked8.c, blocked16.c), which define
// B, NAME and the shuffles. No include guard: a template.
#include "kernels.h"

typedef float vector __attribute__((vector_size(4 * B), aligned(4)));
typedef int32_t lanes __attribute__((vector_size(4 * B), aligned(4)));
#define MAXIMUM(a, b) __builtin_elementwise_max(a, b)
#define WHERE(mask, v) ((vector)((lanes)(v) & (mask)))
#define LOAD(p) (*(const vector *)(p))
#define STORE(p) (*(vector *)(p))
#define DUPLICATE_LOW(v) __builtin_shufflevector(v, v, LOW_LANES)
#define DUPLICATE_HIGH(v) __builtin_shufflevector(v, v, HIGH_LANES)
#define EVEN(a, b) __builtin_shufflevector(a, b, EVEN_LANES)
#define ODD(a, b) __builtin_shufflevector(a, b, ODD_LANES)

typedef struct {
    ms_grouped g;
    int out_height, out_width, in_blocks, out_blocks;
    float *to, *d_bias;
    const float *from, *weights, *bias, *other;
} grouped;

// One output row of one block for fan 1 and 2. `pick` is the shuffle that maps an input block to output lanes.
#define TAP(row, column, tap) acc += PICK(LOAD((row) + (column) * B)) * weight[tap];
#define ROW_OF_OUTPUT                                                                      \
    for (int x = 0; x < k->out_width; x++) {                                               \
        int centre = x * stride;                                                           \
        int left = centre == 0 ? 1 : centre - 1, right = centre + 1 >= width ? width - 2 : centre + 1; \
        vector acc = bias;                                                                 \
        TAP(r0, left, 0) TAP(r0, centre, 1) TAP(r0, right, 2)                              \
        TAP(r1, left, 3) TAP(r1, centre, 4) TAP(r1, right, 5)                              \
        TAP(r2, left, 6) TAP(r2, centre, 7) TAP(r2, right, 8)                              \
        if (rectify) acc = MAXIMUM(acc, zero);                                           \
        STORE(to + (size_t)x * B) = acc;                                                   \
    }

CLONES static void NAME(forward_range)(const void *context, size_t begin, size_t end) {
    const grouped *k = context;
    int width = k->g.width, height = k->g.height, stride = k->g.stride, rectify = k->g.rectify, fan = k->g.fan;
    const vector zero = {0};
    size_t plane_size = (size_t)height * width * B;
    for (size_t unit = begin; unit < end; unit++) {
        int y = (int)(unit % k->out_height);
        size_t plane = unit / k->out_height;
        int block = (int)(plane % k->out_blocks);
        size_t image = plane / k->out_blocks;
        int middle = y * stride + k->g.is_band, top = reflected(middle - 1, height), bottom = reflected(middle + 1, height);
        float *to = k->to + unit * k->out_width * B;
        vector bias = LOAD(k->bias + block * B), weight[9];
        if (fan == -2) {
            // Two inputs per output: accumulate both input blocks, then add neighbours.
            const float *first = k->from + (image * k->in_blocks + 2 * block) * plane_size, *second = first + plane_size;
            const float *w = k->weights + (size_t)2 * block * 9 * B;
            const float *rows[6];
            for (int r = 0; r < 6; r++) {
                int row = r % 3 == 0 ? top : r % 3 == 1 ? middle : bottom;
                rows[r] = (r < 3 ? first : second) + (size_t)row * width * B;
            }
            for (int x = 0; x < k->out_width;) {
                // Four neighbours at a time share the loads of weights; at the edges, one.
                int centre = x * stride;
                if (stride == 1 && centre > 0 && centre + 5 <= width) {
                    vector a[4] = {{0}}, b[4] = {{0}};
                    for (int r = 0; r < 3; r++) {
                        for (int c = 0; c < 3; c++) {
                            vector p = LOAD(w + (r * 3 + c) * B), q = LOAD(w + (9 + r * 3 + c) * B);
                            const float *u = rows[r] + (size_t)(centre - 1 + c) * B;
                            const float *v = rows[3 + r] + (size_t)(centre - 1 + c) * B;
                            for (int i = 0; i < 4; i++) a[i] += LOAD(u + i * B) * p, b[i] += LOAD(v + i * B) * q;
                        }
                    }
                    for (int i = 0; i < 4; i++) {
                        vector acc = bias + EVEN(a[i], b[i]) + ODD(a[i], b[i]);
                        if (rectify) acc = MAXIMUM(acc, zero);
                        STORE(to + (size_t)(x + i) * B) = acc;
                    }
                    x += 4;
                    continue;
                }
                int columns[3] = {centre == 0 ? 1 : centre - 1, centre, centre + 1 >= width ? width - 2 : centre + 1};
                vector a = zero, b = zero;
                for (int t = 0; t < 9; t++) {
                    size_t at = (size_t)columns[t % 3] * B;
                    a += LOAD(rows[t / 3] + at) * LOAD(w + t * B);
                    b += LOAD(rows[3 + t / 3] + at) * LOAD(w + (9 + t) * B);
                }
                vector acc = bias + EVEN(a, b) + ODD(a, b);
                if (rectify) acc = MAXIMUM(acc, zero);
                STORE(to + (size_t)x * B) = acc;
                x++;
            }
            continue;
        }
        for (int t = 0; t < 9; t++) weight[t] = LOAD(k->weights + ((size_t)block * 9 + t) * B);
        const float *from = k->from + (image * k->in_blocks + (fan == 2 ? block / 2 : block)) * plane_size;
        const float *r0 = from + (size_t)top * width * B, *r1 = from + (size_t)middle * width * B,
                    *r2 = from + (size_t)bottom * width * B;
        if (fan == 1) {
#define PICK(v) (v)
            ROW_OF_OUTPUT
#undef PICK
        } else if (block & 1) {
#define PICK(v) DUPLICATE_HIGH(v)
            ROW_OF_OUTPUT
#undef PICK
        } else {
#define PICK(v) DUPLICATE_LOW(v)
            ROW_OF_OUTPUT
#undef PICK
        }
    }
}

// The transpose, one input plane a unit: every output position adds into the up to nine inputs it came from.
CLONES static void NAME(backward_data_range)(const void *context, size_t begin, size_t end) {
    const grouped *k = context;
    int width = k->g.width, height = k->g.height, stride = k->g.stride, fan = k->g.fan;
    size_t plane_size = (size_t)height * width * B, out_size = (size_t)k->out_height * k->out_width * B;
    for (size_t plane = begin; plane < end; plane++) {
        int block = (int)(plane % k->in_blocks);
        size_t image = plane / k->in_blocks;
        float *to = k->to + plane * plane_size;
        memset(to, 0, plane_size * sizeof(float));
        int out_block = fan == 2 ? 2 * block : fan == -2 ? block / 2 : block;
        const float *first = k->from + (image * k->out_blocks + out_block) * out_size, *second = first + out_size;
        const float *w = k->weights + (size_t)(fan == 2 ? 2 * block : block) * 9 * B;
        for (int y = 0; y < k->out_height; y++) {
            int rows[3] = {reflected(y * stride - 1, height), y * stride, reflected(y * stride + 1, height)};
            for (int x = 0; x < k->out_width; x++) {
                int centre = x * stride;
                int columns[3] = {centre == 0 ? 1 : centre - 1, centre, centre + 1 >= width ? width - 2 : centre + 1};
                size_t at = ((size_t)y * k->out_width + x) * B;
                vector d = LOAD(first + at), e = d;
                if (fan == 2) {
                    e = LOAD(second + at);
                } else if (fan == -2) {
                    d = block & 1 ? DUPLICATE_HIGH(d) : DUPLICATE_LOW(d);
                }
                for (int t = 0; t < 9; t++) {
                    float *target = to + ((size_t)rows[t / 3] * width + columns[t % 3]) * B;
                    if (fan == 2) {
                        vector a = d * LOAD(w + t * B), b = e * LOAD(w + (9 + t) * B);
                        STORE(target) = LOAD(target) + EVEN(a, b) + ODD(a, b);
                    } else {
                        STORE(target) = LOAD(target) + d * LOAD(w + t * B);
                    }
                }
            }
        }
    }
}

// One block of the wider side a unit, summed over the batch; rows add up in double precision.
CLONES static void NAME(backward_weights_range)(const void *context, size_t begin, size_t end) {
    const grouped *k = context;
    int width = k->g.width, height = k->g.height, stride = k->g.stride, fan = k->g.fan;
    size_t plane_size = (size_t)height * width * B, out_size = (size_t)k->out_height * k->out_width * B;
    for (size_t block = begin; block < end; block++) {
        double total[9 * B] = {0};
        size_t in_block = fan == 2 ? block / 2 : block, out_block = fan == -2 ? block / 2 : block;
        for (int image = 0; image < k->g.batch; image++) {
            const float *x_plane = k->from + ((size_t)image * k->in_blocks + in_block) * plane_size;
            const float *d_plane = k->other + ((size_t)image * k->out_blocks + out_block) * out_size;
            for (int y = 0; y < k->out_height; y++) {
                const float *r[3] = {x_plane + (size_t)reflected(y * stride - 1, height) * width * B,
                                     x_plane + (size_t)y * stride * width * B,
                                     x_plane + (size_t)reflected(y * stride + 1, height) * width * B};
                vector sums[9] = {{0}};
                for (int x = 0; x < k->out_width; x++) {
                    int centre = x * stride;
                    int columns[3] = {centre == 0 ? 1 : centre - 1, centre, centre + 1 >= width ? width - 2 : centre + 1};
                    vector d = LOAD(d_plane + ((size_t)y * k->out_width + x) * B);
                    if (fan == -2) d = block & 1 ? DUPLICATE_HIGH(d) : DUPLICATE_LOW(d);
                    for (int t = 0; t < 9; t++) {
                        vector v = LOAD(r[t / 3] + (size_t)columns[t % 3] * B);
                        if (fan == 2) v = block & 1 ? DUPLICATE_HIGH(v) : DUPLICATE_LOW(v);
                        sums[t] += v * d;
                    }
                }
                for (int t = 0; t < 9; t++) {
                    for (int l = 0; l < B; l++) total[t * B + l] += sums[t][l];
                }
            }
        }
        for (int i = 0; i < 9 * B; i++) k->to[block * 9 * B + i] = (float)total[i];
    }
}

static grouped NAME(prepare)(const ms_grouped *g) {
    grouped k = {.g = *g};
    k.out_height = (g->height - (g->is_band ? 3 : 1)) / g->stride + 1;
    k.out_width = (g->width - 1) / g->stride + 1;
    k.in_blocks = g->channels_in / B;
    k.out_blocks = g->fan == 2 ? 2 * k.in_blocks : g->fan == -2 ? k.in_blocks / 2 : k.in_blocks;
    return k;
}

void NAME(grouped_forward)(const ms_grouped *g, float *output, const float *input, const float *weights, const float *bias) {
    grouped k = NAME(prepare)(g);
    k.to = output, k.from = input, k.weights = weights, k.bias = bias;
    ms_parallel((size_t)g->batch * k.out_blocks * k.out_height, NAME(forward_range), &k);
}

void NAME(grouped_backward_data)(const ms_grouped *g, float *d_input, const float *d_output, const float *weights) {
    grouped k = NAME(prepare)(g);
    k.to = d_input, k.from = d_output, k.weights = weights;
    ms_parallel((size_t)g->batch * k.in_blocks, NAME(backward_data_range), &k);
}

void NAME(grouped_backward_weights)(const ms_grouped *g, float *d_weights, const float *d_output, const float *input) {
    grouped k = NAME(prepare)(g);
    k.to = d_weights, k.from = input, k.other = d_output;
    ms_parallel(g->fan == 2 ? k.out_blocks : k.in_blocks, NAME(backward_weights_range), &k);
}

// Per-plane reductions and maps. A unit is one plane (image, channel block); vectors are read at plane·B.
typedef struct {
    float *y, *mean, *deviation;
    const float *a, *b, *c, *p, *q, *r, *s;
    size_t count;
    int rectify;
    float epsilon;
} planes;

CLONES static void NAME(moments_range)(const void *context, size_t begin, size_t end) {
    const planes *k = context;
    const vector zero = {0};
    for (size_t plane = begin; plane < end; plane++) {
        const float *a = k->a + plane * k->count * B, *b = k->b ? k->b + plane * k->count * B : NULL;
        vector centre = k->p ? LOAD(k->p + plane * B) : zero;
        double sum[B] = {0}, product[B] = {0};
        for (size_t first = 0; first < k->count; first += 256) {
            size_t last = first + 256 < k->count ? first + 256 : k->count;
            vector s0 = zero, s1 = zero, p0 = zero, p1 = zero;
            size_t i = first;
            if (b) {
                for (; i + 2 <= last; i += 2) {
                    vector u = LOAD(a + i * B), v = LOAD(a + (i + 1) * B);
                    s0 += u, s1 += v;
                    p0 += u * (LOAD(b + i * B) - centre), p1 += v * (LOAD(b + (i + 1) * B) - centre);
                }
                for (; i < last; i++) s0 += LOAD(a + i * B), p0 += LOAD(a + i * B) * (LOAD(b + i * B) - centre);
            } else {
                for (; i + 2 <= last; i += 2) s0 += LOAD(a + i * B), s1 += LOAD(a + (i + 1) * B);
                for (; i < last; i++) s0 += LOAD(a + i * B);
            }
            s0 += s1, p0 += p1;
            for (int l = 0; l < B; l++) sum[l] += s0[l], product[l] += p0[l];
        }
        for (int l = 0; l < B; l++) {
            if (k->y) k->y[plane * B + l] = (float)sum[l];
            if (k->mean) k->mean[plane * B + l] = (float)product[l];
        }
    }
}

CLONES static void NAME(statistics_range)(const void *context, size_t begin, size_t end) {
    const planes *k = context;
    const vector zero = {0};
    for (size_t plane = begin; plane < end; plane++) {
        const float *a = k->a + plane * k->count * B;
        double sum[B] = {0}, squares[B] = {0};
        for (size_t first = 0; first < k->count; first += 256) {
            size_t last = first + 256 < k->count ? first + 256 : k->count;
            vector s = zero;
            for (size_t i = first; i < last; i++) s += LOAD(a + i * B);
            for (int l = 0; l < B; l++) sum[l] += s[l];
        }
        vector mean;
        for (int l = 0; l < B; l++) mean[l] = (float)(sum[l] / k->count);
        for (size_t first = 0; first < k->count; first += 256) {
            size_t last = first + 256 < k->count ? first + 256 : k->count;
            vector s = zero;
            for (size_t i = first; i < last; i++) {
                vector d = LOAD(a + i * B) - mean;
                s += d * d;
            }
            for (int l = 0; l < B; l++) squares[l] += s[l];
        }
        for (int l = 0; l < B; l++) {
            k->mean[plane * B + l] = mean[l];
            k->deviation[plane * B + l] = (float)sqrt(squares[l] / (k->count - 1) + k->epsilon);
        }
    }
}

// y = p·a + r + s·(b − q): affine maps, AdaIN's and the statistics' backward are all of this shape.
CLONES static void NAME(combine_range)(const void *context, size_t begin, size_t end) {
    const planes *k = context;
    const vector zero = {0};
    for (size_t plane = begin; plane < end; plane++) {
        size_t offset = plane * k->count * B;
        float *y = k->y + offset;
        const float *b = k->b + offset;
        vector r = k->r ? LOAD(k->r + plane * B) : zero, s = LOAD(k->s + plane * B), q = k->q ? LOAD(k->q + plane * B) : zero;
        if (k->a) {
            const float *a = k->a + offset;
            vector p = LOAD(k->p + plane * B);
            for (size_t i = 0; i < k->count * B; i += B) STORE(y + i) = p * LOAD(a + i) + r + s * (LOAD(b + i) - q);
        } else {
            for (size_t i = 0; i < k->count * B; i += B) STORE(y + i) = r + s * (LOAD(b + i) - q);
        }
    }
}

CLONES static void NAME(modulate_range)(const void *context, size_t begin, size_t end) {
    const planes *k = context;
    const vector zero = {0};
    for (size_t plane = begin; plane < end; plane++) {
        size_t offset = plane * k->count * B;
        float *y = k->y + offset;
        const float *a = k->a + offset, *b = k->b + offset, *c = k->c ? k->c + offset : NULL;
        vector p = LOAD(k->p + plane * B), q = LOAD(k->q + plane * B);
        for (size_t i = 0; i < k->count * B; i += B) {
            vector v = p * LOAD(a + i) + q * LOAD(b + i);
            if (c) v += LOAD(c + i);
            if (k->rectify) v = MAXIMUM(v, zero);
            STORE(y + i) = v;
        }
    }
}

void NAME(moments)(float *sum, float *product, const float *a, const float *b, const float *centre, size_t count_planes, size_t count) {
    planes k = {.y = sum, .mean = product, .a = a, .b = b, .p = centre, .count = count};
    ms_parallel(count_planes, NAME(moments_range), &k);
}
void NAME(statistics)(float *mean, float *deviation, const float *x, size_t count_planes, size_t count, float epsilon) {
    planes k = {.mean = mean, .deviation = deviation, .a = x, .count = count, .epsilon = epsilon};
    ms_parallel(count_planes, NAME(statistics_range), &k);
}
void NAME(combine)(float *y, const float *a, const float *base, const float *b, const float *slope, const float *centre,
                   const float *constant, size_t count_planes, size_t count) {
    planes k = {.y = y, .a = a, .b = b, .p = base, .q = centre, .r = constant, .s = slope, .count = count};
    ms_parallel(count_planes, NAME(combine_range), &k);
}
void NAME(modulate)(float *y, const float *c, const float *z, const float *residual, const float *w, const float *b,
                    int rectify, size_t count_planes, size_t count) {
    planes k = {.y = y, .a = c, .b = z, .c = residual, .p = w, .q = b, .rectify = rectify, .count = count};
    ms_parallel(count_planes, NAME(modulate_range), &k);
}

// Resampling and pooling: a unit is one row of the result (or of the source, for a transpose).
typedef struct {
    float *to;
    const float *from, *x, *filter;
    int height, width, out_height, out_width, first;
} resampling;

CLONES static void NAME(upsample_range)(const void *context, size_t begin, size_t end) {
    const resampling *k = context;
    int height = k->height, width = k->width;
    for (size_t row = begin; row < end; row++) {
        size_t plane = row / k->out_height;
        int y = (int)(row % k->out_height) + k->first, near = y / 2, far = y & 1 ? near + 1 : near - 1;
        far = far < 0 ? 0 : far >= height ? height - 1 : far;
        const float *a = k->from + (plane * height + near) * width * B, *b = k->from + (plane * height + far) * width * B;
        float *to = k->to + row * 2 * width * B;
        vector left, centre = 0.75f * LOAD(a) + 0.25f * LOAD(b);
        left = centre;
        for (int x = 0; x < width; x++) {
            int next = x + 1 < width ? x + 1 : width - 1;
            vector right = 0.75f * LOAD(a + next * B) + 0.25f * LOAD(b + next * B);
            STORE(to + (size_t)2 * x * B) = 0.75f * centre + 0.25f * left;
            STORE(to + (size_t)(2 * x + 1) * B) = 0.75f * centre + 0.25f * right;
            left = centre, centre = right;
        }
    }
}

CLONES static void NAME(upsample_backward_range)(const void *context, size_t begin, size_t end) {
    const resampling *k = context;
    int height = k->height, width = k->width;
    const vector zero = {0};
    for (size_t row = begin; row < end; row++) {
        size_t plane = row / height;
        int y = (int)(row % height);
        // Rows of the doubled plane that read source row y, with their weights; the edges read themselves twice.
        int rows[4] = {2 * y - 1, 2 * y, 2 * y + 1, 2 * y + 2};
        float weights[4] = {0.25f, 0.75f, 0.75f, 0.25f};
        if (y == 0) weights[0] = 0, weights[1] = 1, rows[0] = 0;
        if (y == height - 1) weights[3] = 0, weights[2] = 1, rows[3] = 0;
        float *to = k->to + row * width * B;
        for (int x = 0; x < width; x++) {
            vector sum = zero;
            for (int r = 0; r < 4; r++) {
                const float *from = k->from + (plane * 2 * height + rows[r]) * 2 * width * B;
                vector v = (x == 0 ? 1.0f : 0.75f) * LOAD(from + (size_t)2 * x * B)
                    + (x == width - 1 ? 1.0f : 0.75f) * LOAD(from + (size_t)(2 * x + 1) * B);
                if (x > 0) v += 0.25f * LOAD(from + (size_t)(2 * x - 1) * B);
                if (x < width - 1) v += 0.25f * LOAD(from + (size_t)(2 * x + 2) * B);
                sum += weights[r] * v;
            }
            STORE(to + (size_t)x * B) = sum;
        }
    }
}

CLONES static void NAME(max_pool_range)(const void *context, size_t begin, size_t end) {
    const resampling *k = context;
    for (size_t row = begin; row < end; row++) {
        size_t plane = row / k->out_height;
        int y = (int)(row % k->out_height) * 2, below = y + 1 < k->height ? y + 1 : y;
        const float *a = k->from + (plane * k->height + y) * k->width * B, *b = k->from + (plane * k->height + below) * k->width * B;
        float *to = k->to + row * k->out_width * B;
        for (int x = 0; x < k->out_width; x++) {
            int left = 2 * x, right = left + 1 < k->width ? left + 1 : left;
            vector p = LOAD(a + left * B), q = LOAD(a + right * B), r = LOAD(b + left * B), s = LOAD(b + right * B);
            p = MAXIMUM(p, q), r = MAXIMUM(r, s);
            STORE(to + (size_t)x * B) = MAXIMUM(p, r);
        }
    }
}

// The gradient goes to the first largest of the window, in reading order.
CLONES static void NAME(max_pool_backward_range)(const void *context, size_t begin, size_t end) {
    const resampling *k = context;
    for (size_t plane = begin; plane < end; plane++) {
        float *to = k->to + plane * k->height * k->width * B;
        const float *x_plane = k->x + plane * k->height * k->width * B;
        memset(to, 0, (size_t)k->height * k->width * B * sizeof(float));
        for (int y = 0; y < k->out_height; y++) {
            for (int x = 0; x < k->out_width; x++) {
                const float *d = k->from + ((plane * k->out_height + y) * k->out_width + x) * B;
                int bottom = 2 * y + 1 < k->height ? 2 : 1, right = 2 * x + 1 < k->width ? 2 : 1;
                for (int l = 0; l < B; l++) {
                    size_t best = ((size_t)2 * y * k->width + 2 * x) * B + l;
                    for (int dy = 0; dy < bottom; dy++) {
                        for (int dx = 0; dx < right; dx++) {
                            size_t at = ((size_t)(2 * y + dy) * k->width + 2 * x + dx) * B + l;
                            if (x_plane[at] > x_plane[best]) best = at;
                        }
                    }
                    to[best] += d[l];
                }
            }
        }
    }
}

// Largest of the 2×2 window at (y, x) of the (height − 1) × (width − 1) max map, reflected beyond its edges.
#define WINDOW(plane_base, y, x)                                                       \
    ({                                                                                 \
        const float *corner = (plane_base) + ((size_t)(y) * k->width + (x)) * B;       \
        vector p = LOAD(corner), q = LOAD(corner + B);                                 \
        vector r = LOAD(corner + (size_t)k->width * B), s = LOAD(corner + (size_t)(k->width + 1) * B); \
        p = MAXIMUM(p, q), r = MAXIMUM(r, s);                                          \
        MAXIMUM(p, r);                                                                 \
    })

CLONES static void NAME(blur_pool_range)(const void *context, size_t begin, size_t end) {
    const resampling *k = context;
    int rows = k->height - 1, columns = k->width - 1;
    const vector zero = {0};
    for (size_t row = begin; row < end; row++) {
        size_t plane = row / k->out_height;
        int y = (int)(row % k->out_height) * 2;
        const float *from = k->from + plane * k->height * k->width * B;
        float *to = k->to + row * k->out_width * B;
        int ys[3] = {reflected(y - 1, rows), y, reflected(y + 1, rows)};
        for (int x = 0; x < k->out_width; x++) {
            int xs[3] = {reflected(2 * x - 1, columns), 2 * x, reflected(2 * x + 1, columns)};
            vector acc = zero;
            for (int t = 0; t < 9; t++) acc += k->filter[t] * WINDOW(from, ys[t / 3], xs[t % 3]);
            STORE(to + (size_t)x * B) = acc;
        }
    }
}

CLONES static void NAME(blur_pool_backward_range)(const void *context, size_t begin, size_t end) {
    const resampling *k = context;
    int rows = k->height - 1, columns = k->width - 1;
    // Gradient of one row of the max map.
    float *line = malloc((size_t)columns * B * sizeof(float));
    if (!line) abort();
    for (size_t plane = begin; plane < end; plane++) {
        float *to = k->to + plane * k->height * k->width * B;
        const float *x_plane = k->x + plane * k->height * k->width * B;
        const float *d_plane = k->from + plane * k->out_height * k->out_width * B;
        memset(to, 0, (size_t)k->height * k->width * B * sizeof(float));
        for (int y = 0; y < rows; y++) {
            memset(line, 0, (size_t)columns * B * sizeof(float));
            // Every blurred row whose window covers row y, perhaps twice where the window is reflected at an edge.
            for (int out = y > 1 ? (y - 1) / 2 : 0; out < k->out_height && out <= (y + 1) / 2; out++) {
                for (int r = 0; r < 3; r++) {
                    if (reflected(2 * out + r - 1, rows) != y) continue;
                    const float *d_row = d_plane + (size_t)out * k->out_width * B;
                    float left = k->filter[3 * r], middle = k->filter[3 * r + 1], right = k->filter[3 * r + 2];
                    for (int x = 0; x < k->out_width; x++) {
                        vector d = LOAD(d_row + (size_t)x * B);
                        float *a = line + (size_t)reflected(2 * x - 1, columns) * B, *b = line + (size_t)2 * x * B;
                        float *c = line + (size_t)reflected(2 * x + 1, columns) * B;
                        STORE(a) = LOAD(a) + left * d;
                        STORE(b) = LOAD(b) + middle * d;
                        STORE(c) = LOAD(c) + right * d;
                    }
                }
            }
            for (int x = 0; x < columns; x++) {
                const float *corner = x_plane + ((size_t)y * k->width + x) * B;
                size_t offsets[4] = {0, B, (size_t)k->width * B, (size_t)(k->width + 1) * B};
                vector best = LOAD(corner), left = LOAD(line + (size_t)x * B);
                for (int o = 1; o < 4; o++) {
                    vector v = LOAD(corner + offsets[o]);
                    best = MAXIMUM(v, best);
                }
                float *target = to + ((size_t)y * k->width + x) * B;
                for (int o = 0; o < 4; o++) {
                    vector v = LOAD(corner + offsets[o]);
                    lanes wins = (lanes)(v == best);
                    STORE(target + offsets[o]) = LOAD(target + offsets[o]) + WHERE(wins, left);
                    left = WHERE(~wins, left);
                }
            }
        }
    }
    free(line);
}

void NAME(upsample)(float *y, const float *x, size_t count, int height, int width, int first, int rows) {
    resampling k = {.to = y, .from = x, .height = height, .width = width, .out_height = rows, .first = first};
    ms_parallel(count * rows, NAME(upsample_range), &k);
}
void NAME(upsample_backward)(float *dx, const float *dy, size_t count, int height, int width) {
    resampling k = {.to = dx, .from = dy, .height = height, .width = width};
    ms_parallel(count * height, NAME(upsample_backward_range), &k);
}
static resampling NAME(pooling)(int height, int width) {
    return (resampling){.height = height, .width = width, .out_height = (height + 1) / 2, .out_width = (width + 1) / 2};
}
void NAME(max_pool)(float *y, const float *x, size_t count, int height, int width) {
    resampling k = NAME(pooling)(height, width);
    k.to = y, k.from = x;
    ms_parallel(count * k.out_height, NAME(max_pool_range), &k);
}
void NAME(max_pool_backward)(float *dx, const float *dy, const float *x, size_t count, int height, int width) {
    resampling k = NAME(pooling)(height, width);
    k.to = dx, k.from = dy, k.x = x;
    ms_parallel(count, NAME(max_pool_backward_range), &k);
}
// The max map has height − 1 rows; the filter's stride 2 on padding 1 leaves (height − 2)/2 + 1 of them.
static resampling NAME(blurring)(int height, int width) {
    return (resampling){.height = height, .width = width, .out_height = (height - 2) / 2 + 1, .out_width = (width - 2) / 2 + 1};
}
void NAME(blur_pool)(float *y, const float *x, const float *filter, size_t count, int height, int width) {
    resampling k = NAME(blurring)(height, width);
    k.to = y, k.from = x, k.filter = filter;
    ms_parallel(count * k.out_height, NAME(blur_pool_range), &k);
}
void NAME(blur_pool_backward)(float *dx, const float *dy, const float *x, const float *filter, size_t count, int height, int width) {
    resampling k = NAME(blurring)(height, width);
    k.to = dx, k.from = dy, k.x = x, k.filter = filter;
    ms_parallel(count, NAME(blur_pool_backward_range), &k);
}
