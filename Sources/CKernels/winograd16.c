#define B 16
#define TILES 12
#define NAME(x) ms16_##x
#include "winograd.h"
