/** The desk of the kill drill: the real Electron application, spoken to through its window's own bridge. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandOutcome } from '../../../shared/contract/envelope';
import type { TopicValue } from '../../../shared/contract/topics';
import { endChild, killChild } from '../../support/child-processes';
import { spawnDesk, type DeskHouse, type SpawnedDesk } from '../../support/spawned-desk';
import type { DeskControls } from '../desk-controls';

/** A desk that can be killed. */
export interface KillDesk extends DeskControls {
  readonly spawned: SpawnedDesk;
  /** SIGKILL to its main process; resolves when it is gone. */
  kill(): Promise<void>;
  /** Quits in order. */
  end(): Promise<void>;
}

const END_LIMIT_MS = 20_000;

/** Opens a desk on a profile; it quotes by itself as soon as it may. */
export async function openKillDesk(house: DeskHouse, profile: string, exchange: string): Promise<KillDesk> {
  const spawned = await spawnDesk(house, { profile, words: ['--exchange', exchange, '--quote'] });
  await untilBridge(spawned);
  return {
    spawned,
    send: async (name, args) => {
      const call = `window.keel.send(${JSON.stringify(randomUUID())}, ${JSON.stringify(name)}, ${JSON.stringify(args)})`;
      return (await spawned.page.evaluate(call)) as CommandOutcome;
    },
    read: async (topic) => (await spawned.page.evaluate(readTopic(topic))) as TopicValue<typeof topic>,
    kill: async () => {
      await killChild(spawned.child);
      spawned.page.close();
    },
    end: async () => {
      spawned.page.close();
      await endChild(spawned.child, END_LIMIT_MS);
    },
  };
}

async function untilBridge({ page, output }: SpawnedDesk): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    // Between two documents a page has no context to ask.
    if ((await page.evaluate('typeof window.keel').catch(() => null)) === 'object') return;
    await sleep(20);
  }
  throw new Error(`expected a window with its bridge within 10 s, found none; the desk printed:\n${output()}`);
}

function readTopic(topic: string): string {
  return `new Promise((resolve) => {
    const stop = window.keel.subscribe(${JSON.stringify(topic)}, (message) => {
      if (message.kind !== 'snapshot') return;
      setTimeout(() => stop(), 0);
      resolve(message.value);
    });
  })`;
}
