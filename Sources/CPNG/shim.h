#ifndef MINISTYLER_CPNG_SHIM_H
#define MINISTYLER_CPNG_SHIM_H

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

// libpng reports errors by longjmp, which must not cross Swift frames. Each function below sets the jump target
// itself and returns 1 on success, 0 on failure with the reason in `message`.

// A PNG file being read from memory.
typedef struct {
    png_structp png;
    png_infop info;
    const unsigned char *bytes;
    size_t count;
    size_t position;
    char message[160];
} cpng_reader;

// A PNG file being written to memory.
typedef struct {
    png_structp png;
    png_infop info;
    unsigned char *bytes; // owned by the writer
    size_t count;
    size_t capacity;
    char message[160];
} cpng_writer;

static inline void cpng_copy_message(char message[160], const char *text) {
    strncpy(message, text, 159);
    message[159] = 0;
}

static inline void cpng_reader_error(png_structp png, png_const_charp text) {
    cpng_copy_message(((cpng_reader *)png_get_error_ptr(png))->message, text);
    png_longjmp(png, 1);
}

static inline void cpng_writer_error(png_structp png, png_const_charp text) {
    cpng_copy_message(((cpng_writer *)png_get_error_ptr(png))->message, text);
    png_longjmp(png, 1);
}

static inline void cpng_ignore_warning(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static inline void cpng_read_bytes(png_structp png, png_bytep target, size_t count) {
    cpng_reader *reader = (cpng_reader *)png_get_io_ptr(png);
    if (count > reader->count - reader->position) png_error(png, "the file ends too early");
    memcpy(target, reader->bytes + reader->position, count);
    reader->position += count;
}

static inline void cpng_write_bytes(png_structp png, png_bytep source, size_t count) {
    cpng_writer *writer = (cpng_writer *)png_get_io_ptr(png);
    if (count > writer->capacity - writer->count) {
        size_t capacity = writer->capacity * 2 + count + 65536;
        unsigned char *bytes = (unsigned char *)realloc(writer->bytes, capacity);
        if (!bytes) png_error(png, "out of memory");
        writer->bytes = bytes;
        writer->capacity = capacity;
    }
    memcpy(writer->bytes + writer->count, source, count);
    writer->count += count;
}

static inline void cpng_flush(png_structp png) { (void)png; }

static inline cpng_reader *cpng_reader_create(const unsigned char *bytes, size_t count) {
    cpng_reader *reader = (cpng_reader *)calloc(1, sizeof(cpng_reader));
    if (!reader) return NULL;
    reader->bytes = bytes;
    reader->count = count;
    reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, cpng_reader_error, cpng_ignore_warning);
    reader->info = reader->png ? png_create_info_struct(reader->png) : NULL;
    if (!reader->info) {
        if (reader->png) png_destroy_read_struct(&reader->png, NULL, NULL);
        free(reader);
        return NULL;
    }
    return reader;
}

static inline void cpng_reader_destroy(cpng_reader *reader) {
    if (setjmp(png_jmpbuf(reader->png)) == 0) png_destroy_read_struct(&reader->png, &reader->info, NULL);
    free(reader);
}

// Reads everything before the pixels.
static inline int cpng_read_info(cpng_reader *reader) {
    if (setjmp(png_jmpbuf(reader->png))) return 0;
    png_set_read_fn(reader->png, reader, cpng_read_bytes);
    png_set_benign_errors(reader->png, 1);
    png_read_info(reader->png, reader->info);
    return 1;
}

// Asks for RGB, or RGBA where the file has any transparency: 16 bits in the machine's byte order where the file has them,
// else 8. `channels` receives 3 or 4, `depth` 8 or 16.
static inline int cpng_prepare_pixels(cpng_reader *reader, int *channels, int *depth) {
    png_structp png = reader->png;
    png_infop info = reader->info;
    double file_gamma = 0;
    if (setjmp(png_jmpbuf(png))) return 0;
    png_set_expand(png);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    // Of no effect on files of fewer bits.
    png_set_swap(png);
#endif
    png_set_gray_to_rgb(png);
    // A profile says more than gAMA does, and its colours are converted later.
    if (!png_get_valid(png, info, PNG_INFO_iCCP) && !png_get_valid(png, info, PNG_INFO_sRGB)
        && png_get_gAMA(png, info, &file_gamma) && file_gamma >= 0.05 && file_gamma <= 2)
        png_set_gamma(png, PNG_DEFAULT_sRGB, file_gamma);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    *channels = png_get_channels(png, info);
    *depth = png_get_bit_depth(png, info);
    if ((*depth != 8 && *depth != 16) || (*channels != 3 && *channels != 4)) {
        cpng_copy_message(reader->message, "unexpected pixel format");
        return 0;
    }
    return 1;
}

// Reads all rows and the end of the file. `rows` holds one pointer for each row.
static inline int cpng_read_pixels(cpng_reader *reader, png_bytepp rows) {
    if (setjmp(png_jmpbuf(reader->png))) return 0;
    png_read_image(reader->png, rows);
    png_read_end(reader->png, NULL);
    return 1;
}

static inline cpng_writer *cpng_writer_create(void) {
    cpng_writer *writer = (cpng_writer *)calloc(1, sizeof(cpng_writer));
    if (!writer) return NULL;
    writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, writer, cpng_writer_error, cpng_ignore_warning);
    writer->info = writer->png ? png_create_info_struct(writer->png) : NULL;
    if (!writer->info) {
        if (writer->png) png_destroy_write_struct(&writer->png, NULL);
        free(writer);
        return NULL;
    }
    return writer;
}

static inline void cpng_writer_destroy(cpng_writer *writer) {
    if (setjmp(png_jmpbuf(writer->png)) == 0) png_destroy_write_struct(&writer->png, &writer->info);
    free(writer->bytes);
    free(writer);
}

// Describes an image of 8-bit RGB (3 channels) or RGBA (4). Call it first.
static inline int cpng_set_size(cpng_writer *writer, unsigned int width, unsigned int height, int channels) {
    if (setjmp(png_jmpbuf(writer->png))) return 0;
    png_set_IHDR(
        writer->png, writer->info, width, height, 8,
        channels == 4 ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB,
        PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    return 1;
}

// Asks for speed: one filter that costs little, and the least compression that still finds repetitions.
static inline int cpng_set_quick(cpng_writer *writer) {
    if (setjmp(png_jmpbuf(writer->png))) return 0;
    png_set_filter(writer->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
    png_set_compression_level(writer->png, 1);
    return 1;
}

// Adds a text chunk: tEXt, or iTXt where `international` is set; `value` is UTF-8.
static inline int cpng_add_text(cpng_writer *writer, char *keyword, char *value, int international) {
    png_text text;
    if (setjmp(png_jmpbuf(writer->png))) return 0;
    memset(&text, 0, sizeof text);
    text.compression = international ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE;
    text.key = keyword;
    text.text = value;
    text.text_length = international ? 0 : strlen(value);
    text.itxt_length = international ? strlen(value) : 0;
    png_set_text(writer->png, writer->info, &text, 1);
    return 1;
}

// Writes the whole file. Call it last.
static inline int cpng_write_pixels(cpng_writer *writer, png_bytepp rows) {
    if (setjmp(png_jmpbuf(writer->png))) return 0;
    png_set_write_fn(writer->png, writer, cpng_write_bytes, cpng_flush);
    png_write_info(writer->png, writer->info);
    png_write_image(writer->png, rows);
    png_write_end(writer->png, NULL);
    return 1;
}

#endif
