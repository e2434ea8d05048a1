/** Counts this process's open descriptors against its limit: says so early, and keeps a few back so that the lanes that cancel can be opened again. */
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { devNull } from 'node:os';
import type { EngineNotice } from '../../shared/contract/engine-messages';
import type { EngineClock } from './engine-clock';

const LOOK_EVERY_MS = 1_000;

/** Share of the limit from which a person must know. */
const ALARM_SHARE = 0.8;
/** Share from which nothing new may rest in the market: a connection that breaks now might not come back. */
const PULL_SHARE = 0.95;
/** Below this the alarm is over. */
const CALM_SHARE = 0.7;

/** Enough for three lanes, a name lookup and an HTTP request. */
const RESERVED = 8;

/** What the watch needs of the process. */
export interface DescriptorRim {
  readonly clock: Pick<EngineClock, 'schedule'>;
  /** Open descriptors and how many there may be; `null` where the system does not say. */
  count(): { readonly open: number; readonly limit: number } | null;
  /** Opens one that is good for nothing; `null` if there is none left. */
  take(): number | null;
  release(descriptor: number): void;
  notice(notice: EngineNotice): void;
}

/** Looks until `stop`. */
export class DescriptorWatch {
  readonly #rim: DescriptorRim;
  #reserve: number[] = [];
  #state: 'calm' | 'alarmed' | 'pulled' = 'calm';
  #cancelTimer: () => void = () => undefined;

  constructor(rim: DescriptorRim) {
    this.#rim = rim;
  }

  /** Takes the reserve and begins to look; does nothing where descriptors can't be counted. */
  start(): void {
    if (this.#rim.count() === null) return;
    this.#refill();
    this.#look();
  }

  /** Gives the reserve back. */
  stop(): void {
    this.#cancelTimer();
    this.#giveBack();
  }

  #look(): void {
    const counted = this.#rim.count();
    if (counted !== null) this.#judge(counted.open - this.#reserve.length, counted.limit);
    this.#cancelTimer = this.#rim.clock.schedule(LOOK_EVERY_MS, () => this.#look());
  }

  #judge(used: number, limit: number): void {
    const share = used / limit;
    if (share < CALM_SHARE) {
      this.#state = 'calm';
      this.#refill();
    } else if (share >= PULL_SHARE - RESERVED / limit && this.#state !== 'pulled') {
      this.#state = 'pulled';
      this.#giveBack();
      this.#say(`${used} of ${limit} are open; those kept back for the cancel lanes are free now`, true);
    } else if (share >= ALARM_SHARE && this.#state === 'calm') {
      this.#state = 'alarmed';
      this.#say(`${used} of ${limit} are open; end what opens them, or restart the desk before connections fail`, false);
    }
  }

  #say(found: string, isFatal: boolean): void {
    const expected = `Expected at most ${Math.round(ALARM_SHARE * 100)} % of the descriptors of this process open`;
    this.#rim.notice({ source: 'descriptors', message: `${expected}, found that ${found}.`, isFatal });
  }

  #refill(): void {
    while (this.#reserve.length < RESERVED) {
      const descriptor = this.#rim.take();
      if (descriptor === null) return;
      this.#reserve.push(descriptor);
    }
  }

  #giveBack(): void {
    for (const descriptor of this.#reserve.splice(0)) this.#rim.release(descriptor);
  }
}

/** Counts through the process table of Linux; other systems do not tell a process cheaply. */
export function countDescriptors(): { readonly open: number; readonly limit: number } | null {
  const limit = readLimit();
  if (limit === null) return null;
  try {
    // One of them is the listing itself.
    return { open: readdirSync('/proc/self/fd').length - 1, limit };
  } catch {
    // Listing takes a descriptor: none is left.
    return { open: limit, limit };
  }
}

let knownLimit: number | null | undefined;

function readLimit(): number | null {
  if (knownLimit !== undefined) return knownLimit;
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    knownLimit = soft === undefined ? null : Number(soft);
  } catch {
    knownLimit = null;
  }
  return knownLimit;
}

/** A descriptor that only holds its place. */
export function takeDescriptor(): number | null {
  try {
    return openSync(devNull, 'r');
  } catch {
    return null;
  }
}

/** Gives the place back. */
export function releaseDescriptor(descriptor: number): void {
  closeSync(descriptor);
}
