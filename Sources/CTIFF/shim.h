#ifndef MINISTYLER_CTIFF_SHIM_H
#define MINISTYLER_CTIFF_SHIM_H

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <tiffio.h>

// libtiff reads from memory by callbacks, and tells of fields and errors by variable arguments: Swift has neither.

typedef struct {
    const unsigned char *bytes;
    toff_t count;
    toff_t position;
} ctiff_memory;

static inline tsize_t ctiff_read(thandle_t handle, void *buffer, tsize_t count) {
    ctiff_memory *memory = handle;
    if (count < 0 || memory->position > memory->count) return 0;
    const toff_t left = memory->count - memory->position;
    const toff_t taken = (toff_t)count < left ? (toff_t)count : left;
    memcpy(buffer, memory->bytes + memory->position, taken);
    memory->position += taken;
    return (tsize_t)taken;
}

static inline tsize_t ctiff_write(thandle_t handle, void *buffer, tsize_t count) { return -1; }

static inline toff_t ctiff_seek(thandle_t handle, toff_t offset, int whence) {
    ctiff_memory *memory = handle;
    memory->position = whence == SEEK_SET ? offset : offset + (whence == SEEK_CUR ? memory->position : memory->count);
    return memory->position;
}

static inline int ctiff_close(thandle_t handle) { return 0; }
static inline toff_t ctiff_size(thandle_t handle) { return ((ctiff_memory *)handle)->count; }
static inline int ctiff_map(thandle_t handle, void **base, toff_t *size) { return 0; }
static inline void ctiff_unmap(thandle_t handle, void *base, toff_t size) {}
static inline void ctiff_no_message(thandle_t handle, const char *module, const char *format, va_list arguments) {}

// Nothing is written to standard error; failures are told by what functions return.
static inline void ctiff_be_quiet(void) {
    TIFFSetErrorHandler(NULL);
    TIFFSetWarningHandler(NULL);
    TIFFSetErrorHandlerExt(ctiff_no_message);
    TIFFSetWarningHandlerExt(ctiff_no_message);
}

// No allocation beyond `limit` bytes, whatever a tile's or strip's size is said to be.
static inline TIFF *ctiff_open(ctiff_memory *memory, long limit) {
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (options == NULL) return NULL;
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, limit);
    TIFF *tiff = TIFFClientOpenExt(
        "image", "rm", memory, ctiff_read, ctiff_write, ctiff_seek, ctiff_close, ctiff_size, ctiff_map, ctiff_unmap,
        options);
    TIFFOpenOptionsFree(options);
    return tiff;
}

// A field's value, or `otherwise`.
static inline unsigned ctiff_field32(TIFF *tiff, unsigned tag, unsigned otherwise) {
    uint32_t value = 0;
    return TIFFGetField(tiff, tag, &value) ? value : otherwise;
}

static inline unsigned ctiff_field16(TIFF *tiff, unsigned tag, unsigned otherwise) {
    uint16_t value = 0;
    return TIFFGetFieldDefaulted(tiff, tag, &value) ? value : otherwise;
}

// The colour profile within the open file; 0 bytes where there is none.
static inline unsigned ctiff_profile(TIFF *tiff, const void **bytes) {
    uint32_t count = 0;
    return TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &count, bytes) ? count : 0;
}

#endif
