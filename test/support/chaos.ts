/** A meddler that breaks the desk's connections on command: loses, delays, repeats, reorders and garbles messages, or refuses at the door. */
import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Meddler, PairMeddler, ProxiedPair } from './websocket-proxy';

/** A connection of the desk, known by what it subscribes to. */
export type ChaosLane = 'market-data' | 'private' | 'cancel';

/** What becomes of one message: `pass` hands a text on. */
export type ChaosRule = (text: string, pass: (text: string) => void, pair: ProxiedPair) => void;

/** A disturbance; directions without a rule pass everything. */
export interface Disturbance {
  /** Lanes it hits; all without it. */
  readonly lanes?: readonly ChaosLane[];
  readonly fromDesk?: ChaosRule;
  readonly fromVenue?: ChaosRule;
  /** A hung-up end is not told to the other, as when a cable is cut. */
  readonly hidesEnds?: boolean;
}

/** Acts on the raw socket of a connection that asks to be opened. */
export type DoorRule = (socket: Duplex) => void;

interface LivePair {
  readonly pair: ProxiedPair;
  lane: ChaosLane;
  isHiddenEnd: boolean;
}

/** One switchboard for all connections of a proxy. */
export class Chaos implements Meddler {
  #disturbance: Disturbance | null = null;
  #door: DoorRule | null = null;
  #isDoorForHttp = false;
  readonly #pairs = new Set<LivePair>();
  /** Connections that asked to be opened so far. */
  attempts = 0;

  /** Begins a disturbance in place of the one before. */
  disturb(disturbance: Disturbance): void {
    this.#disturbance = disturbance;
  }

  /** Refuses new connections, and HTTP requests too if asked. */
  closeDoor(rule: DoorRule, isForHttp = false): void {
    this.#door = rule;
    this.#isDoorForHttp = isForHttp;
  }

  /** Everything passes again; ends that were hidden are told now. */
  heal(): void {
    this.#disturbance = null;
    this.#door = null;
    for (const live of this.#pairs) if (live.isHiddenEnd) this.#hangUp(live);
  }

  /** Hangs up on these lanes without a farewell. */
  cut(lanes?: readonly ChaosLane[]): void {
    for (const live of [...this.#pairs]) if (lanes === undefined || lanes.includes(live.lane)) this.#hangUp(live);
  }

  /** The open connection of a lane. */
  pairOf(lane: ChaosLane): ProxiedPair | null {
    return [...this.#pairs].filter((live) => live.lane === lane).at(-1)?.pair ?? null;
  }

  join(pair: ProxiedPair): PairMeddler {
    const live: LivePair = { pair, lane: 'cancel', isHiddenEnd: false };
    this.#pairs.add(live);
    return {
      fromDesk: (text, pass) => {
        live.lane = laneOf(text) ?? live.lane;
        this.#apply(live, 'fromDesk')(text, pass, pair);
      },
      fromVenue: (text, pass) => this.#apply(live, 'fromVenue')(text, pass, pair),
      ended: () => {
        if (this.#isHit(live) && this.#disturbance?.hidesEnds === true) live.isHiddenEnd = true;
        else this.#pairs.delete(live);
      },
      hidesEnd: () => live.isHiddenEnd,
    };
  }

  refuse(socket: Duplex): boolean {
    this.attempts += 1;
    this.#door?.(socket);
    return this.#door !== null;
  }

  refuseRequest(outgoing: ServerResponse): boolean {
    if (this.#door === null || !this.#isDoorForHttp || outgoing.socket === null) return false;
    this.#door(outgoing.socket);
    return true;
  }

  #apply(live: LivePair, direction: 'fromDesk' | 'fromVenue'): ChaosRule {
    return (this.#isHit(live) ? this.#disturbance?.[direction] : undefined) ?? passAll;
  }

  #isHit(live: LivePair): boolean {
    const lanes = this.#disturbance?.lanes;
    return this.#disturbance !== null && (lanes === undefined || lanes.includes(live.lane));
  }

  #hangUp(live: LivePair): void {
    this.#pairs.delete(live);
    live.isHiddenEnd = false;
    live.pair.desk.terminate();
    live.pair.venue.terminate();
  }
}

const passAll: ChaosRule = (text, pass) => pass(text);

function laneOf(text: string): ChaosLane | null {
  if (!text.includes('/subscribe"')) return null;
  if (text.includes('"user.')) return 'private';
  return text.includes('"book.') ? 'market-data' : null;
}

/** Nothing arrives. */
export const lose: ChaosRule = () => undefined;

/** Everything arrives so much later, in order. */
export function delay(byMs: number): ChaosRule {
  return (text, pass) => void setTimeout(() => pass(text), byMs);
}

/** Every message twice. */
export const repeat: ChaosRule = (text, pass) => {
  pass(text);
  pass(text);
};

/** Answers after what they answer for: a fill before its acknowledgement, a trade before its order. */
export const reorder: ChaosRule = (text, pass) => {
  const isAnswer = !text.includes('"method"');
  const isOrderNews = text.includes('"user.orders');
  if (isAnswer) setTimeout(() => pass(text), 120);
  else if (isOrderNews) setTimeout(() => pass(text), 60);
  else pass(text);
};

/** The socket of a websocket, for bytes that no websocket would send. */
function rawSocketOf({ desk }: ProxiedPair): Duplex | null {
  const socket: unknown = Reflect.get(desk, '_socket');
  return typeof socket === 'object' && socket !== null && 'write' in socket ? (socket as Duplex) : null;
}

/** Half of a text frame, then the end of the connection. */
export function cutFrame(pair: ProxiedPair, text: string): void {
  const payload = Buffer.from(text);
  const header = Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]);
  const socket = rawSocketOf(pair);
  socket?.write(Buffer.concat([header, payload.subarray(0, payload.length >> 1)]), () => socket.destroy());
}

/** A whole text frame whose text is no UTF-8. */
export function sendBrokenText(pair: ProxiedPair): void {
  rawSocketOf(pair)?.write(Buffer.from([0x81, 3, 0x22, 0xc3, 0x28]));
}
