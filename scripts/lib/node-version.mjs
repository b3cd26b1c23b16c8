/** Read by old Nodes too: nothing here is newer than import itself. */
const NEEDED = [20, 19];

/**
 * The sentence for a Node that is too old, or null.
 * @param {string} version  such as 20.19.0
 * @returns {string | null}
 */
export function oldNodeSentence(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return null;
  return `Coffer needs Node.js ${NEEDED.join('.')} or newer, and this is ${version}. Install a current one from https://nodejs.org and start again.`;
}

/** Ends the process with that sentence. */
export function refuseOldNode() {
  const sentence = oldNodeSentence(process.versions.node);
  if (!sentence) return;
  console.error(sentence);
  process.exit(1);
}
