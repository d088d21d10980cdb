#include <dnnl.h>

#if DNNL_VERSION_MAJOR != 2
#error "This program is written for oneDNN 2.6 (libdnnl-dev of Debian 12), and other major versions have another C interface: install version 2.6, or see docs/onednn.md for what a move takes."
#endif
