#include "kernels.h"

// Picks the kernel compiled for the block of the activations.
#define BOTH(name, ...) void ms8_##name(__VA_ARGS__); void ms16_##name(__VA_ARGS__);
#define CALL(block, name, ...) do { if ((block) == 16) ms16_##name(__VA_ARGS__); else ms8_##name(__VA_ARGS__); } while (0)

BOTH(grouped_forward, const ms_grouped *, float *, const float *, const float *, const float *)
BOTH(grouped_backward_data, const ms_grouped *, float *, const float *, const float *)
BOTH(grouped_backward_weights, const ms_grouped *, float *, const float *, const float *)
BOTH(winograd, const ms_winograd *, float *, const float *, const float *, const float *, float *)
size_t ms8_winograd_scratch(const ms_winograd *);
size_t ms16_winograd_scratch(const ms_winograd *);
BOTH(statistics, float *, float *, const float *, size_t, size_t, float)
BOTH(moments, float *, float *, const float *, const float *, const float *, size_t, size_t)
BOTH(combine, float *, const float *, const float *, const float *, const float *, const float *, const float *, size_t, size_t)
BOTH(modulate, float *, const float *, const float *, const float *, const float *, const float *, int, size_t, size_t)
BOTH(upsample, float *, const float *, size_t, int, int, int, int)
BOTH(upsample_backward, float *, const float *, size_t, int, int)
BOTH(max_pool, float *, const float *, size_t, int, int)
BOTH(max_pool_backward, float *, const float *, const float *, size_t, int, int)
BOTH(blur_pool, float *, const float *, const float *, size_t, int, int)
BOTH(blur_pool_backward, float *, const float *, const float *, const float *, size_t, int, int)

void ms_grouped_forward(const ms_grouped *g, float *output, const float *input, const float *weights, const float *bias) {
    CALL(g->block, grouped_forward, g, output, input, weights, bias);
}
void ms_grouped_backward_data(const ms_grouped *g, float *d_input, const float *d_output, const float *weights) {
    CALL(g->block, grouped_backward_data, g, d_input, d_output, weights);
}
void ms_grouped_backward_weights(const ms_grouped *g, float *d_weights, const float *d_output, const float *input) {
    CALL(g->block, grouped_backward_weights, g, d_weights, d_output, input);
}
size_t ms_winograd_scratch(const ms_winograd *g) {
    return g->block == 16 ? ms16_winograd_scratch(g) : ms8_winograd_scratch(g);
}
void ms_winograd_forward(const ms_winograd *g, float *output, const float *input, const float *weights, const float *bias,
                         float *scratch) {
    CALL(g->block, winograd, g, output, input, weights, bias, scratch);
}
void ms_statistics(float *mean, float *deviation, const float *x, size_t planes, size_t count, float epsilon, int block) {
    CALL(block, statistics, mean, deviation, x, planes, count, epsilon);
}
void ms_moments(float *sum, float *product, const float *a, const float *b, const float *centre, size_t planes,
                size_t count, int block) {
    CALL(block, moments, sum, product, a, b, centre, planes, count);
}
void ms_combine(float *y, const float *a, const float *base, const float *b, const float *slope, const float *centre,
                const float *constant, size_t planes, size_t count, int block) {
    CALL(block, combine, y, a, base, b, slope, centre, constant, planes, count);
}
void ms_modulate(float *y, const float *c, const float *z, const float *residual, const float *w, const float *b,
                 int rectify, size_t planes, size_t count, int block) {
    CALL(block, modulate, y, c, z, residual, w, b, rectify, planes, count);
}
void ms_upsample(float *y, const float *x, size_t planes, int height, int width, int first, int rows, int block) {
    CALL(block, upsample, y, x, planes, height, width, first, rows);
}
void ms_upsample_backward(float *dx, const float *dy, size_t planes, int height, int width, int block) {
    CALL(block, upsample_backward, dx, dy, planes, height, width);
}
void ms_max_pool(float *y, const float *x, size_t planes, int height, int width, int block) {
    CALL(block, max_pool, y, x, planes, height, width);
}
void ms_max_pool_backward(float *dx, const float *dy, const float *x, size_t planes, int height, int width, int block) {
    CALL(block, max_pool_backward, dx, dy, x, planes, height, width);
}
void ms_blur_pool(float *y, const float *x, const float *filter, size_t planes, int height, int width, int block) {
    CALL(block, blur_pool, y, x, filter, planes, height, width);
}
void ms_blur_pool_backward(float *dx, const float *dy, const float *x, const float *filter, size_t planes, int height,
                           int width, int block) {
    CALL(block, blur_pool_backward, dx, dy, x, filter, planes, height, width);
}
