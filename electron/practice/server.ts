/** Entry of the practice exchange's process: reads its arguments, serves on loopback, says when it is ready. */
import { createHmac } from 'node:crypto';
import { Exchange } from '../../shared/exchange/exchange';
import type { FlowSource } from '../../shared/exchange/flow/flow-source';
import { SyntheticFlow } from '../../shared/exchange/flow/synthetic/synthetic-flow';
import { seedFromText } from '../../shared/domain/random';
import { fail, ok, type Result } from '../../shared/domain/result';
import { practiceAccounts } from './accounts';
import { readArguments, type PracticeArguments } from './arguments';
import { openExchangeLog, type ExchangeLog } from './exchange-log';
import { startPracticeServer } from './practice-server';
import { readReplay } from './replay-files';

async function main(): Promise<string | null> {
  const given = readArguments(process.argv.slice(2));
  if (!given.ok) return given.error;
  const log = openLog(given.value.log);
  if (!log.ok) return log.error;
  const startMs = Date.now();
  const flow = openFlow(given.value, startMs);
  if (!flow.ok) return flow.error;
  const exchange = new Exchange({
    startMs,
    flow: flow.value,
    accounts: practiceAccounts(given.value),
    hasControl: given.value.hasControl,
    hasOptionBook: given.value.hasOptionBook,
    hmacSha256Hex: (secret, text) => createHmac('sha256', secret).update(text).digest('hex'),
    tokenSalt: `${given.value.seed}:${startMs}`,
  });
  const started = await startPracticeServer({ exchange, port: given.value.port, log: log.value, now: Date.now }).then(ok, fail);
  if (!started.ok) return describeListenError(started.error, given.value.port);
  announce({ ready: true, port: started.value.port, seed: given.value.seed, flow: flow.value.name });
  return null;
}

function openFlow(given: PracticeArguments, startMs: number): Result<FlowSource, string> {
  const settings = { seed: seedFromText(given.seed), startMs, speed: given.speed };
  if (given.replay === null) return ok(new SyntheticFlow(settings));
  const recorded = readReplay(given.replay, startMs);
  return recorded.ok ? ok(new SyntheticFlow({ ...settings, recorded: recorded.value })) : recorded;
}

function openLog(path: string | null): Result<ExchangeLog, string> {
  try {
    return ok(openExchangeLog(path));
  } catch (error) {
    return fail(`Expected to write the exchange's log to ${String(path)}, found: ${String(error)}. Choose a file in a folder that exists.`);
  }
}

function describeListenError(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return `Expected port ${port} of 127.0.0.1 to be free, found another program listening on it. Stop that program or choose another port with --port (0 takes any free one).`;
  }
  return `Expected to listen on 127.0.0.1:${port}, found: ${String(error)}.`;
}

function announce(message: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
  tellParent(message);
}

/** Started as an Electron utility process there is a port to the parent; under plain Node there is none. */
function tellParent(message: unknown): void {
  const port: unknown = 'parentPort' in process ? process.parentPort : null;
  if (typeof port !== 'object' || port === null || !('postMessage' in port) || typeof port.postMessage !== 'function') return;
  port.postMessage(message);
}

void main().then((problem) => {
  if (problem === null) return;
  process.stderr.write(`${problem}\n`);
  process.exit(1);
});
