/** Starts the practice exchange in a process of its own and learns where it listens. */
import { randomUUID } from 'node:crypto';
import { utilityProcess } from 'electron';
import { fail, ok, type Result } from '../../shared/domain/result';
import type { Log } from './log';
import { readAnnouncement } from './practice-announcement';

export interface PracticeExchange {
  /** Names this run of it: its accounts begin and end with it. */
  readonly run: string;
  /** host:port */
  readonly host: string;
  stop(): void;
}

export interface PracticeSettings {
  readonly serverPath: string;
  readonly seed: number;
  readonly replay: string | null;
  readonly hasOptionBook: boolean;
  readonly log: Log;
  /** Called if the exchange ends by itself. */
  readonly onEnded: (reason: string) => void;
}

const START_LIMIT_MS = 60_000;

export async function startPracticeExchange(settings: PracticeSettings): Promise<Result<PracticeExchange, string>> {
  const args = ['--port', '0', '--seed', String(settings.seed), ...(settings.replay ? ['--replay', settings.replay] : [])];
  if (settings.hasOptionBook) args.push('--option-book');
  const server = utilityProcess.fork(settings.serverPath, args, { serviceName: 'keel-practice-exchange', stdio: 'pipe' });
  const complaints: string[] = [];
  let isStopping = false;
  return new Promise((resolve) => {
    let isSettled = false;
    const settle = (result: Result<PracticeExchange, string>): void => {
      isSettled = true;
      clearTimeout(timer);
      resolve(result);
    };
    const timer = setTimeout(() => {
      server.kill();
      settle(
        fail(
          `expected the practice exchange to listen within ${START_LIMIT_MS / 1000} s, found nothing; start it by hand and give --exchange`,
        ),
      );
    }, START_LIMIT_MS);
    readLines(server.stdout, (line) => {
      const port = readAnnouncement(line);
      if (port === null) return settings.log.info(`exchange: ${line}`);
      const stop = (): void => {
        isStopping = true;
        server.kill();
      };
      settle(ok({ run: randomUUID(), host: `127.0.0.1:${port}`, stop }));
    });
    readLines(server.stderr, (line) => {
      complaints.push(line);
      settings.log.warn(`exchange: ${line}`);
    });
    server.once('exit', (code) => {
      const reason = `the practice exchange ended with code ${code}${complaints.length > 0 ? `: ${complaints.slice(-3).join(' ')}` : ''}`;
      if (!isSettled) settle(fail(reason));
      else if (!isStopping) settings.onEnded(reason);
    });
  });
}

function readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = '';
  stream?.on('data', (chunk: Buffer | string) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    lines.filter((line) => line.trim() !== '').forEach(onLine);
  });
}
