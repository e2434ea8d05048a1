/** The one door to the market: returns `Approved` or `Denied`; the send effect takes only `Approved`. */
import type { Brand } from '../domain/brand';

/** Something the gate let through. Made only inside this file. */
export type Approved<Intent> = Brand<{ readonly intent: Intent }, 'Approved'>;

/** Something the gate refused, with the rule and the number in words. */
export interface Denied<Intent> {
  readonly intent: Intent;
  readonly rule: GateRule;
  /** One sentence: the rule, the limit, what was found. */
  readonly reason: string;
}

/** Names of the rules, in the order in which they are applied. */
export type GateRule =
  | 'trading-state'
  | 'instrument'
  | 'number'
  | 'collar'
  | 'quantity'
  | 'notional'
  | 'duplicate'
  | 'self-cross'
  | 'position'
  | 'rate'
  | 'armed';
