/** Signals that ask the desk to leave. Each is the same quit, however many come: a second one must not end a desk that still pulls. */

const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Node's `process`, as far as it is used. */
export interface SignalSource {
  on(signal: (typeof END_SIGNALS)[number], listener: () => void): unknown;
}

/** The launcher hands on what it hears; a terminal that closes says so more than once. */
export function quitOnSignals(source: SignalSource, quit: () => void): void {
  for (const signal of END_SIGNALS) source.on(signal, quit);
}
