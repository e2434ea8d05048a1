/** Asks the engine for the desk's state each second and prints it: main's only reading of what it relays. */
import type { TopicMessage } from '../../shared/contract/envelope';
import type { TopicName, TopicValue } from '../../shared/contract/topics';
import { formatStatusLine, type StatusParts } from './status-line';
import type { TopicRequest } from './subscriptions';

export interface StatusPrinter {
  receive(message: TopicMessage): void;
  stop(): void;
}

const PERIOD_MS = 1_000;
const topics = ['desk', 'connections'] as const;

/** Snapshots are asked for afresh, so that main needs no replica of its own; patches are passed over. */
export function createStatusPrinter(request: (request: TopicRequest) => void, print: (line: string) => void): StatusPrinter {
  let parts: StatusParts = { desk: null, connections: null };
  const startedAt = performance.now();
  for (const topic of topics) request({ type: 'subscribe', windowId: 0, topic });
  const timer = setInterval(() => {
    print(formatStatusLine(parts, performance.now() - startedAt));
    for (const topic of topics) request({ type: 'resnapshot', windowId: 0, topic });
  }, PERIOD_MS);
  return {
    receive(message) {
      if (message.kind !== 'snapshot') return;
      if (isTopic(message, 'desk')) parts = { ...parts, desk: message.value };
      if (isTopic(message, 'connections')) parts = { ...parts, connections: message.value };
    },
    stop: () => clearInterval(timer),
  };
}

type Snapshot<Name extends TopicName> = TopicMessage & { readonly kind: 'snapshot'; readonly value: TopicValue<Name> };

/** The engine's publisher is typed by the same table, and nothing but the engine sends here. */
function isTopic<Name extends TopicName>(message: TopicMessage, topic: Name): message is Snapshot<Name> {
  return message.kind === 'snapshot' && message.topic === topic && typeof message.value === 'object' && message.value !== null;
}
