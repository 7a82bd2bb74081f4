/** What networks are called side by side: two of one name by their files too. */

/** @param {{name, file}[]} networks @return {string[]} */
export function names(networks) {
  const count = new Map();
  for (const { name } of networks) count.set(name, (count.get(name) ?? 0) + 1);
  return networks.map(({ name, file }) => (count.get(name) > 1 && file && file !== name
    ? `${name} (${file})` : name));
}
