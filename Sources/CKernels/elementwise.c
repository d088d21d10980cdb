#include "kernels.h"

// Elements a thread takes at a time: 16 KiB keeps a chunk in the first-level cache and the sums' order fixed.
enum { chunk = 4096 };

typedef struct {
    float *y, *m, *v;
    const float *a, *b, *c, *d, *e;
    float p, q, r, s, t;
    size_t n;
    double *partial;
} elements;

#define ELEMENTWISE(name, body)                                                  \
    CLONES static void name##_range(const void *context, size_t begin, size_t end) { \
        const elements *k = context;                                             \
        size_t first = begin * chunk, last = end * chunk < k->n ? end * chunk : k->n; \
        float *restrict y = k->y;                                                \
        const float *restrict a = k->a, *restrict b = k->b;                      \
        float p = k->p;                                                          \
        (void)y, (void)a, (void)b, (void)p;                                      \
        body                                                                     \
    }

static size_t chunks(size_t n) { return (n + chunk - 1) / chunk; }

static void run(ms_range_function range, elements k) {
    if (k.n <= 4 * chunk) {
        range(&k, 0, chunks(k.n));
    } else {
        ms_parallel(chunks(k.n), range, &k);
    }
}

#define FOR for (size_t i = first; i < last; i++)
ELEMENTWISE(fill, FOR y[i] = p;)
ELEMENTWISE(add, FOR y[i] = a[i] + b[i];)
ELEMENTWISE(accumulate, FOR y[i] += p * a[i];)
ELEMENTWISE(scale, FOR y[i] = p * a[i];)
ELEMENTWISE(multiply, FOR y[i] = a[i] * b[i];)
ELEMENTWISE(multiply_accumulate, FOR y[i] += a[i] * b[i];)
ELEMENTWISE(rectify, FOR y[i] = a[i] > 0 ? a[i] : 0;)
ELEMENTWISE(rectify_backward, FOR y[i] = b[i] > 0 ? a[i] : 0;)
ELEMENTWISE(mask, FOR y[i] = b[i] > 0 ? y[i] : 0;)
ELEMENTWISE(difference, FOR y[i] = p * (a[i] - b[i]);)
ELEMENTWISE(average, FOR y[i] += p * (a[i] - y[i]);)

void ms_fill(float *y, float value, size_t n) { run(fill_range, (elements){.y = y, .p = value, .n = n}); }
void ms_add(float *y, const float *a, const float *b, size_t n) { run(add_range, (elements){.y = y, .a = a, .b = b, .n = n}); }
void ms_accumulate(float *y, const float *x, float s, size_t n) { run(accumulate_range, (elements){.y = y, .a = x, .p = s, .n = n}); }
void ms_scale(float *y, const float *x, float s, size_t n) { run(scale_range, (elements){.y = y, .a = x, .p = s, .n = n}); }
void ms_multiply(float *y, const float *a, const float *b, size_t n) { run(multiply_range, (elements){.y = y, .a = a, .b = b, .n = n}); }
void ms_multiply_accumulate(float *y, const float *a, const float *b, size_t n) {
    run(multiply_accumulate_range, (elements){.y = y, .a = a, .b = b, .n = n});
}
void ms_rectify(float *y, const float *x, size_t n) { run(rectify_range, (elements){.y = y, .a = x, .n = n}); }
void ms_rectify_backward(float *dx, const float *dy, const float *y, size_t n) {
    run(rectify_backward_range, (elements){.y = dx, .a = dy, .b = y, .n = n});
}
void ms_mask(float *y, const float *mask, size_t n) { run(mask_range, (elements){.y = y, .b = mask, .n = n}); }
void ms_difference(float *d, const float *a, const float *b, float s, size_t n) {
    run(difference_range, (elements){.y = d, .a = a, .b = b, .p = s, .n = n});
}
void ms_average(float *target, const float *source, float omega, size_t n) {
    run(average_range, (elements){.y = target, .a = source, .p = omega, .n = n});
}

CLONES static void adam_range(const void *context, size_t begin, size_t end) {
    const elements *k = context;
    size_t first = begin * chunk, last = end * chunk < k->n ? end * chunk : k->n;
    float *restrict w = k->y, *restrict m = k->m, *restrict v = k->v;
    const float *restrict g = k->a;
    float beta1 = k->p, beta2 = k->q, rate = k->r, root = k->s, epsilon = k->t;
    for (size_t i = first; i < last; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        w[i] -= rate * m[i] / (__builtin_elementwise_sqrt(v[i]) * root + epsilon);
    }
}

void ms_adam(float *w, float *m, float *v, const float *g, float beta1, float beta2, float rate, float root,
             float epsilon, size_t n) {
    run(adam_range, (elements){.y = w, .m = m, .v = v, .a = g, .p = beta1, .q = beta2, .r = rate, .s = root, .t = epsilon, .n = n});
}

// Sums: each chunk adds in 16 lanes, chunks add in double precision in a fixed order.
#define REDUCTION(name, term)                                                        \
    CLONES static void name##_range(const void *context, size_t begin, size_t end) { \
        const elements *k = context;                                                 \
        const float *restrict a = k->a, *restrict b = k->b;                          \
        (void)b;                                                                     \
        for (size_t c = begin; c < end; c++) {                                       \
            size_t first = c * chunk, last = first + chunk < k->n ? first + chunk : k->n, i = first; \
            float lanes[16] = {0};                                                   \
            for (; i + 16 <= last; i += 16) {                                        \
                for (int l = 0; l < 16; l++) { size_t j = i + l; lanes[l] += term; } \
            }                                                                        \
            double total = 0;                                                        \
            for (int l = 0; l < 16; l++) total += lanes[l];                          \
            for (size_t j = i; j < last; j++) total += term;                         \
            k->partial[c] = total;                                                   \
        }                                                                            \
    }

static double reduce(ms_range_function range, elements k) {
    size_t count = chunks(k.n);
    double few[64], *partial = count <= 64 ? few : malloc(count * sizeof(double));
    if (!partial) abort();
    k.partial = partial;
    run(range, k);
    double total = 0;
    for (size_t c = 0; c < count; c++) total += partial[c];
    if (partial != few) free(partial);
    return total;
}

REDUCTION(sum, a[j])
REDUCTION(squared, (a[j] - b[j]) * (a[j] - b[j]))
REDUCTION(absolute, fabsf(a[j] - b[j]))
double ms_sum(const float *x, size_t n) { return reduce(sum_range, (elements){.a = x, .n = n}); }
double ms_sum_squared_difference(const float *a, const float *b, size_t n) {
    return reduce(squared_range, (elements){.a = a, .b = b, .n = n});
}
double ms_sum_absolute_difference(const float *a, const float *b, size_t n) {
    return reduce(absolute_range, (elements){.a = a, .b = b, .n = n});
}

// e^x for |x| <= 80, within 1e-7 of it: x = n·ln 2 + r with |r| <= ln 2 / 2, then Taylor's series. No branch and no call,
// so that loops over it become vectors.
ALWAYS_INLINE float exponential(float x) {
    // Adding 1.5·2^23 rounds to an integer in the low bits of the mantissa.
    float shifted = x * 1.44269504f + 12582912.0f, n = shifted - 12582912.0f;
    int32_t bits;
    memcpy(&bits, &shifted, 4);
    bits = (bits - 0x4b400000 + 127) << 23;
    float power;
    memcpy(&power, &bits, 4);
    // ln 2 in two parts, the first of which n multiplies exactly.
    float r = (x - n * 0.693145752f) - n * 1.42860677e-6f;
    float p = 1.0f / 120 + r * (1.0f / 720 + r * (1.0f / 5040));
    p = 0.5f + r * (1.0f / 6 + r * (1.0f / 24 + r * p));
    return power * (1 + r + r * r * p);
}

// ConvDist: log sigma = −10 + 6·(tanh(raw) + 1); action = mean + sigma·noise;
// log density = −noise²/2 − log sigma − log(2π)/2.
// With u = (1 − tanh|raw|)/2 = 1/(e^(2|raw|) + 1), log sigma is 2 − 12u or −10 + 12u and its derivative 24u(1 − u): neither
// loses digits where tanh saturates. NaN stays NaN.
ALWAYS_INLINE float remoteness(float raw) {
    float size = raw < 0 ? -raw : raw;
    return 1 / (exponential(2 * (size > 40 ? 40 : size)) + 1);
}

ALWAYS_INLINE float logarithm_of_sigma(float raw, float u) { return raw < 0 ? -10 + 12 * u : 2 - 12 * u; }

// The density may be unwanted; `unused` takes it then.
CLONES static void gaussian_range(const void *context, size_t begin, size_t end) {
    const elements *k = context;
    float unused[chunk];
    for (size_t c = begin; c < end; c++) {
        size_t first = c * chunk, count = first + chunk < k->n ? chunk : k->n - first;
        float *restrict action = k->y + first, *restrict density = k->m ? k->m + first : unused;
        const float *restrict mean = k->a + first, *restrict raw = k->b + first, *restrict noise = k->c + first;
        for (size_t i = 0; i < count; i++) {
            float log_sigma = logarithm_of_sigma(raw[i], remoteness(raw[i])), n = noise[i];
            action[i] = mean[i] + exponential(log_sigma) * n;
            density[i] = -0.5f * n * n - log_sigma - 0.918938533f;
        }
    }
}

// Either gradient may be missing; `zero` stands in for it.
CLONES static void gaussian_backward_range(const void *context, size_t begin, size_t end) {
    static const float zero[chunk];
    const elements *k = context;
    for (size_t c = begin; c < end; c++) {
        size_t first = c * chunk, count = first + chunk < k->n ? chunk : k->n - first;
        float *restrict d_mean = k->y + first, *restrict d_raw = k->m + first;
        const float *restrict raw = k->b + first, *restrict noise = k->c + first;
        const float *restrict d_action = k->d ? k->d + first : zero, *restrict d_log = k->e ? k->e + first : zero;
        for (size_t i = 0; i < count; i++) {
            float u = remoteness(raw[i]), sigma = exponential(logarithm_of_sigma(raw[i], u));
            d_mean[i] = d_action[i];
            d_raw[i] = (d_action[i] * sigma * noise[i] - d_log[i]) * 24 * u * (1 - u);
        }
    }
}

CLONES static void deviation_range(const void *context, size_t begin, size_t end) {
    const elements *k = context;
    size_t first = begin * chunk, last = end * chunk < k->n ? end * chunk : k->n;
    float *restrict y = k->y;
    const float *restrict raw = k->a;
    for (size_t i = first; i < last; i++) y[i] = exponential(logarithm_of_sigma(raw[i], remoteness(raw[i])));
}

void ms_gaussian(float *action, float *log_density, const float *mean, const float *raw, const float *noise, size_t n) {
    run(gaussian_range, (elements){.y = action, .m = log_density, .a = mean, .b = raw, .c = noise, .n = n});
}
void ms_gaussian_backward(float *d_mean, float *d_raw, const float *d_action, const float *d_log_density,
                          const float *mean, const float *raw, const float *noise, size_t n) {
    run(gaussian_backward_range, (elements){.y = d_mean, .m = d_raw, .a = mean, .b = raw, .c = noise, .d = d_action, .e = d_log_density, .n = n});
}
void ms_standard_deviation(float *deviation, const float *raw, size_t n) {
    run(deviation_range, (elements){.y = deviation, .a = raw, .n = n});
}
