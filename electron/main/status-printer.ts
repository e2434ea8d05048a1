/** Asks the engine for the desk's state each second and prints it: main's only reading of what it relays. */
import type { TopicMessage } from '../../shared/contract/envelope';
import type { ConnectionsView, DeskView } from '../../shared/projection/view-state';
import type { EngineLink } from './engine-link';
import { formatStatusLine, type StatusParts } from './status-line';

export interface StatusPrinter {
  receive(message: TopicMessage): void;
  stop(): void;
}

const PERIOD_MS = 1_000;
const topics = ['desk', 'connections'] as const;

/** Snapshots are asked for afresh, so that main needs no replica of its own; patches are passed over. */
export function createStatusPrinter(engine: EngineLink, print: (line: string) => void): StatusPrinter {
  let parts: StatusParts = { desk: null, connections: null };
  const startedAt = performance.now();
  for (const topic of topics) engine.post({ type: 'subscribe', windowId: 0, topic });
  const timer = setInterval(() => {
    print(formatStatusLine(parts, performance.now() - startedAt));
    for (const topic of topics) engine.post({ type: 'resnapshot', windowId: 0, topic });
  }, PERIOD_MS);
  return {
    receive(message) {
      if (message.kind !== 'snapshot') return;
      if (message.topic === 'desk') parts = { ...parts, desk: message.value as DeskView };
      if (message.topic === 'connections') parts = { ...parts, connections: message.value as ConnectionsView };
    },
    stop: () => clearInterval(timer),
  };
}
