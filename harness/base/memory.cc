#include "harness/base/memory.h"

#include <cstdlib>  // says whether this is the GNU library

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace plumb {

void ReturnFreeMemory() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

}  // namespace plumb
