/** One websocket lane: connects, signs in, beats, watches its own clock, and comes back by itself after every loss. */
import type { Result } from '../../../shared/domain/result';
import type { ChannelState, VenueChannel } from '../../../shared/domain/venue';
import type { VenueCredentials, VenueEndpoint, VenueRim } from '../venue-port';
import type { Announcer } from './announcer';
import { signIn } from './authentication';
import { BackOff } from './back-off';
import type { DecodeContext, FrameSignal } from './decode';
import { decodeFrame } from './decode';
import type { LaneSocket } from './doors';
import { DERIBIT } from './instruments';
import { LanePulse } from './lane-pulse';
import type { VenueCredits } from './limits';
import { RpcSession } from './rpc';
import { LONGEST_ROUND_TRIP_MS, VenueClock } from './venue-clock';

/** What all lanes of one connection share. */
export interface LaneEnvironment {
  readonly endpoint: VenueEndpoint;
  /** `null`: no keys, public data only. */
  readonly credentials: VenueCredentials | null;
  readonly rim: VenueRim;
  readonly announcer: Announcer;
  readonly credits: VenueCredits;
  readonly context: DecodeContext;
  /** Throws when the host is not allowed. */
  readonly openSocket: () => LaneSocket;
}

/** What makes one lane different from another. */
export interface LaneHooks {
  readonly channel: VenueChannel;
  /** No frame for so long and the lane is dead, whatever the socket says. */
  readonly staleAfterMs: number;
  /** Runs after sign-in; the lane is live when it succeeds and is dropped when it fails. */
  prepare(session: RpcSession): Promise<Result<null, string>>;
  onSignal(signal: FrameSignal): void;
  /** In the same tick as the loss. */
  onDown(reason: string): void;
}

/** One socket and everything that dies with it. */
interface LaneSession {
  readonly socket: LaneSocket;
  readonly rpc: RpcSession;
  readonly pulse: LanePulse;
  readonly cancels: Set<() => void>;
  lastFrameAtMs: number;
  quarantined: number;
  isSignedIn: boolean;
}

const PING_EVERY_MS = 1_000;
const WATCH_EVERY_MS = 250;
/** The venue's shortest: it asks after so long a silence, and hangs up when we stay silent. */
export const HEARTBEAT_SECONDS = 10;
const MAXIMUM_QUARANTINED_PER_MINUTE = 20;
const STEADY_AFTER_MS = 5_000;

export class Lane {
  private session: LaneSession | null = null;
  private state: ChannelState = 'closed';
  private isStopped = false;
  private cancelReconnect: (() => void) | null = null;
  private readonly backOff: BackOff;
  private readonly clock = new VenueClock();

  constructor(
    private readonly environment: LaneEnvironment,
    private readonly hooks: LaneHooks,
  ) {
    this.backOff = new BackOff(environment.rim);
  }

  /** Venue clock minus ours, ms. */
  get clockOffsetMs(): number {
    return this.clock.offsetMs;
  }

  get isLive(): boolean {
    return this.state === 'live';
  }

  /** The session if it may carry private calls, even while the lane is still reconciling. */
  get signedIn(): RpcSession | null {
    return this.session?.isSignedIn ? this.session.rpc : null;
  }

  /** The session if the lane is live. */
  get live(): RpcSession | null {
    return this.isLive ? (this.session?.rpc ?? null) : null;
  }

  connect(): void {
    if (this.isStopped || this.session) return;
    this.cancelReconnect?.();
    this.cancelReconnect = null;
    this.change('connecting', `connecting to ${new URL(this.environment.endpoint.websocketUrl).host}`);
    try {
      this.open(this.environment.openSocket());
    } catch (error) {
      this.block(error instanceof Error ? error.message : 'the socket could not be opened');
    }
  }

  /** Drops what there is and starts over at once, also after `blocked`. */
  reconnect(reason: string): void {
    this.backOff.reset();
    if (this.session) this.drop(this.session, reason);
    this.connect();
  }

  /** Closes it and does not come back by itself. */
  leave(reason: string): void {
    this.cancelReconnect?.();
    this.cancelReconnect = null;
    this.lose('closed', reason);
  }

  /** Ends the session as if it had failed; the lane comes back after a delay. */
  fail(reason: string): void {
    if (this.session) this.drop(this.session, reason);
  }

  stop(): Promise<void> {
    this.isStopped = true;
    this.cancelReconnect?.();
    const session = this.session;
    if (!session) return Promise.resolve();
    this.session = null;
    this.state = 'closed';
    this.release(session, 'stopped');
    return session.socket.readyState === session.socket.CLOSED
      ? Promise.resolve()
      : new Promise((resolve) => session.socket.once('close', () => resolve()));
  }

  private open(socket: LaneSocket): void {
    const { rim, credits } = this.environment;
    const rpc = new RpcSession({
      rim,
      credits,
      write: (text) => socket.send(text),
      // The lane beats on as if nothing were wrong; only when it is left do its orders go.
      onTokenRefused: (reason) => this.drop(session, `the venue no longer knows our login: ${reason}`),
    });
    const pulse = new LanePulse(rpc, rim, {
      onTiming: (timing) => this.announceRoundTrip(this.clock.measure(timing)),
      onLate: (roundTripMs) => this.announceRoundTrip(roundTripMs),
      onUnanswered: (reason) => this.drop(session, reason),
    });
    const session: LaneSession = { socket, rpc, pulse, cancels: new Set(), lastFrameAtMs: rim.nowMs(), quarantined: 0, isSignedIn: false };
    this.session = session;
    this.clock.forget();
    socket.on('open', () => void this.begin(session));
    socket.on('message', (data, isBinary) => this.receive(session, isBinary ? '' : String(data)));
    socket.on('close', (code) => this.drop(session, `the venue closed the connection (code ${code})`));
    socket.on('error', (error) => this.drop(session, `connection failed: ${error.message}`));
  }

  private async begin(session: LaneSession): Promise<void> {
    this.change('resynchronising', 'connected; signing in and asking for everything anew');
    session.lastFrameAtMs = this.environment.rim.nowMs();
    this.repeat(session, WATCH_EVERY_MS, () => this.watch(session));
    const beat = await session.rpc.call('public/set_heartbeat', { interval: HEARTBEAT_SECONDS }, { requestClass: 'account' });
    if (!beat.ok) return this.drop(session, `heartbeat refused: ${beat.error.reason}`);
    if (!(await session.pulse.ask())) return this.drop(session, 'the venue said its time too late to sign in by it');
    if (!(await this.authenticate(session))) return;
    // From here on, because what is prepared may wait for an archive over HTTP: a silence of the socket would be taken for its death.
    this.repeat(session, PING_EVERY_MS, () => void session.pulse.ask());
    const prepared = await this.hooks.prepare(session.rpc);
    if (this.session !== session) return;
    if (!prepared.ok) return this.drop(session, prepared.error);
    this.change('live', 'connected and in step with the venue');
    this.after(session, STEADY_AFTER_MS, () => this.backOff.reset());
  }

  private async authenticate(session: LaneSession): Promise<boolean> {
    const { credentials, announcer, rim, endpoint } = this.environment;
    if (!credentials) return this.session === session;
    const askedAtMs = rim.nowMs();
    const venueNowMs = askedAtMs + this.clock.offsetMs;
    const grant = await signIn(session.rpc, { credentials, environment: endpoint.environment, venueNowMs });
    if (this.session !== session) return false;
    if (!grant.ok) {
      // What was signed before a sleep and read after it is refused, whatever the keys are.
      const isLate = rim.nowMs() - askedAtMs > LONGEST_ROUND_TRIP_MS;
      if (grant.error.isFinal && !isLate) this.block(grant.error.reason);
      else this.drop(session, grant.error.reason);
      return false;
    }
    for (const token of grant.value.tokens) announcer.keepSecret(token);
    session.isSignedIn = true;
    // Renewed early: an expired grant would end private events without a word. Timers hold 2³¹ ms at most.
    this.after(session, Math.min(grant.value.expiresInMs * 0.8, 2 ** 31 - 1), () => void this.authenticate(session));
    return true;
  }

  private receive(session: LaneSession, text: string): void {
    if (this.session !== session) return;
    session.lastFrameAtMs = this.environment.rim.nowMs();
    const { events, signal } = decodeFrame(text, this.environment.context);
    for (const event of events) this.environment.announcer.emit(event);
    if (signal.kind === 'none') return;
    if (signal.kind === 'answer') session.rpc.settle(signal.answer);
    else if (signal.kind === 'test-request') this.answerTestRequest(session);
    else if (signal.kind === 'maintenance') this.drop(session, 'the venue is closed for maintenance');
    else this.hooks.onSignal(signal);
    if (signal.kind === 'quarantined') this.countQuarantined(session);
  }

  private countQuarantined(session: LaneSession): void {
    session.quarantined += 1;
    if (session.quarantined > MAXIMUM_QUARANTINED_PER_MINUTE) {
      this.drop(session, `expected at most ${MAXIMUM_QUARANTINED_PER_MINUTE} unreadable frames a minute, found more`);
    } else {
      this.after(session, 60_000, () => (session.quarantined -= 1));
    }
  }

  private answerTestRequest(session: LaneSession): void {
    session.rpc.sendNow({ method: 'public/test', params: {}, requestClass: 'cancel', timeoutMs: 3_000, onOutcome: () => undefined });
  }

  /** One too long to set a clock by is still told: it is what keeps quotes out of the market. */
  private announceRoundTrip(roundTripMs: number): void {
    const { channel } = this.hooks;
    this.environment.announcer.emit({ kind: 'latency-measured', venue: DERIBIT, channel, roundTripMs, clockOffsetMs: this.clock.offsetMs });
  }

  private watch(session: LaneSession): void {
    if (this.session !== session) return;
    const silentMs = this.environment.rim.nowMs() - session.lastFrameAtMs;
    if (silentMs <= this.hooks.staleAfterMs) return;
    const reason = `expected a frame within ${this.hooks.staleAfterMs} ms, found none for ${Math.round(silentMs)} ms`;
    this.change('stale', reason);
    this.drop(session, reason);
  }

  private drop(session: LaneSession, reason: string): void {
    if (this.session !== session) return;
    const delayMs = this.backOff.next();
    this.lose('connecting', reason, `${reason}; trying again in ${delayMs} ms`);
    this.cancelReconnect = this.environment.rim.schedule(delayMs, () => this.connect());
  }

  private block(reason: string): void {
    this.lose('blocked', reason);
  }

  /**
   * The loss of the lane is told before what went down with it: whoever hears of the first lost book alone would go on
   * quoting on the others, and whoever hears of the first lost order would send the next one into the same nothing.
   */
  private lose(state: ChannelState, reason: string, words = reason): void {
    const session = this.session;
    this.session = null;
    this.change(state, words);
    if (session) this.release(session, reason);
    this.hooks.onDown(reason);
  }

  private release(session: LaneSession, reason: string): void {
    for (const cancel of session.cancels) cancel();
    session.cancels.clear();
    session.socket.terminate();
    session.rpc.close(reason);
  }

  private change(state: ChannelState, reason: string): void {
    this.state = state;
    this.environment.announcer.channel(this.hooks.channel, state, reason);
  }

  private after(session: LaneSession, delayMs: number, callback: () => void): void {
    if (this.session !== session) return;
    const cancel = this.environment.rim.schedule(delayMs, () => {
      session.cancels.delete(cancel);
      callback();
    });
    session.cancels.add(cancel);
  }

  private repeat(session: LaneSession, everyMs: number, callback: () => void): void {
    this.after(session, everyMs, () => {
      callback();
      this.repeat(session, everyMs, callback);
    });
  }
}
