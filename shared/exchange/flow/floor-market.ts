/** The flow's hands on the floor. */
import { NO_BALANCES, type Account } from '../account';
import type { ContractSpec } from '../contract-spec';
import { LARGE_ACCOUNT_CREDITS } from '../credits';
import type { Floor } from '../floor';
import type { OrderTerms } from '../resting-order';
import type { Side } from '../../domain/side';
import type { FlowMarket, FlowOrder, FlowTake } from './flow-source';

/** Places the flow's orders as background accounts. `frozen` names instruments that tests hold still. */
export class FloorMarket implements FlowMarket {
  public constructor(
    private readonly floor: Floor,
    private readonly frozen: ReadonlySet<string>,
  ) {}

  /** See `FlowMarket`. */
  public participant(name: string): Account {
    return this.floor.addAccount({ clientId: name, secret: '', scope: '', balances: NO_BALANCES, credits: LARGE_ACCOUNT_CREDITS }, true);
  }

  /** See `FlowMarket`. */
  public rest(participant: Account, spec: ContractSpec, order: FlowOrder): string | null {
    if (!this.isOpen(spec) || order.lots < 1 || order.ticks < 1) return null;
    const terms = this.terms(participant, spec, { side: order.side, isPostOnly: true });
    const draft = this.floor.draft(terms, order.ticks, order.lots);
    return this.floor.place(spec, draft) === 'resting' ? draft.id : null;
  }

  /** See `FlowMarket`. */
  public withdraw(participant: Account, orderId: string): boolean {
    const order = participant.openOrders.get(orderId);
    if (order === undefined || this.frozen.has(order.instrument)) return false;
    return this.floor.cancel(order, 'background');
  }

  /** See `FlowMarket`. */
  public reduce(participant: Account, orderId: string, lots: number): void {
    const order = participant.openOrders.get(orderId);
    if (order === undefined || this.frozen.has(order.instrument)) return;
    this.floor.engine.shrink(order, order.lots - lots, this.floor.now());
  }

  /** See `FlowMarket`. */
  public take(participant: Account, spec: ContractSpec, order: FlowTake): number {
    if (!this.isOpen(spec) || order.lots < 1) return 0;
    const terms = this.terms(participant, spec, { side: order.side, isPostOnly: false });
    const isMarket = order.limitTicks === null;
    const draft = this.floor.draft({ ...terms, orderType: isMarket ? 'market' : 'limit' }, order.limitTicks ?? 0, order.lots);
    this.floor.place(spec, draft);
    return draft.filledLots;
  }

  /** See `FlowMarket`. */
  public best(spec: ContractSpec, side: Side): number | null {
    return this.floor.engine.book(spec.name).own(side).best()?.ticks ?? null;
  }

  /** See `FlowMarket`. */
  public lotsAt(spec: ContractSpec, side: Side, ticks: number): number {
    return this.floor.engine.book(spec.name).own(side).levelAt(ticks)?.totalLots ?? 0;
  }

  /** See `FlowMarket`. */
  public isOpen(spec: ContractSpec): boolean {
    return !this.frozen.has(spec.name) && !this.floor.locked.has(spec.currency) && this.floor.contract(spec.name) !== null;
  }

  private terms(participant: Account, spec: ContractSpec, order: { side: Side; isPostOnly: boolean }): OrderTerms {
    return {
      id: this.floor.newOrderId(spec),
      accountId: participant.id,
      instrument: spec.name,
      side: order.side,
      orderType: 'limit',
      timeInForce: order.isPostOnly ? 'good_til_cancelled' : 'immediate_or_cancel',
      isPostOnly: order.isPostOnly,
      rejectPostOnly: false,
      isReduceOnly: false,
      isMmp: false,
      label: '',
      sessionId: null,
      isApi: true,
      quote: null,
      createdAtMs: this.floor.now(),
    };
  }
}
