// Loops that oneDNN lacks, on float32 activations laid out as [N][C/B][H][W][B] with B = 8 or 16 channels side by side
// ("blocked"), or B = 1 (planar N×C×H×W, images). One call works on a whole tensor and spreads over oneDNN's own threads.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "half.h"
#include "random.h"

// Runs work(context, begin, end) over [0, count) on oneDNN's OpenMP threads (serially where OpenMP is missing).
typedef void (*ms_range_function)(const void *context, size_t begin, size_t end);
void ms_parallel(size_t count, ms_range_function work, const void *context);
int ms_thread_count(void);

// Reflection padding of whole planes. planes = N·C/B; side = padding in pixels (< height and < width).
void ms_reflect_pad(float *padded, const float *source, size_t planes, int height, int width, int block, int side);
// Rows first … first + rows − 1 of each padded plane alone.
void ms_reflect_pad_rows(float *padded, const float *source, size_t planes, int height, int width, int block, int side,
                         int first, int rows);
// The same with the values rounded to bfloat16 (as bit patterns, to the nearest even); side may be 0.
void ms_reflect_pad_rows_bfloat(uint16_t *padded, const float *source, size_t planes, int height, int width, int block,
                                int side, int first, int rows);
// The transpose of ms_reflect_pad; where mask is given, the result is zeroed where mask <= 0 (ReLU's backward).
void ms_reflect_fold(float *source, const float *padded, const float *mask, size_t planes, int height, int width,
                     int block, int side);

// Grouped 3×3 convolutions with reflection padding of one pixel. `fan` says how channels map:
//   1: one in, one out; 2: one in, two out (Cout = 2·Cin); -2: two in, one out (Cout = Cin/2).
// weights are packed [blocks][9][B], blocks counted over the side with more channels; bias has Cout values.
// Above and below there is no padding where `is_band` (forward only): the height is that of the rows that the results need.
typedef struct {
    int batch, channels_in, height, width, stride, fan, block, rectify, is_band;
} ms_grouped;
void ms_grouped_forward(const ms_grouped *g, float *output, const float *input, const float *weights, const float *bias);
void ms_grouped_backward_data(const ms_grouped *g, float *d_input, const float *d_output, const float *weights);
void ms_grouped_backward_weights(const ms_grouped *g, float *d_weights, const float *d_output, const float *input);

// Convolutions 3×3 with stride 1 by Winograd's F(4×4, 3×3). Output (y, x) reads inputs from row y − rows_above and column
// x − columns_before on; beyond the input are its reflections, or zeros. Channels divide by 2·B.
// weights: G·g·Gᵀ as [36][outputs / 2B][inputs][2B]; bias, of `outputs`, may be null; `scratch`: as many floats as
// ms_winograd_scratch says.
typedef struct {
    int batch, inputs, outputs, height, width, out_height, out_width, rows_above, columns_before, reflects, rectify, block;
} ms_winograd;
size_t ms_winograd_scratch(const ms_winograd *g);
void ms_winograd_forward(const ms_winograd *g, float *output, const float *input, const float *weights, const float *bias,
                         float *scratch);

// Below, planes = N·C/B, count = H·W, and every per-channel vector is [N][C]. All need B > 1.
// Per image and channel: mean and sqrt(unbiased variance + epsilon).
void ms_statistics(float *mean, float *deviation, const float *x, size_t planes, size_t count, float epsilon, int block);
// Per image and channel: the sum of a, and of a·(b − centre). Either result, b and centre may be null.
void ms_moments(float *sum, float *product, const float *a, const float *b, const float *centre, size_t planes,
                size_t count, int block);
// y = base·a + constant + slope·(b − centre): affine maps, AdaIN's and the statistics' backward are all of this shape.
// a (with base), centre and constant may be null.
void ms_combine(float *y, const float *a, const float *base, const float *b, const float *slope, const float *centre,
                const float *constant, size_t planes, size_t count, int block);
// y = w·c + b·z (+ residual), then ReLU if asked.
void ms_modulate(float *y, const float *c, const float *z, const float *residual, const float *w, const float *b,
                 int rectify, size_t planes, size_t count, int block);

// Rows of planes: of `height` rows each, those from `first` on.
typedef struct {
    float *values;
    size_t height, first;
} ms_rows;
// Copies rows, on `side` pixels of reflection padding left and right.
void ms_copy_rows(ms_rows to, ms_rows from, size_t rows, size_t planes, int width, int block, int side);
// Between the layouts [planes][rows][width][B] and [rows][planes][width][B].
void ms_gather_rows(float *planes_of_rows, const float *rows_of_planes, size_t rows, size_t planes, int width, int block);
void ms_scatter_rows(float *rows_of_planes, const float *planes_of_rows, size_t rows, size_t planes, int width, int block);
// to += from
void ms_add_rows(ms_rows to, ms_rows from, size_t rows, size_t planes, int width, int block);
// to = w·to + b·from, then ReLU if asked.
void ms_modulate_rows(ms_rows to, ms_rows from, const float *w, const float *b, int rectify, size_t rows, size_t planes,
                      int width, int block);

// Bilinear ×2 with half-pixel centres, and its transpose. Height and width are the smaller ones. Of the 2·height rows of each
// plane alone `rows` from `first` on.
void ms_upsample(float *y, const float *x, size_t planes, int height, int width, int first, int rows, int block);
void ms_upsample_backward(float *dx, const float *dy, size_t planes, int height, int width, int block);

// Pooling of height × width: max 2×2 with stride 2 (ceil), and the anti-aliased one: max 2×2 with stride 1, then a 3×3
// filter with stride 2 on reflection padding 1. The transposes send the gradient to the first largest of a window.
void ms_max_pool(float *y, const float *x, size_t planes, int height, int width, int block);
void ms_max_pool_backward(float *dx, const float *dy, const float *x, size_t planes, int height, int width, int block);
void ms_blur_pool(float *y, const float *x, const float *filter, size_t planes, int height, int width, int block);
void ms_blur_pool_backward(float *dx, const float *dy, const float *x, const float *filter, size_t planes, int height,
                           int width, int block);

// Sum of shifted maps. maps: [N][mapped/B][H][W + taps − 1][B], channel·taps + tap in the first channels·taps of them;
// output, planar: output[channel][y][x] = bias[channel] + sum over taps of maps[channel·taps + tap][y][x + tap].
// `rows` is the height of the output's planes, which may be larger: `output` points to the first row that is written.
void ms_shifted_sum(float *output, const float *maps, const float *bias, int batch, int channels, int mapped, int height,
                    int rows, int width, int taps, int block);
// As ms_shifted_sum without bias, over the full range: maps are `width` wide, the output width + taps − 1, and
// output[channel][y][x + tap] takes maps[channel·taps + tap][y][x].
void ms_shifted_full_sum(float *output, const float *maps, int batch, int channels, int mapped, int height, int width,
                         int taps, int block);
// The transpose of ms_shifted_sum; maps beyond channels·taps are set to zero.
void ms_shifted_spread(float *maps, const float *output, int batch, int channels, int mapped, int height, int width,
                       int taps, int block);

// Element-wise, n floats.
void ms_fill(float *y, float value, size_t n);
void ms_add(float *y, const float *a, const float *b, size_t n);
void ms_accumulate(float *y, const float *x, float scale, size_t n);
void ms_scale(float *y, const float *x, float scale, size_t n);
void ms_multiply(float *y, const float *a, const float *b, size_t n);
void ms_multiply_accumulate(float *y, const float *a, const float *b, size_t n);
void ms_rectify(float *y, const float *x, size_t n);
void ms_rectify_backward(float *dx, const float *dy, const float *y, size_t n);
// y where mask > 0, else 0, in place.
void ms_mask(float *y, const float *mask, size_t n);
// d = scale·(a − b)
void ms_difference(float *d, const float *a, const float *b, float scale, size_t n);
double ms_sum(const float *x, size_t n);
double ms_sum_squared_difference(const float *a, const float *b, size_t n);
double ms_sum_absolute_difference(const float *a, const float *b, size_t n);
// Adam: m, v moments; step size and bias corrections are folded into rate and root.
void ms_adam(float *w, float *m, float *v, const float *g, float beta1, float beta2, float rate, float root,
             float epsilon, size_t n);
// target += omega·(source − target)
void ms_average(float *target, const float *source, float omega, size_t n);
// The log-density of a diagonal Normal and its sample, element-wise: see ConvDist in the engine.
void ms_gaussian(float *action, float *log_density, const float *mean, const float *raw, const float *noise, size_t n);
void ms_gaussian_backward(float *d_mean, float *d_raw, const float *d_action, const float *d_log_density,
                          const float *mean, const float *raw, const float *noise, size_t n);
void ms_standard_deviation(float *deviation, const float *raw, size_t n);
