#define _XOPEN_SOURCE 700
#include "CTerminal.h"

#include <wchar.h>

int terminal_character_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
