/** A desk with an option book and no window: real exchange over sockets, real adapter, engine loop and risk worker's desk, in one thread. */
import { createHmac } from 'node:crypto';
import { EngineLoop } from '../../electron/engine/engine-loop';
import { systemClock } from '../../electron/engine/engine-clock';
import { RiskLink } from '../../electron/engine/risk-link';
import { practiceAccounts } from '../../electron/practice/accounts';
import { startPracticeServer, type PracticeServer } from '../../electron/practice/practice-server';
import { RiskDesk } from '../../electron/risk/risk-desk';
import { deribit } from '../../electron/venues/deribit';
import type { VenueConnection } from '../../electron/venues/venue-port';
import type { CommandArgs, CommandName } from '../../shared/contract/commands';
import type { CommandOutcome } from '../../shared/contract/envelope';
import { defaultSettings } from '../../shared/engine/default-settings';
import type { EngineEffect } from '../../shared/engine/effects';
import { createInitialState } from '../../shared/engine/initial-state';
import type { EngineState } from '../../shared/engine/state';
import { Exchange } from '../../shared/exchange/exchange';
import { SyntheticFlow } from '../../shared/exchange/flow/synthetic/synthetic-flow';
import { project } from '../../shared/projection/project';
import type { UnderlyingSurface } from '../../shared/projection/surface-view';
import type { ViewState } from '../../shared/projection/view-state';

const TICK_MS = 50;

/** Of an expiry, ms. Tests run at any hour, and a day of options ends at 08:00 UTC. */
const LAST_HOURS_MS = 6 * 3_600_000;

/** Whether so little is left of an expiry that most of its quotes are a tick or nothing, and no smile can be drawn through them. */
export function isInLastHours(expiry: { readonly expiresAtMs: number } | undefined): boolean {
  return expiry !== undefined && expiry.expiresAtMs - Date.now() < LAST_HOURS_MS;
}

/** What runs. */
export class OptionDesk {
  readonly outcomes = new Map<string, CommandOutcome>();
  readonly exchange: Exchange;
  private readonly loop: EngineLoop;
  private readonly link: RiskLink;
  private readonly connection: VenueConnection;
  private readonly timer: NodeJS.Timeout;
  private commands = 0;

  private constructor(
    exchange: Exchange,
    private readonly server: PracticeServer,
  ) {
    this.exchange = exchange;
    this.loop = new EngineLoop(createInitialState(), {
      clock: systemClock,
      record: () => undefined,
      runEffects: (effects) => effects.forEach((effect) => this.run(effect)),
      stepped: () => undefined,
      crashed: (error) => {
        throw error;
      },
    });
    const worker = new RiskDesk({
      monotonicMs: () => performance.now(),
      // Cloned as the channel does, so that nothing that cannot cross it passes.
      send: (message) => setImmediate(() => this.link.hear(structuredClone(message))),
      soon: (callback) => setImmediate(callback),
    });
    this.link = new RiskLink({
      clock: systemClock,
      state: () => this.loop.state,
      submit: (body) => this.loop.submit(body),
      post: (message) => setImmediate(() => worker.hear(structuredClone(message))),
    });
    const host = `127.0.0.1:${server.port}`;
    const endpoint = { environment: 'practice', httpUrl: `http://${host}`, websocketUrl: `ws://${host}/ws/api/v2`, hosts: [host] } as const;
    this.connection = deribit.connect(
      endpoint,
      { clientId: 'practice', clientSecret: 'practice' },
      {
        nowMs: () => systemClock.nowMs(),
        random: () => 0.5,
        schedule: (delayMs, callback) => systemClock.schedule(delayMs, callback),
        emit: (body) => this.loop.submit(body),
      },
    );
    const settings = defaultSettings(deribit.venue);
    this.loop.submit({ kind: 'session-started', sessionId: 'options1', environment: 'practice', settings });
    this.connection.start();
    worker.begin();
    this.timer = setInterval(() => {
      this.loop.submit({ kind: 'clock-ticked' });
      this.link.tick();
    }, TICK_MS);
  }

  /** Starts everything on a free port of loopback. */
  static async start(seed = 3): Promise<OptionDesk> {
    const startMs = Date.now();
    const exchange = new Exchange({
      startMs,
      flow: new SyntheticFlow({ seed, startMs, speed: 1 }),
      accounts: practiceAccounts({ accounts: [], matchingRate: null }),
      hasControl: true,
      hasOptionBook: true,
      hmacSha256Hex: (secret, text) => createHmac('sha256', secret).update(text).digest('hex'),
      tokenSalt: 'test',
    });
    const log = { write: () => undefined, close: () => undefined };
    const server = await startPracticeServer({ exchange, port: 0, log, now: Date.now });
    return new OptionDesk(exchange, server);
  }

  get state(): EngineState {
    return this.loop.state;
  }

  /** What a window would be shown. */
  topic<Topic extends keyof ViewState>(topic: Topic): ViewState[Topic] {
    const health = { journalEntries: 0, journalState: 'open', engineP99Micros: null, screenP95Ms: null, risk: this.link.results };
    return project(this.loop.state, topic, { ...health, journalCheck: null } as Parameters<typeof project>[2]);
  }

  /** The surface of BTC as its panel is shown it. */
  surface(): UnderlyingSurface {
    const found = this.topic('surface')['BTC'];
    if (found === undefined) throw new Error('Expected a surface of BTC, found none.');
    return found;
  }

  /** Whether the risk slide holds every position, priced: parts of it come in while chains are still read. */
  isSlideWhole(): boolean {
    const { instrumentCount, unpriced } = this.topic('riskSlide');
    return instrumentCount > 0 && unpriced.length === 0 && instrumentCount === Object.keys(this.topic('positions').rows).length;
  }

  /** Sends a command; its outcome is there at once. */
  command<Name extends CommandName>(name: Name, args: CommandArgs<Name>): CommandOutcome | undefined {
    this.commands += 1;
    const commandId = `command-${this.commands}`;
    this.loop.submit({ kind: 'command-received', commandId, call: { name, args } as never });
    return this.outcomes.get(commandId);
  }

  /** Stands in for main when a worker dies. */
  loseWorker(reason: string): void {
    this.link.hear({ type: 'worker-lost', reason });
  }

  /** Waits until a condition holds; says what it waited for if it never does. */
  async until(what: string, isThere: () => boolean, limitMs = 60_000): Promise<void> {
    const deadline = Date.now() + limitMs;
    while (!isThere()) {
      if (Date.now() > deadline) throw new Error(`Expected ${what} within ${limitMs / 1000} s, found nothing of the kind.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.connection.stop();
    await this.server.close();
  }

  private run(effect: EngineEffect): void {
    switch (effect.kind) {
      case 'subscribe':
        return this.connection.subscribe(effect.instrumentIds);
      case 'follow-tickers':
        return this.connection.followTickers?.(effect.instrumentIds);
      case 'request-reconciliation':
        return this.connection.reconcile();
      case 'steer-risk-run':
        return this.link.steer(effect.run, effect.action);
      case 'acknowledge-command':
        this.outcomes.set(effect.commandId, effect.outcome);
        return;
      default:
        return;
    }
  }
}
