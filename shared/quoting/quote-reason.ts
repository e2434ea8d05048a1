/** Why a quote is not in the market: a closed list of codes, each with its words. */

/** `quotable`: nothing in the way. Every other code keeps the level out of the market. */
export type QuoteReason =
  | 'quotable'
  | 'pricing-off'
  | 'trading-off'
  | 'disarmed'
  | 'halted'
  | 'suspended'
  | 'fill-cooldown'
  | 'locked'
  | 'no-fair-value'
  | 'stale-input'
  | 'inventory-unknown'
  | 'unprotected'
  | 'closed'
  | 'expiring'
  | 'slow-venue'
  | 'invalid-parameters'
  | 'hard-band'
  | 'shared-band'
  | 'below-minimum-quantity'
  | 'price-not-positive'
  | 'denied'
  | 'rate-budget'
  | 'waits-for-cancel'
  | 'outcome-unknown';

const WORDS: Readonly<Record<QuoteReason, string>> = {
  quotable: 'live',
  'pricing-off': 'pricing is off',
  'trading-off': 'pricing only: trading is off',
  disarmed: 'desk is disarmed',
  halted: 'trading is halted',
  suspended: 'side suspended by the trader',
  'fill-cooldown': 'waiting after a fill, then requotes',
  locked: 'the venue takes no orders',
  'no-fair-value': 'no fair value: book missing or crossed',
  'stale-input': 'market data is stale',
  'inventory-unknown': 'inventory is not reconciled',
  unprotected: 'orders here would outlive this machine: not accepted',
  closed: 'the venue has closed the contract',
  expiring: 'the contract expires within minutes',
  'slow-venue': 'the venue answers too slowly to take a quote back in time',
  'invalid-parameters': 'parameters give no finite quote',
  'hard-band': 'a fill would take inventory beyond the hard band',
  'shared-band': 'quotes of other instruments of this underlying hold the room up to the hard band',
  'below-minimum-quantity': 'quantity is below the venue minimum',
  'price-not-positive': 'price would not be positive',
  denied: 'denied by the pre-trade gate',
  'rate-budget': 'waiting: order rate',
  'waits-for-cancel': 'waiting for the previous quote to be canceled',
  'outcome-unknown': 'waiting for the outcome of an earlier order',
};

/** The reason in words a trader can act on; `live` when nothing is in the way. Never empty. */
export function describeQuoteReason(reason: QuoteReason): string {
  return WORDS[reason];
}

/** What makes a quote smaller than its parameters want it. */
export type QuoteCut = 'soft-band' | 'hard-band' | 'shared-band';

const WORDS_OF_CUT: Readonly<Record<QuoteCut, string>> = {
  'soft-band': 'inventory is beyond its soft band',
  'hard-band': 'a full fill would take inventory beyond the hard band',
  'shared-band': WORDS['shared-band'],
};

/** What a level in the market says of itself, with why it is smaller than wanted. */
export function withCut(words: string, cut: QuoteCut | null): string {
  return cut === null ? words : `${words}, smaller: ${WORDS_OF_CUT[cut]}`;
}
