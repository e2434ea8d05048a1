/** Drills of connections that do not come about: cut in the handshake, refused, a proxy in the way, no such name, a wrong certificate. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DoorRule } from '../../support/chaos';
import { awaitFor } from '../desk-controls';
import { require, type DrillCase } from '../drill-case';
import { EngineProcess } from '../engine/engine-process';
import { inRoom } from '../in-room';
import { startSelfSigned } from './self-signed';

const PULL_LIMIT_MS = 500;
const CLOSED_MS = 4_000;
/** Three lanes, each waiting at least 125, 250, 500 … ms between attempts. */
const MOST_ATTEMPTS = 3 * 6;

function closedDoor(name: string, title: string, rule: DoorRule): DrillCase {
  return {
    name,
    title,
    faults: [16],
    run: (options) =>
      inRoom(options, async (room) => {
        room.chaos.closeDoor(rule, true);
        const before = room.chaos.attempts;
        const fromMs = Date.now();
        room.chaos.cut(['market-data']);
        const pulledMs = await room.untilPulled({ fromMs, limitMs: PULL_LIMIT_MS });
        room.chaos.cut();
        await sleep(CLOSED_MS);
        const attempts = room.chaos.attempts - before;
        require(attempts > 0 && attempts <= MOST_ATTEMPTS, `1 to ${MOST_ATTEMPTS} attempts`, attempts);
        room.chaos.heal();
        return [`pulled over the live lane after ${pulledMs} ms, ${attempts} attempts in ${CLOSED_MS} ms`, ...(await room.conclude())];
      }),
  };
}

const cutHandshake = closedDoor(
  'handshake-cut',
  'a connection cut in its handshake: pulled over a live one, tried again with patience',
  (socket) => {
    socket.write('HTTP/1.1 101 Switching Pro', () => socket.destroy());
  },
);

const proxyAnswer = closedDoor(
  'proxy-407',
  'a proxy that wants a password instead of the venue: tried again with patience, nothing is sent to it',
  (socket) => {
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  },
);

const refused: DrillCase = {
  name: 'refused-connection',
  title: 'a venue that refuses connections for a while: nothing rests, the desk comes back and reconciles',
  faults: [16, 1],
  run: (options) =>
    inRoom(options, async (room) => {
      const fromMs = Date.now();
      await room.proxy.stop();
      const pulledMs = await room.untilPulled({ fromMs, limitMs: PULL_LIMIT_MS });
      await sleep(CLOSED_MS);
      await room.proxy.listenAgain();
      return [`nothing rests after ${pulledMs} ms`, ...(await room.conclude())];
    }),
};

/** Runs an engine that can never connect, and says what it shows of its connection after so long. */
async function watchHopeless(url: string, forMs: number, check: (reasons: string) => Promise<void>): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'keel-drill-'));
  const { host, protocol } = new URL(url);
  const websocketUrl = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws/api/v2`;
  const engine = new EngineProcess({ profile, endpoint: { environment: 'practice', httpUrl: url, websocketUrl, hosts: [host] } });
  try {
    await awaitFor({ what: 'an alert about the connection', limitMs: 20_000 }, async () =>
      Object.keys((await engine.read('alerts')).rows).length > 0 ? true : null,
    );
    await sleep(forMs);
    require(engine.isRunning && engine.fatal.length === 0, 'an engine that runs', engine.fatal);
    const { tradingState } = await engine.read('desk');
    require(tradingState === 'halted', 'a halted desk', tradingState);
    await check(
      Object.values((await engine.read('alerts')).rows)
        .map(({ text }) => text)
        .join('\n'),
    );
  } finally {
    await engine.end();
    rmSync(profile, { recursive: true, force: true });
  }
}

const unknownName: DrillCase = {
  name: 'unknown-name',
  title: 'a venue whose name does not resolve: halted, said aloud, tried again, never another address',
  faults: [16],
  run: async () => {
    let said = '';
    await watchHopeless('https://keel-drill.invalid:443', 2_000, (text) => {
      said = text;
      return Promise.resolve();
    });
    require(/instruments could not be loaded|ENOTFOUND|EAI_AGAIN|fetch failed/.test(said), 'words about the name', said);
    return { figures: ['halted and said so'] };
  },
};

const selfSigned: DrillCase = {
  name: 'self-signed',
  title: 'a venue with a certificate that nobody vouches for: refused, nothing is said to it, no fallback to plain text',
  faults: [17],
  run: async () => {
    const impostor = await startSelfSigned();
    if ('skipped' in impostor) return impostor;
    try {
      await watchHopeless(impostor.url, 2_000, () => {
        require(impostor.handshakes() > 0, 'an attempt', 'none');
        require(impostor.requests() === 0, 'no request to reach it', impostor.requests());
        require(impostor.plainTexts() === 0, 'no plain text', impostor.plainTexts());
        return Promise.resolve();
      });
      return { figures: [`${impostor.handshakes()} handshakes broken off, 0 requests`] };
    } finally {
      impostor.stop();
    }
  },
};

export const doorDrills: readonly DrillCase[] = [cutHandshake, proxyAnswer, refused, unknownName, selfSigned];
