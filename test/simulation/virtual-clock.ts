/** The only time there is in a simulation: a queue of what happens next, in order of time and then of being asked for. */

interface Appointment {
  atMs: number;
  readonly order: number;
  readonly callback: () => void;
  /** Promises may continue after it, so they are let run before the next one. */
  readonly isAsync: boolean;
  isCanceled: boolean;
}

/** How an appointment is kept. */
export interface Appointed {
  readonly isAsync: boolean;
}

/** A binary heap of appointments; `nowMs` is that of the one being kept. */
export class VirtualClock {
  nowMs: number;
  /** Time that was slept through, so that nobody counts it as simulated. */
  skippedMs = 0;
  private readonly heap: Appointment[] = [];
  private count = 0;

  constructor(readonly startMs: number) {
    this.nowMs = startMs;
  }

  /** Calls back after `delayMs`; the result cancels it. */
  schedule(delayMs: number, callback: () => void, how: Appointed = { isAsync: true }): () => void {
    this.count += 1;
    const appointment: Appointment = {
      atMs: this.nowMs + Math.max(0, delayMs),
      order: this.count,
      callback,
      isAsync: how.isAsync,
      isCanceled: false,
    };
    this.push(appointment);
    return () => {
      appointment.isCanceled = true;
    };
  }

  /** Keeps every appointment up to `untilMs`, letting promises run in between; ends early when `isOver` says so. */
  async runUntil(untilMs: number, isOver: () => boolean): Promise<void> {
    for (let next = this.heap[0]; next !== undefined && next.atMs <= untilMs; next = this.heap[0]) {
      this.pop();
      if (next.isCanceled) continue;
      this.nowMs = next.atMs;
      next.callback();
      if (next.isAsync) await settle();
      if (isOver()) return;
    }
    this.nowMs = untilMs;
  }

  /** The world goes on for so long while everyone here sleeps: what was to happen happens that much later. */
  skip(milliseconds: number): void {
    this.nowMs += milliseconds;
    for (const appointment of this.heap) appointment.atMs += milliseconds;
    this.skippedMs += milliseconds;
  }

  private push(appointment: Appointment): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(appointment);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isEarlier(appointment, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = appointment;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const child = this.smallerChild(at);
      const below = heap[child];
      if (below === undefined || !isEarlier(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }

  private smallerChild(at: number): number {
    const left = at * 2 + 1;
    const first = this.heap[left];
    const second = this.heap[left + 1];
    return first !== undefined && second !== undefined && isEarlier(second, first) ? left + 1 : left;
  }
}

function isEarlier(left: Appointment, right: Appointment): boolean {
  return left.atMs === right.atMs ? left.order < right.order : left.atMs < right.atMs;
}

/** Resolves after every promise that can continue has continued: a tick is next only when no continuation is left. */
function settle(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
