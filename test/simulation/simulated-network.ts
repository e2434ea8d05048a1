/** The network between one desk and one exchange: latency, order within a connection, and whatever faults do to it. */
import type { VenueDoors } from '../../electron/venues/deribit/doors';
import { fail, ok, type Result } from '../../shared/domain/result';
import type { VenueChannel } from '../../shared/domain/venue';
import type { SeededRandom } from '../../shared/domain/random';
import { HeardMarkets } from './heard-markets';
import { SimulatedSocket } from './simulated-socket';
import type { SimulatedVenue } from './simulated-venue';
import type { VirtualClock } from './virtual-clock';
import { channelOf, isAnswerToOrder, methodOf, takeRule, type FrameAction, type RequestAction, type Rule, type WireMessage } from './wire';

/** How the network is now; faults change it, healing puts it back. */
export interface NetworkState {
  extraLatencyMs: number;
  /** Frames of different channels overtake each other by up to this. */
  disorderMs: number;
  /** No new connection succeeds. */
  isUnreachable: boolean;
  /** Questions over HTTP are answered with "too many requests". */
  isRestRefused: boolean;
  /** Nothing arrives before then, in that direction; afterwards everything does, in order. World time. */
  readonly stalledUntilMs: { up: number; down: number };
  frameRules: Rule<FrameAction>[];
  requestRules: Rule<RequestAction>[];
}

/** Changes messages on their way: where known bugs of an adapter are put in. */
export interface WireSeam {
  readonly frame?: (message: WireMessage, role: VenueChannel) => WireMessage;
  /** What is sent instead; may be nothing or more than one. */
  readonly request?: (message: WireMessage, role: VenueChannel) => readonly WireMessage[];
}

/** Fills that were once told, for telling them again much later. */
const REMEMBERED_FRAMES = 200;

/** The exchange acts on the request and the desk hears something else. */
const REPLACING: ReadonlySet<RequestAction['kind']> = new Set(['accept-but-fail', 'accept-silently']);

interface Frame {
  readonly text: string;
  readonly isAnswer: boolean;
  readonly isOrderAnswer?: boolean;
  readonly action?: FrameAction | null;
}

/** Carries frames; owns every socket. */
export class SimulatedNetwork {
  readonly state: NetworkState = {
    extraLatencyMs: 0,
    disorderMs: 0,
    isUnreachable: false,
    isRestRefused: false,
    stalledUntilMs: { up: 0, down: 0 },
    frameRules: [],
    requestRules: [],
  };
  /** The desk hears nothing before then: it hangs. World time. */
  deskFrozenUntilMs = 0;
  readonly oldFills: string[] = [];
  readonly markets = new HeardMarkets();
  /** Told of every frame as the exchange wrote it. */
  onWritten: (message: WireMessage) => void = () => undefined;
  /** Told of every request in the tick in which it is written. */
  onSent: (message: WireMessage, role: VenueChannel) => void = () => undefined;
  /** Told when the answer to an order is about to be heard. */
  onOrderAnswer: () => void = () => undefined;
  private sockets: SimulatedSocket[] = [];
  private readonly replacedReplies = new Map<string, RequestAction>();
  private readonly lastArrivals = new Map<string, number>();
  private opened = 0;
  private readonly cancelAlls: { readonly leftAtMs: number; readonly arrivesAtMs: number }[] = [];
  private silentEndAtMs = -Infinity;

  constructor(
    private readonly clock: VirtualClock,
    private readonly random: SeededRandom,
    private readonly parts: { readonly venue: SimulatedVenue; readonly seam: WireSeam },
  ) {
    parts.venue.onMessage = (sessionId, message) => this.toDesk(sessionId, message);
    parts.venue.onClose = (sessionId) => this.closedByVenue(sessionId);
  }

  /** The doors of one process of the desk. */
  doors(isAlive: () => boolean): VenueDoors {
    const ask = <Answer>(question: () => Answer | null): Promise<Result<Answer, string>> =>
      new Promise((resolve) => {
        this.clock.schedule(this.latency() * 2, () => {
          const answer = this.state.isUnreachable || this.state.isRestRefused ? null : question();
          if (isAlive()) resolve(answer === null ? fail('no answer') : ok(answer));
        });
      });
    const { venue } = this.parts;
    return {
      openSocket: () => this.openSocket(),
      rest: {
        instruments: (currency) => ask(() => venue.instruments(currency)),
        historicalTrades: (currency, sinceMs) => ask(() => ({ trades: venue.tradesSince(currency, sinceMs), unreadBeforeMs: null })),
      },
    };
  }

  /** Connections that are open now, of a role or of all. */
  openSockets(role: VenueChannel | null = null): readonly SimulatedSocket[] {
    return this.sockets.filter((socket) => socket.isOpen && (role === null || socket.role === role));
  }

  /** Ends a connection from the far side; cancel-on-disconnect fires there at once. */
  hangUp(socket: SimulatedSocket): void {
    this.parts.venue.disconnect(socket.sessionId);
    this.clock.schedule(this.latency(), () => socket.close(1006));
  }

  /** The process is gone: `isPowerLost` means that nobody tells the exchange. */
  abandon(isPowerLost: boolean): void {
    for (const socket of this.sockets) {
      if (isPowerLost) socket.isDead.up = true;
      socket.terminate();
    }
    this.sockets = [];
  }

  /** When the wholesale cancel that the exchange carried out at an instant had left the desk; that instant itself if there was none. */
  leftAtMs(doneAtMs: number): number {
    const found = this.cancelAlls.find(({ arrivesAtMs }) => Math.floor(arrivesAtMs) === Math.floor(doneAtMs));
    return found?.leftAtMs ?? doneAtMs;
  }

  /** When the desk last left a connection without the exchange hearing of it, world time. */
  get lastSilentEndMs(): number {
    return this.silentEndAtMs;
  }

  /** A text arrives on the private lane as if the exchange had sent it. */
  inject(role: VenueChannel, text: string): void {
    const [socket] = this.openSockets(role);
    if (socket) this.deliver(socket, 'injected', { text, isAnswer: true });
  }

  /** Everything as it should be; what is under way stays as it is. */
  heal(): void {
    Object.assign(this.state, {
      extraLatencyMs: 0,
      disorderMs: 0,
      isUnreachable: false,
      isRestRefused: false,
      frameRules: [],
      requestRules: [],
    });
    this.state.stalledUntilMs.up = 0;
    this.state.stalledUntilMs.down = 0;
  }

  private openSocket(): SimulatedSocket {
    this.opened += 1;
    const socket = new SimulatedSocket(`session-${this.opened}`);
    this.sockets = [...this.sockets.filter((each) => each.readyState !== each.CLOSED), socket];
    socket.hooks = { sent: (text) => this.fromDesk(socket, text), terminated: () => this.terminated(socket) };
    this.clock.schedule(this.latency() * 2, () => {
      if (socket.readyState !== 0) return;
      if (this.state.isUnreachable) return socket.close(1006);
      this.parts.venue.connect(socket.sessionId);
      socket.open();
    });
    return socket;
  }

  private terminated(socket: SimulatedSocket): void {
    if (socket.isDead.up) {
      this.silentEndAtMs = this.clock.nowMs;
      return;
    }
    this.clock.schedule(this.latency(), () => this.parts.venue.disconnect(socket.sessionId), { isAsync: false });
  }

  private closedByVenue(sessionId: string): void {
    const socket = this.sockets.find((each) => each.sessionId === sessionId);
    if (socket === undefined || socket.isDead.down) return;
    this.clock.schedule(this.arrivalDelay(`${sessionId}|down`, 'down', 0), () => socket.close(1008));
  }

  private fromDesk(socket: SimulatedSocket, text: string): void {
    const original = JSON.parse(text) as WireMessage;
    const method = methodOf(original);
    if (method === 'private/subscribe') socket.role = 'private';
    if (method === 'public/subscribe') socket.role = 'market-data';
    const { request } = this.parts.seam;
    const messages = request === undefined ? [original] : request(original, socket.role);
    for (const message of messages) this.sendUp(socket, message);
  }

  private sendUp(socket: SimulatedSocket, message: WireMessage): void {
    this.onSent(message, socket.role);
    if (socket.isDead.up) return;
    const action = takeRule(this.state.requestRules, message, socket.role);
    if (action?.kind === 'drop') return;
    if (action?.kind === 'refuse') return this.toDesk(socket.sessionId, refusal(message, action.code));
    if (action !== null && REPLACING.has(action.kind)) this.replacedReplies.set(`${socket.sessionId}|${String(message['id'])}`, action);
    const extraMs = action?.kind === 'delay' ? action.byMs : 0;
    const stream = extraMs > 0 ? 'late-up' : 'up';
    const delayMs = this.arrivalDelay(`${socket.sessionId}|${stream}`, 'up', extraMs);
    if (methodOf(message).startsWith('private/cancel_all'))
      this.cancelAlls.push({ leftAtMs: this.clock.nowMs, arrivesAtMs: this.clock.nowMs + delayMs });
    this.clock.schedule(delayMs, () => this.parts.venue.receive(socket.sessionId, message), { isAsync: false });
  }

  private toDesk(sessionId: string, message: WireMessage): void {
    const socket = this.sockets.find((each) => each.sessionId === sessionId);
    if (socket === undefined || socket.isDead.down || !socket.isOpen) return;
    this.onWritten(message);
    const answer = this.replace(sessionId, message);
    if (answer === null) return;
    const text = JSON.stringify(answer);
    const channel = channelOf(answer);
    if (channel.startsWith('user.trades')) this.remember(text);
    const action = takeRule(this.state.frameRules, answer, socket.role);
    if (action?.kind === 'drop') return;
    const isAnswer = channel === '';
    const isOrderAnswer = isAnswer && isAnswerToOrder(answer);
    this.deliver(socket, channel, { text: textAfter(action, answer, text), isAnswer, isOrderAnswer, action });
    if (action?.kind === 'duplicate') {
      this.clock.schedule(action.afterMs, () => this.deliver(socket, `${channel} again`, { text, isAnswer }), { isAsync: false });
    }
  }

  /** What a fault said in place of the exchange's answer; `null`: nothing at all. */
  private replace(sessionId: string, message: WireMessage): WireMessage | null {
    if (message['id'] === undefined) return message;
    const key = `${sessionId}|${String(message['id'])}`;
    const action = this.replacedReplies.get(key);
    if (action === undefined) return message;
    this.replacedReplies.delete(key);
    return action.kind === 'accept-but-fail' ? refusal(message, action.code) : null;
  }

  private deliver(socket: SimulatedSocket, channel: string, frame: Frame): void {
    const lane =
      frame.action?.kind === 'delay'
        ? `${socket.sessionId}|late`
        : this.state.disorderMs > 0
          ? `${socket.sessionId}|down|${channel.split('.')[1] ?? ''}${channel.split('.')[0] ?? ''}`
          : '';
    const key = lane === '' ? `${socket.sessionId}|down` : lane;
    const disorderMs = this.state.disorderMs * this.random.next();
    const extraMs = (frame.action?.kind === 'delay' ? frame.action.byMs : 0) + disorderMs;
    const arrive = (): void => {
      if (this.clock.nowMs < this.deskFrozenUntilMs) this.clock.schedule(this.deskFrozenUntilMs - this.clock.nowMs, arrive);
      else {
        if (socket.isOpen) this.markets.note(socket, { channel, text: frame.text }, this.clock.nowMs);
        if (frame.isOrderAnswer === true) this.onOrderAnswer();
        socket.hear(this.throughSeam(frame.text, socket.role));
      }
    };
    this.clock.schedule(this.arrivalDelay(key, 'down', extraMs), arrive, { isAsync: frame.isAnswer });
  }

  /** A known bug reads a frame differently; what is not JSON it reads as it is. */
  private throughSeam(text: string, role: VenueChannel): string {
    const { frame } = this.parts.seam;
    if (frame === undefined || !text.startsWith('{"jsonrpc"') || !text.endsWith('}')) return text;
    return JSON.stringify(frame(JSON.parse(text) as WireMessage, role));
  }

  /** Delay of the next message of a stream: never before the one ahead of it. */
  private arrivalDelay(key: string, direction: 'up' | 'down', extraMs: number): number {
    const { nowMs } = this.clock;
    const earliest = Math.max(nowMs + this.latency() + extraMs, this.state.stalledUntilMs[direction]);
    const atMs = Math.max(earliest, this.lastArrivals.get(key) ?? 0);
    this.lastArrivals.set(key, atMs);
    return atMs - nowMs;
  }

  private latency(): number {
    return 1 + this.random.next() * 4 + this.state.extraLatencyMs;
  }

  private remember(text: string): void {
    this.oldFills.push(text);
    if (this.oldFills.length > REMEMBERED_FRAMES) this.oldFills.shift();
  }
}

/** What arrives of a frame. */
function textAfter(action: FrameAction | null, message: WireMessage, text: string): string {
  if (action?.kind === 'garble') return action.text;
  return action?.kind === 'change' ? JSON.stringify(action.change(message)) : text;
}

function refusal(message: WireMessage, code: number): WireMessage {
  return { jsonrpc: '2.0', id: message['id'], error: { code, message: 'refused by the simulation' }, testnet: true };
}
