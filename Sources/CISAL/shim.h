#ifndef MINISTYLER_CISAL_SHIM_H
#define MINISTYLER_CISAL_SHIM_H

#include <isa-l/crc.h>

#endif
