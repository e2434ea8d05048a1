/** What reached the desk of each market: when, and whether its book follows from a whole one without a gap. */
import type { InstrumentId } from '../../shared/domain/instrument';
import type { SimulatedSocket } from './simulated-socket';
import type { WireMessage } from './wire';

/** By channel of a book, the last change that follows from a whole book; `null` after a gap. */
type Chains = Map<string, number | null>;

/** Filled with each frame in the instant in which the desk hears it. */
export class HeardMarkets {
  /** When the desk last heard anything of any market, world time. */
  laneAtMs = 0;
  private readonly atMs = new Map<string, number>();
  private readonly books = new Map<SimulatedSocket, Chains>();

  /** When it last heard of the market of an instrument, world time. */
  heardAtMs(id: InstrumentId): number {
    return this.atMs.get(nameOf(id)) ?? 0;
  }

  /** Whether a connection that is open brought a whole book of an instrument, and every change since. */
  hasBook(id: InstrumentId): boolean {
    const prefix = `book.${nameOf(id)}.`;
    return [...this.books].some(
      ([socket, chains]) => socket.isOpen && [...chains].some(([channel, changeId]) => channel.startsWith(prefix) && changeId !== null),
    );
  }

  /** A frame arrives on an open connection. */
  note(socket: SimulatedSocket, { channel, text }: { readonly channel: string; readonly text: string }, nowMs: number): void {
    const name = channel.split('.')[1];
    if (name !== undefined) this.atMs.set(name, nowMs);
    if (socket.role === 'market-data') this.laneAtMs = nowMs;
    if (channel.startsWith('book.') && text.endsWith('}')) this.noteBook(socket, channel, text);
  }

  private noteBook(socket: SimulatedSocket, channel: string, text: string): void {
    const { change_id: changeId, prev_change_id: previous, type } = dataOf(text);
    if (typeof changeId !== 'number') return;
    const chains = this.chainsOf(socket);
    const last = chains.get(channel) ?? null;
    if (type === 'snapshot') chains.set(channel, changeId);
    // A change that is told again changes nothing.
    else if (last !== null && changeId > last) chains.set(channel, previous === last ? changeId : null);
  }

  private chainsOf(socket: SimulatedSocket): Chains {
    const known = this.books.get(socket);
    if (known !== undefined) return known;
    for (const each of this.books.keys()) if (!each.isOpen) this.books.delete(each);
    const chains: Chains = new Map();
    this.books.set(socket, chains);
    return chains;
  }
}

/** What a frame says; nothing where it was garbled on its way, which no desk can read either. */
function dataOf(text: string): WireMessage {
  try {
    const message = Object(JSON.parse(text)) as WireMessage;
    return Object(Reflect.get(Object(message['params']) as object, 'data')) as WireMessage;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function nameOf(id: InstrumentId): string {
  return id.slice(id.indexOf(':') + 1);
}
