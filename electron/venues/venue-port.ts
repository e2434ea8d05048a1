/** What the engine needs of a venue; one folder per venue implements it, the conformance suite runs on each. */
import type { CancelScope } from '../../shared/engine/effects';
import type { EngineEventBody } from '../../shared/engine/events';
import type { DeadManCapability } from '../../shared/domain/dead-man';
import type { Instrument, InstrumentId } from '../../shared/domain/instrument';
import type { ClientOrderId, OrderIntent, VenueOrderId } from '../../shared/domain/order';
import type { Environment, VenueId } from '../../shared/domain/venue';
import type { Approved } from '../../shared/risk/pre-trade-gate';

/** Where and as whom to connect. Keys live here and nowhere else; never logged. */
export interface VenueCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** How to reach a venue. `hosts` is the complete allow-list of outgoing hosts (host:port). */
export interface VenueEndpoint {
  readonly environment: Environment;
  readonly httpUrl: string;
  readonly websocketUrl: string;
  readonly hosts: readonly string[];
}

/** The outside world a venue may touch, injected so that tests and the simulator can stand in. */
export interface VenueRim {
  nowMs(): number;
  /** A number in [0, 1) for jitter only. */
  random(): number;
  /** Calls back after `delayMs`; the result cancels it. */
  schedule(delayMs: number, callback: () => void): () => void;
  /** Everything the venue learns, in the order received. */
  emit(event: EngineEventBody): void;
}

/** A live connection to one account of one venue. No method throws; outcomes arrive as events. */
export interface VenueConnection {
  readonly venue: VenueId;
  /** Connects, loads instruments, authenticates, arms the dead-man switch, subscribes, reconciles; then keeps it so. */
  start(): void;
  subscribe(instrumentIds: readonly InstrumentId[]): void;
  /** Tickers without books, at the venue's slow pace; idempotent. Absent where a venue has nothing to value so. */
  followTickers?(instrumentIds: readonly InstrumentId[]): void;
  resynchroniseBook(instrumentId: InstrumentId, reason: string): void;
  /** Exactly one attempt; ends in order-reported, order-rejected or order-outcome-unknown. */
  sendOrder(order: Approved<OrderIntent>): void;
  cancelOrder(order: {
    readonly instrumentId: InstrumentId;
    readonly clientOrderId: ClientOrderId;
    readonly venueOrderId: VenueOrderId | null;
  }): void;
  /** On the cancel lane; repeats until the open-order list is empty twice, then emits cancel-all-confirmed. */
  cancelAll(scope: CancelScope): void;
  queryOrder(instrumentId: InstrumentId, clientOrderId: ClientOrderId): void;
  /** Emits account-snapshot or reconciliation-failed. */
  reconcile(): void;
  reconnect(): void;
  /** Closes every lane and stays away until `reconnect`; says so lane by lane. */
  disconnect(): void;
  /** Leaves quietly: nothing is emitted afterwards; resolves when sockets are closed. */
  stop(): Promise<void>;
}

/** One line per venue in the registry. */
export interface VenueDefinition {
  readonly venue: VenueId;
  readonly label: string;
  /** Its row of the dead-man capability table. */
  readonly deadMan: DeadManCapability;
  connect(endpoint: VenueEndpoint, credentials: VenueCredentials, rim: VenueRim): VenueConnection;
  /** Instruments known at connect time are emitted; this only names the id scheme. */
  describeInstrument(name: string): Pick<Instrument, 'id' | 'kind' | 'underlying'>;
}
