/** Whose end a pull has a word of: a list shows what rests, and by itself never that something does not, as it can lag behind. */
import type { Result } from '../../../shared/domain/result';
import type { VenueOrderId } from '../../../shared/domain/order';
import type { CancelScope } from '../../../shared/engine/effects';
import { ordersInScope, type CancelCall } from './cancel-plan';
import { describeInstrument, isOtherProduct } from './instruments';
import type { OpenOrder } from './open-orders';

/** What became of one call of a pull; a refusal by the venue has a code. */
export interface AnsweredCancel {
  readonly call: CancelCall;
  readonly outcome: Result<unknown, { readonly reason: string; readonly code?: number }>;
}

/** There is no such order, it is closed already, it is not open. */
const ENDED_CODES: ReadonlySet<number> = new Set([10004, 10010, 11044]);

/** One per pull. */
export class CancelProof {
  private readonly proven = new Set<VenueOrderId>();
  private doubted: readonly OpenOrder[] = [];

  /** What was to rest and the last list lacks, with no word of its end: to be canceled by itself, because that is answered for it alone. */
  get unproven(): readonly OpenOrder[] {
    return this.doubted;
  }

  /** The venue told the end of an order by itself. */
  end(id: VenueOrderId): void {
    this.proven.add(id);
  }

  /** A cancel was answered, or not; `meant` was to rest when it was made. */
  answer(answered: AnsweredCancel, meant: readonly OpenOrder[]): void {
    for (const order of meant) if (isProof(answered, order)) this.proven.add(order.venueOrderId);
  }

  /** A list came; `heard` was to rest until then. */
  compare(list: readonly OpenOrder[], heard: readonly OpenOrder[], scope: CancelScope): void {
    for (const order of list) this.proven.delete(order.venueOrderId);
    const listed = new Set(list.map((order) => order.venueOrderId));
    const believed = new Map([...heard, ...this.doubted].map((order) => [order.venueOrderId, order]));
    this.doubted = ordersInScope([...believed.values()], scope).filter(({ venueOrderId: id }) => !listed.has(id) && !this.proven.has(id));
  }
}

function isProof({ call, outcome }: AnsweredCancel, order: OpenOrder): boolean {
  return reaches(call, order) && (outcome.ok || (outcome.error.code !== undefined && ENDED_CODES.has(outcome.error.code)));
}

function reaches({ params }: CancelCall, { venueOrderId, instrumentName }: OpenOrder): boolean {
  if ('order_id' in params) return params['order_id'] === venueOrderId;
  if ('instrument_name' in params) return params['instrument_name'] === instrumentName;
  if (!('currency' in params)) return true;
  if (isOtherProduct(instrumentName)) return false;
  const { kind, underlying } = describeInstrument(instrumentName);
  return params['currency'] === underlying && (params['kind'] === 'option') === (kind === 'option');
}
