import { isNode, isPair, isScalar, isSeq, parseDocument, stringify, visit } from 'yaml';
import { placeOf } from './origin.js';
import type { Path } from './path.js';
import type { Tree } from './tree.js';

/** Values as YAML; with a tree, each single value carries a comment that says where it comes from. */
export function showTree(values: unknown, origins: Tree | undefined): string {
  const text = stringify(values, { lineWidth: 0, aliasDuplicateObjects: false });
  if (origins === undefined) return text.trimEnd();
  const document = parseDocument(text);
  visit(document, {
    Scalar(key, node, parents) {
      if (key === 'key') return;
      const path = pathOf(node, parents);
      const origin = origins.valueOrigin(path);
      const place = origin === undefined ? 'default' : placeOf(origin);
      node.comment = ` ${path.join('.') === 'seed' && origin === undefined ? 'chosen for this run' : place}`;
    },
  });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

function pathOf(node: unknown, parents: readonly unknown[]): Path {
  const path: (string | number)[] = [];
  const chain = [...parents, node];
  chain.forEach((each, index) => {
    const child = chain[index + 1];
    if (isSeq(each)) path.push(each.items.indexOf(child));
    if (isPair(each) && isNode(each.key) && isScalar(each.key)) path.push(String(each.key.value));
  });
  return path;
}
