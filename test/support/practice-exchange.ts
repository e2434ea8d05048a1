/** A practice exchange in a process of its own, with the controls and the log that tests assert on. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endChild, keepChild } from './child-processes';

/** Tests and tools run in the project's folder. */
const serverPath = resolve('dist/practice/server.cjs');
const START_LIMIT_MS = 20_000;
const PRACTICE_ACCOUNT = `Basic ${Buffer.from('practice:practice').toString('base64')}`;

/** One line of the exchange's own log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A running exchange. */
export interface PracticeExchange {
  readonly port: number;
  /** Of its process, for tests that stop it. */
  readonly pid: number;
  /** Where its log is; one JSON object a line. */
  readonly logPath: string;
  /** What `--exchange` takes. */
  readonly url: string;
  /** Calls a method over HTTP, private ones as the practice account; throws the exchange's own error. */
  call(method: string, params?: Readonly<Record<string, unknown>>): Promise<unknown>;
  log(): readonly LogLine[];
  stop(): Promise<void>;
}

/** Starts the exchange on a free port of loopback. */
export async function startPracticeExchange(args: readonly string[] = []): Promise<PracticeExchange> {
  const folder = mkdtempSync(join(tmpdir(), 'keel-exchange-'));
  const logPath = join(folder, 'log.jsonl');
  const words = [serverPath, '--port', '0', '--control', '--log', logPath, ...args];
  const child = keepChild(spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] }));
  const port = await readPort(child);
  return {
    port,
    pid: child.pid ?? 0,
    logPath,
    url: `http://127.0.0.1:${port}`,
    call: (method, params = {}) => call(port, method, params),
    log: () => readLog(logPath),
    stop: async () => {
      await endChild(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolvePort, reject) => {
    let text = '';
    let problem = '';
    const timer = setTimeout(
      () => reject(new Error(`Expected the practice exchange within ${START_LIMIT_MS} ms, found: ${text}${problem}`)),
      START_LIMIT_MS,
    );
    child.stderr?.on('data', (chunk: Buffer) => (problem += chunk.toString()));
    child.on('exit', (code) =>
      reject(new Error(`Expected the practice exchange to run, found that it ended with code ${code}: ${problem}`)),
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const ready = /"port":(\d+)/.exec(text);
      if (ready === null) return;
      clearTimeout(timer);
      resolvePort(Number(ready[1]));
    });
  });
}

async function call(port: number, method: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v2/${method}`, {
    method: 'POST',
    // A connection kept alive may be closed by the other side in the moment it is used again.
    headers: {
      'content-type': 'application/json',
      connection: 'close',
      ...(method.startsWith('private/') ? { authorization: PRACTICE_ACCOUNT } : {}),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const answer = (await response.json()) as { readonly result?: unknown; readonly error?: { readonly message: string } };
  if (answer.error !== undefined) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
  return answer.result;
}

function readLog(path: string): readonly LogLine[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LogLine);
}
