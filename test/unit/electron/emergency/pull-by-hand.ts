/** An emergency pull on sockets and a clock of the test. */
import { EmergencyPull, type PullSocket, type PullTask } from '../../../../electron/emergency/emergency-pull';

export type Json = Readonly<Record<string, unknown>>;

/** Of the practice account. */
export const SECRET = 'practice';

/** An order of ours as the venue lists it. */
export const ours = { order_id: '1', instrument_name: 'BTC-PERPETUAL', label: 'keel-1' };

export const task = (change: Partial<PullTask> = {}): PullTask => ({
  credentials: { clientId: 'practice', clientSecret: SECRET },
  venueNowMs: () => Date.now(),
  isAccountOurs: true,
  ...change,
});

/** A socket whose other end is the test. */
export class FakeSocket implements PullSocket {
  readonly sent: Json[] = [];
  isOver = false;
  private readonly listeners = new Map<string, (value: never) => void>();

  on(event: string, listener: (value: never) => void): unknown {
    this.listeners.set(event, listener);
    return this;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Json);
  }

  terminate(): void {
    this.isOver = true;
  }

  fire(event: string, value?: unknown): void {
    this.listeners.get(event)?.(value as never);
  }

  /** Answers the oldest unanswered call of a method. */
  answer(method: string, result: unknown): void {
    this.conclude(method, { result });
  }

  /** Refuses it. */
  refuse(method: string, code: number): void {
    this.conclude(method, { error: { code, message: 'refused' } });
  }

  private conclude(method: string, outcome: Json): void {
    const call = this.sent.find((each) => each['method'] === method && each['isAnswered'] !== true);
    if (call === undefined) throw new Error(`expected a call of ${method}, found ${this.sent.map((each) => each['method']).join()}`);
    Object.assign(call, { isAnswered: true });
    this.fire('message', JSON.stringify({ jsonrpc: '2.0', id: call['id'], ...outcome }));
  }
}

/** A pull on sockets and a clock of the test. */
export function pullByHand(change: Partial<PullTask> = {}) {
  const sockets: FakeSocket[] = [];
  const complaints: string[] = [];
  const waiting: { atMs: number; callback: () => void }[] = [];
  let nowMs = 0;
  const pass = (milliseconds: number): void => {
    const untilMs = nowMs + milliseconds;
    for (;;) {
      const next = waiting.filter(({ atMs }) => atMs <= untilMs).sort((left, right) => left.atMs - right.atMs)[0];
      if (next === undefined) break;
      waiting.splice(waiting.indexOf(next), 1);
      nowMs = Math.max(nowMs, next.atMs);
      next.callback();
    }
    nowMs = untilMs;
  };
  const made = new EmergencyPull(task(change), {
    monotonicMs: () => nowMs,
    schedule: (delayMs, callback) => {
      const appointment = { atMs: nowMs + delayMs, callback };
      waiting.push(appointment);
      return () => {
        const at = waiting.indexOf(appointment);
        if (at >= 0) waiting.splice(at, 1);
      };
    },
    openSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    complain: (text) => void complaints.push(text),
  });
  const socket = (): FakeSocket => sockets.at(-1) ?? new FakeSocket();
  const enter = (): void => {
    socket().fire('open');
    socket().answer('public/auth', {});
  };
  return { made, pass, socket, sockets, complaints, enter };
}
