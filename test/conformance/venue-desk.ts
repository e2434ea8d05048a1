/** A desk reduced to what a venue needs of it: a real clock, real timers, and a list of everything it was told. */
import type { EngineEventBody } from '../../shared/engine/events';
import type { InstrumentId } from '../../shared/domain/instrument';
import type { ClientOrderId, OrderIntent } from '../../shared/domain/order';
import { clientOrderId } from '../../shared/domain/order';
import { priceTicks } from '../../shared/domain/price';
import { quantityLots } from '../../shared/domain/quantity';
import { timestampMs } from '../../shared/domain/time';
import type { Approved } from '../../shared/risk/pre-trade-gate';
import type { VenueConnection, VenueDefinition, VenueRim } from '../../electron/venues/venue-port';
import type { VenueStandIn } from './stand-in';

type Kind = EngineEventBody['kind'];
type EventOf<Name extends Kind> = Extract<EngineEventBody, { readonly kind: Name }>;

const PATIENCE_MS = 9_000;

export class VenueDesk {
  readonly events: EngineEventBody[] = [];
  readonly connection: VenueConnection;
  private orders = 0;

  constructor(definition: VenueDefinition, standIn: Pick<VenueStandIn, 'endpoint' | 'credentials'>) {
    const rim: VenueRim = {
      nowMs: () => Date.now(),
      random: () => 0.5,
      schedule: (delayMs, callback) => {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
      emit: (event) => this.events.push(event),
    };
    this.connection = definition.connect(standIn.endpoint, standIn.credentials, rim);
  }

  /** Starts, subscribes as soon as instruments are known, and waits until all lanes are live and the book is there. */
  async open(instrumentId: InstrumentId): Promise<void> {
    this.connection.start();
    await this.next('instruments-loaded');
    this.connection.subscribe([instrumentId]);
    for (const channel of ['market-data', 'private', 'cancel']) {
      await this.next('channel-changed', (event) => event.channel === channel && event.state === 'live');
    }
    await this.next('book-snapshot');
  }

  all<Name extends Kind>(kind: Name): readonly EventOf<Name>[] {
    return this.events.filter((event): event is EventOf<Name> => event.kind === kind);
  }

  /** Forgets what was heard so far, so that `next` means from now on. */
  forget(): void {
    this.events.length = 0;
  }

  /** The first matching event heard since `forget`, waiting for it if need be. */
  async next<Name extends Kind>(kind: Name, matches: (event: EventOf<Name>) => boolean = () => true): Promise<EventOf<Name>> {
    await this.until(() => this.all(kind).some(matches), kind);
    const found = this.all(kind).find(matches);
    if (!found) throw new Error(`expected ${kind} to stay among the events, found it gone`);
    return found;
  }

  /** Waits for something to become true of what was heard; `what` names it when it never does. */
  async until(isTrue: () => boolean, what: string): Promise<void> {
    const deadlineMs = Date.now() + PATIENCE_MS;
    while (!isTrue()) {
      if (Date.now() > deadlineMs) throw new Error(`expected ${what}, found ${this.describe()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Approves an intent as the gate would: the suite tests the venue, not the gate. */
  approve(instrumentId: InstrumentId, changes: Partial<OrderIntent> = {}): { order: Approved<OrderIntent>; id: ClientOrderId } {
    this.orders += 1;
    const id = clientOrderId(`keel-test-${this.orders}`);
    const intent: OrderIntent = {
      clientOrderId: id,
      instrumentId,
      side: 'buy',
      price: priceTicks(119_990),
      quantity: quantityLots(5),
      purpose: 'quote',
      timeInForce: 'good-til-canceled',
      isPostOnly: true,
      isReduceOnly: false,
      level: 1,
      validUntilMs: timestampMs(Date.now() + 2_000),
      ...changes,
    };
    return { order: { intent } as Approved<OrderIntent>, id };
  }

  private describe(): string {
    return (
      this.events
        .slice(-12)
        .map((event) => JSON.stringify(event).slice(0, 220))
        .join('\n') || 'nothing'
    );
  }
}
