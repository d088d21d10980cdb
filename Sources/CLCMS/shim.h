#ifndef MINISTYLER_CLCMS_SHIM_H
#define MINISTYLER_CLCMS_SHIM_H

#include <lcms2.h>

// Pixel formats are macros with arguments, which Swift does not see.

// From a profile to sRGB, relative to the white point and with black brought to black. Pixels have `channels` samples (3 or 4) of
// `bytes` bytes (1 or 2) on both sides; of grey ones the first alone counts. What lies behind the colours stays as it is, so that
// pixels may be converted in place. NULL where the profile is not usable.
static inline cmsHTRANSFORM clcms_to_srgb(
    const void *profile, unsigned count, int is_grey, unsigned channels, unsigned bytes) {
    cmsHPROFILE source = cmsOpenProfileFromMem(profile, count);
    cmsHPROFILE target = cmsCreate_sRGBProfile();
    cmsHTRANSFORM transform = NULL;
    if (source && target) {
        const cmsUInt32Number from = is_grey
            ? COLORSPACE_SH(PT_GRAY) | CHANNELS_SH(1) | EXTRA_SH(channels - 1) | BYTES_SH(bytes)
            : COLORSPACE_SH(PT_RGB) | CHANNELS_SH(3) | EXTRA_SH(channels - 3) | BYTES_SH(bytes);
        const cmsUInt32Number to = COLORSPACE_SH(PT_RGB) | CHANNELS_SH(3) | EXTRA_SH(channels - 3) | BYTES_SH(bytes);
        transform = cmsCreateTransform(
            source, from, target, to, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION);
    }
    if (source) cmsCloseProfile(source);
    if (target) cmsCloseProfile(target);
    return transform;
}

#endif
