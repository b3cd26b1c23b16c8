import { singleton } from '../singleton';

const controller = () => singleton('stopping', () => new AbortController());

/** Aborted when the process begins to stop: replies that would go on for ever end then. */
export const stopSignal = (): AbortSignal => controller().signal;

export const announceStop = (): void => controller().abort();
