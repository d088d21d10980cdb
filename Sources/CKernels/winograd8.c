#define B 8
#define TILES 6
#define NAME(x) ms8_##x
#include "winograd.h"
