/** Random words, normal variates and traffic, as Node.js calls them. */
#include "bindings.h"
#include "draws.h"

namespace starling {
namespace {

/** Key, stream and step; a kernel sets the agent. */
Address addressOf(Arguments &arguments) {
  const uint32_t key0 = arguments.number(), key1 = arguments.number();
  const uint32_t stream = arguments.number(), step = arguments.number();
  return {key0, key1, stream, 0, step};
}

Drawing drawingOf(const Address &address, const Arguments::Column<uint32_t> &agents, size_t values) {
  const size_t draws = agents.length == 0 ? 0 : values / agents.length;
  if (draws * agents.length != values) throw std::out_of_range("values are a whole number for each agent");
  return {address, agents.data, agents.length, draws};
}

const int16_t *normalTable(Arguments &arguments) {
  const auto table = arguments.shorts();
  if (table.length < normalEntries) throw std::out_of_range("the table of normal variates has 65536 entries");
  return table.data;
}

}  // namespace

void randomBits(Arguments &arguments) {
  const Run run(arguments);
  const Address address = addressOf(arguments);
  const auto agents = arguments.words(), out = arguments.words();
  randomBits({drawingOf(address, agents, out.length), out.data}, *run.with, pool, run.threads);
}

void normals(Arguments &arguments) {
  const Run run(arguments);
  const Address address = addressOf(arguments);
  const auto agents = arguments.words();
  const int16_t *table = normalTable(arguments);
  const auto out = arguments.shorts();
  normals({drawingOf(address, agents, out.length), table, out.data}, *run.with, pool, run.threads);
}

void traffic(Arguments &arguments) {
  const Run run(arguments);
  const Address address = addressOf(arguments);
  const uint32_t features = arguments.count(), rows = arguments.count();
  const auto centres = arguments.integers(), shifts = arguments.integers();
  const auto reach = arguments.doubles();
  const int16_t *table = normalTable(arguments);
  const auto records = arguments.halves();
  const auto attacks = arguments.bytes();
  if (features == 0) throw std::out_of_range("a record has at least one feature");
  const uint64_t nodes = centres.length / features, kinds = shifts.length / features;
  if (kinds > 255) throw std::out_of_range("an attack is 1 … 255");
  const bool fits = centres.length % features == 0 && shifts.length % features == 0 &&
                    isExactly(reach.length, nodes, kinds) && isExactly(attacks.length, nodes, rows) &&
                    isExactly(records.length, attacks.length, features);
  if (!fits) throw std::out_of_range("the columns of traffic do not belong together");
  traffic({address, features, rows, uint32_t(kinds), nodes, centres.data, shifts.data, reach.data, table, records.data,
           attacks.data},
          *run.with, pool, run.threads);
}

}  // namespace starling
