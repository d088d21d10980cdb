#define B 8
#define NAME(x) ms8_##x
#define LOW_LANES 0, 0, 1, 1, 2, 2, 3, 3
#define HIGH_LANES 4, 4, 5, 5, 6, 6, 7, 7
#define EVEN_LANES 0, 2, 4, 6, 8, 10, 12, 14
#define ODD_LANES 1, 3, 5, 7, 9, 11, 13, 15
#include "blocked.h"
