/** How long this process lives. */
#include "bindings.h"

#if defined(__linux__)
#include <sys/prctl.h>

#include <csignal>

namespace starling {

void endWithParent(Arguments &) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) throw std::runtime_error("the system does not end processes so");
}

}  // namespace starling
#endif
