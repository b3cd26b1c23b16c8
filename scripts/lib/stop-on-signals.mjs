import process from 'node:process';

const PARENT_CHECK_MS = 500;
/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Stops everything, once, on Ctrl-C and its kin, and when npm, which started us, is gone; then ends the process. A second
 * Ctrl-C ends it at once: the guard (guard.mjs) ends the rest.
 * @param {() => Promise<void>} stopEverything
 */
export function stopOnSignals(stopEverything) {
  /** @type {Promise<void> | undefined} */
  let stopping;
  const stopAll = () => {
    stopping ??= stopEverything().catch((error) => console.error(`Stopping was not clean: ${error.message}`));
    return stopping;
  };
  let stoppingSince = 0;
  const onSignal = async () => {
    if (stoppingSince > 0) {
      if (Date.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSince = Date.now();
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K');
    console.log('Stopping …');
    await stopAll();
    console.log('Stopped. The data is kept.');
    process.exit(0);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', onSignal);
  if (process.env.npm_lifecycle_event) watchParent(onSignal);
  return { stopAll, isStopping: () => stoppingSince > 0 };
}

/** npm passes signals to a shell that may not pass them on; then we notice that our parent changed. */
function watchParent(/** @type {() => void} */ onGone) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, PARENT_CHECK_MS);
  timer.unref();
}
