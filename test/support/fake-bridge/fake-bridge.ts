/** A bridge without an engine: publishes a sample state and answers commands the way the engine would, for developing the window. */
import type { CommandArgs, CommandName } from '../../../shared/contract/commands';
import type { CommandOutcome, TopicMessage } from '../../../shared/contract/envelope';
import type { DeskBridge } from '../../../shared/contract/bridge';
import type { TopicName } from '../../../shared/contract/topics';
import type { HedgeCandidate, ViewState } from '../../../shared/projection/view-state';
import { withBrokenGreeks, withFlatCapital, withRiskStatus } from './risk-scenarios';
import { sampleRows } from './sample-quoting';
import { sampleSlide } from './sample-slide';
import { PERPETUAL, sampleState, staleConnections, trust } from './sample-state';

/** States of the desk that can be asked for in the address, as `#scenario=stale`. */
export type Scenario = 'live' | 'armed' | 'stale' | 'halted' | 'empty' | 'loading' | 'hedge' | 'blocked' | 'error' | 'review';

interface Sent {
  readonly id: string;
  readonly name: CommandName;
  readonly args: unknown;
}

function candidate(
  id: string,
  name: string,
  scale: { readonly price: number; readonly spread: number; readonly left: number },
): HedgeCandidate {
  return {
    id,
    instrumentId: `deribit:${name}`,
    name,
    side: 'sell',
    quantityCoin: 1.824 - scale.left,
    limitPrice: scale.price,
    tickSize: 0.5,
    feeUsd: 56.2,
    spreadUsd: scale.spread,
    impactUsd: id === 'c3' ? null : 3.1,
    fundingUsdPerDay: -2,
    totalUsd: id === 'c3' ? null : 59.8 + scale.spread,
    residualDeltaCoin: scale.left,
    refusal: id === 'c3' ? 'visible depth does not suffice' : '',
  };
}

const candidates = [
  candidate('c1', 'BTC-PERPETUAL', { price: 61656.5, spread: 0.5, left: 0 }),
  candidate('c2', 'BTC-25DEC26', { price: 62305, spread: 3.2, left: 0.024 }),
  candidate('c3', 'BTC-26MAR27', { price: 63897.5, spread: 9.4, left: 0.024 }),
];

export class FakeBridge implements DeskBridge {
  readonly sent: Sent[] = [];
  private state: ViewState;
  private readonly sequences = new Map<TopicName, number>();
  private readonly listeners = new Map<TopicName, (message: TopicMessage) => void>();
  private settings: string | null = null;

  constructor(
    private readonly scenario: Scenario,
    view: string | null,
  ) {
    this.settings = view;
    const now = Date.now();
    const sample = sampleState(now);
    const riskSlide = scenario === 'hedge' ? sampleSlide(true) : sample.riskSlide;
    this.state = this.arrange(withRiskStatus({ ...sample, riskSlide }, { asOfMs: now - 1_200 }));
    if (scenario !== 'loading') setInterval(() => this.tick(), 100);
  }

  async send<Name extends CommandName>(id: string, name: Name, args: CommandArgs<Name>): Promise<CommandOutcome> {
    this.sent.push({ id, name, args });
    await new Promise((resolve) => setTimeout(resolve, 30));
    return this.answer(name, args as Record<string, unknown>);
  }

  subscribe(topic: TopicName, onMessage: (message: TopicMessage) => void): () => void {
    this.listeners.set(topic, onMessage);
    if (this.scenario !== 'loading') setTimeout(() => this.resnapshot(topic), 20);
    return () => this.listeners.delete(topic);
  }

  resnapshot(topic: TopicName): void {
    if (this.scenario === 'loading') return;
    this.sequences.set(topic, 1);
    this.listeners.get(topic)?.({ topic, sequence: 1, kind: 'snapshot', value: this.state[topic] });
  }

  async info() {
    return { version: '0.1.0', runtime: 'fake', isFallbackRuntime: true, windowId: 1 };
  }

  async loadViewSettings(): Promise<string | null> {
    return this.settings;
  }

  async saveViewSettings(json: string): Promise<void> {
    this.settings = json;
  }

  reportPainted(): void {}

  private set<Name extends TopicName>(topic: Name, value: ViewState[Name]): void {
    this.state = { ...this.state, [topic]: value };
    const sequence = (this.sequences.get(topic) ?? 0) + 1;
    this.sequences.set(topic, sequence);
    this.listeners.get(topic)?.({ topic, sequence, kind: 'patch', patch: [{ path: [], value }] });
  }

  private desk(change: Partial<ViewState['desk']>): void {
    this.set('desk', { ...this.state.desk, ...change });
  }

  private tick(): void {
    const now = Date.now();
    const { desk } = this.state;
    const underlyings = Object.fromEntries(
      Object.entries(desk.underlyings).map(([key, row]) => [
        key,
        { ...row, trust: { ...row.trust, inputAtMs: row.trust.state === 'live' ? now - 42 : row.trust.inputAtMs } },
      ]),
    );
    this.desk({ engineTimeMs: now, underlyings, eventSequence: desk.eventSequence + 7 });
    if (this.scenario === 'stale' || this.scenario === 'empty') return;
    const { ladder } = this.state;
    const jitter = (index: number) => Number((0.3 + (((index + (now % 5000)) * 7919) % 89) / 10).toFixed(3));
    const bids = ladder.bids.map((level, index) => (index % 9 === now % 9 ? { ...level, quantity: jitter(index) } : level));
    this.set('ladder', { ...ladder, bids, changeId: ladder.changeId + 1, trust: trust('live', now) });
  }

  private arrange(state: ViewState): ViewState {
    const now = state.desk.engineTimeMs;
    if (this.scenario === 'armed' || this.scenario === 'hedge') {
      const quoting = state.quoting[PERPETUAL];
      const desk = { ...state.desk, isArmed: true, disarmsAtMs: now + 581_000, draftCount: 2 };
      if (quoting === undefined) return state;
      const draft = { ...quoting.parameters, riskAversion: 0.1, minimumHalfSpreadBps: 2 };
      const staged = { ...quoting, draft, rows: sampleRows(quoting.fairValue ?? 0, quoting.tickSize, 4) };
      return {
        ...state,
        desk,
        quoting: { ...state.quoting, [PERPETUAL]: staged },
        hedge: this.scenario === 'hedge' ? this.ticket('BTC', 100) : state.hedge,
      };
    }
    if (this.scenario === 'halted')
      return {
        ...state,
        desk: {
          ...state.desk,
          tradingState: 'halted',
          tradingStateReason: 'Restarted after an unclean stop: the journal is whole, orders are reconciled. Type RESUME to trade again.',
          quoteCount: 0,
        },
      };
    if (this.scenario === 'review') return { ...state, desk: { ...state.desk, environment: 'review', quoteCount: 0 } };
    if (this.scenario === 'error')
      return withBrokenGreeks(withRiskStatus(state, { state: 'error', reason: 'expected a correlation of prices, found too few days' }));
    if (this.scenario === 'empty') return this.emptied(state);
    if (this.scenario === 'stale' || this.scenario === 'blocked') return this.staled(state, this.scenario);
    return state;
  }

  private emptied(state: ViewState): ViewState {
    const quiet = Object.fromEntries(
      Object.entries(state.inventory).map(([key, row]) => [key, { ...row, deltaCoin: 0, history: [], fills: [], skewTicks: 0 }]),
    );
    const idle = withRiskStatus(state, { state: 'empty', reason: 'No open position. Scenarios are computed from the first fill on.' });
    return {
      ...state,
      greeks: idle.greeks,
      riskSlide: idle.riskSlide,
      capital: withFlatCapital(state),
      surface: {},
      positions: { ...state.positions, rows: {} },
      orders: { ...state.orders, rows: {} },
      fills: { ...state.fills, rows: {}, totalCount: 0 },
      alerts: { rows: {} },
      inventory: quiet,
    };
  }

  private staled(state: ViewState, kind: 'stale' | 'blocked'): ViewState {
    const now = state.desk.engineTimeMs;
    const old = { ...trust(kind, now, 'BTC-PERPETUAL book: no message for 3.2 s'), inputAtMs: now - 3_200, isReconciled: false };
    const quoting = Object.fromEntries(Object.entries(state.quoting).map(([key, row]) => [key, { ...row, trust: old }]));
    const inventory = Object.fromEntries(Object.entries(state.inventory).map(([key, row]) => [key, { ...row, trust: old }]));
    const watched = state.watchlist[PERPETUAL];
    const watchlist = watched === undefined ? {} : { [PERPETUAL]: { ...watched, trust: old } };
    const underlyings = Object.fromEntries(Object.entries(state.desk.underlyings).map(([key, row]) => [key, { ...row, trust: old }]));
    const alert = {
      alertId: 'a9',
      severity: 3 as const,
      raisedAtMs: now - 900,
      lastAtMs: now - 900,
      count: 1,
      text: 'BTC-PERPETUAL book stale: quotes pulled',
      isAcknowledged: false,
    };
    return {
      ...withRiskStatus(state, { state: 'stale', reason: old.reason, asOfMs: now - 6_400 }),
      desk: { ...state.desk, underlyings, alertCount: 2 },
      ladder: { ...state.ladder, trust: old },
      watchlist: { ...state.watchlist, ...watchlist },
      quoting,
      inventory,
      positions: { ...state.positions, trust: old },
      connections: staleConnections(now),
      alerts: { rows: { ...state.alerts.rows, a9: alert } },
    };
  }

  private ticket(underlying: string, percent: number): ViewState['hedge'] {
    return {
      ...this.state?.hedge,
      ticketId: `ticket-${percent}-${this.sent.length}`,
      underlying,
      percent,
      openedAtMs: Date.now(),
      phase: 'preview',
      deltaBeforeCoin: 1.824,
      targetCoin: 0,
      candidates,
      refusal: '',
      sentCandidateId: null,
      filledCoin: 0,
      averagePrice: null,
      residualCoin: null,
      previewedCostUsd: null,
      realisedCostUsd: null,
      sequence: 9,
      trust: trust('live', Date.now()),
    };
  }

  private answer(name: CommandName, args: Record<string, unknown>): CommandOutcome {
    const accepted: CommandOutcome = { status: 'accepted', sequence: this.sent.length };
    const handlers: Partial<Record<CommandName, () => void>> = {
      arm: () => this.desk({ isArmed: true, disarmsAtMs: Date.now() + 600_000 }),
      disarm: () => this.desk({ isArmed: false, disarmsAtMs: null }),
      kill: () =>
        this.desk({
          tradingState: 'killed',
          tradingStateReason: 'Killed by the trader. Type RESUME to leave.',
          isArmed: false,
          quoteCount: 0,
        }),
      resume: () => this.desk({ tradingState: 'active', tradingStateReason: '' }),
      'select-instrument': () => this.desk({ selectedInstrumentId: String(args['instrumentId']) }),
      'pull-quotes': () =>
        this.desk({
          quoteCount: 0,
          pull: {
            kind: 'pull',
            instrumentId: null,
            requestedAtMs: Date.now(),
            isDone: true,
            venues: { deribit: { remaining: 0, elapsedMs: 34 } },
          },
        }),
      'open-hedge': () => this.set('hedge', this.ticket(String(args['underlying']), Number(args['percent']))),
      'close-hedge': () => this.set('hedge', { ...this.state.hedge, phase: 'closed', ticketId: null }),
      'send-hedge': () =>
        this.set('hedge', {
          ...this.state.hedge,
          phase: 'working',
          sentCandidateId: String(args['candidateId']),
          filledCoin: -1.2,
          averagePrice: 61658.1,
          residualCoin: 0.624,
          previewedCostUsd: 60.3,
          realisedCostUsd: 39.1,
        }),
      'stage-parameters': () => this.stage(args),
    };
    if (name === 'place-order' && !this.state.desk.isArmed) return { status: 'denied', reason: 'place-order needs ARMED.' };
    handlers[name]?.();
    return accepted;
  }

  private stage(args: Record<string, unknown>): void {
    const id = String(args['instrumentId']);
    const view = this.state.quoting[id];
    if (view === undefined) return;
    const draft = (args['draft'] ?? null) as typeof view.draft;
    this.set('quoting', {
      ...this.state.quoting,
      [id]: {
        ...view,
        draft,
        draftVersion: this.sent.length,
        rows: sampleRows(view.fairValue ?? 0, view.tickSize, draft === null ? 0 : 4),
      },
    });
    this.desk({ draftCount: draft === null ? 0 : 1 });
  }
}
