/** The addon for Node.js: what it exports. The arguments of each kernel are read in bind-*.cpp. */
#include "bindings.h"

namespace starling {

Pool pool;

const std::vector<const Implementation *> &implementations() {
  static const std::vector<const Implementation *> list = [] {
    std::vector<const Implementation *> found;
#if defined(__x86_64__)
    for (const Implementation *each : {&avx512, &avx2}) {
      if (each->supported()) found.push_back(each);
    }
#endif
    found.push_back(&portable);
    return found;
  }();
  return list;
}

namespace {

template <void (*kernel)(Arguments &)>
napi_value call(napi_env env, napi_callback_info info) {
  try {
    Arguments arguments(env, info);
    kernel(arguments);
  } catch (const std::exception &error) {
    napi_throw_range_error(env, nullptr, error.what());
  }
  return nullptr;
}

template <void (*kernel)(Arguments &)>
void expose(napi_env env, napi_value exports, const char *name) {
  napi_value function;
  check(napi_create_function(env, name, NAPI_AUTO_LENGTH, call<kernel>, nullptr, &function));
  check(napi_set_named_property(env, exports, name, function));
}

}  // namespace
}  // namespace starling

NAPI_MODULE_INIT() {
  using namespace starling;
  try {
    expose<forestFit>(env, exports, "forestFit");
    expose<forestScore>(env, exports, "forestScore");
    expose<matchCounts>(env, exports, "matchCounts");
    expose<firstMatch>(env, exports, "firstMatch");
    expose<leaderClusters>(env, exports, "leaderClusters");
    expose<randomBits>(env, exports, "randomBits");
    expose<normals>(env, exports, "normals");
    expose<traffic>(env, exports, "traffic");
    expose<directions>(env, exports, "directions");
    expose<tally>(env, exports, "tally");
    expose<strongest>(env, exports, "strongest");
    expose<groupSignatures>(env, exports, "groupSignatures");
    expose<castVotes>(env, exports, "castVotes");
    expose<windowAppend>(env, exports, "windowAppend");
    expose<windowPurge>(env, exports, "windowPurge");
#if defined(__linux__)
    expose<endWithParent>(env, exports, "endWithParent");
#endif
    napi_value names;
    check(napi_create_array(env, &names));
    for (uint32_t i = 0; i < implementations().size(); i++) {
      napi_value name;
      check(napi_create_string_utf8(env, implementations()[i]->name, NAPI_AUTO_LENGTH, &name));
      check(napi_set_element(env, names, i, name));
    }
    check(napi_set_named_property(env, exports, "implementations", names));
  } catch (const std::exception &error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return exports;
}
