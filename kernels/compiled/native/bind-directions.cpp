/** Directions, as Node.js calls them. */
#include "bindings.h"
#include "directions.h"

namespace starling {

void directions(Arguments &arguments) {
  const Run run(arguments);
  const auto records = arguments.halves();
  const uint32_t features = arguments.count();
  const Groups groups = arguments.groups();
  const auto centres = arguments.halves(), spreads = arguments.halves();
  const auto out = arguments.directions();
  const uint64_t rows = rowsOf(groups);
  if (!holds(records.length, rows, features)) throw std::out_of_range("a group's rows lie outside the records");
  if (!holds(out.length, rows, features)) throw std::out_of_range("a group's rows lie outside the directions");
  if (features > spreads.length) throw std::out_of_range("a feature has no spread");
  for (uint32_t g = 0; g < groups.count; g++) {
    if (!holds(centres.length, groups.slots[g] + uint64_t{1}, features)) {
      throw std::out_of_range("a group's slot lies outside the centres");
    }
  }
  directions({records.data, features, groups, centres.data, spreads.data, out.data}, pool, run.threads);
}

}  // namespace starling
