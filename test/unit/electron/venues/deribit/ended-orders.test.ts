/** Why an order ended, as the venue says it, and what the desk must make of it. */
import { describe, expect, it } from 'vitest';
import { decodeOrder } from '../../../../../electron/venues/deribit/decode-account';
import { decodeInstruments } from '../../../../../electron/venues/deribit/instruments';
import type { OrderReport } from '../../../../../shared/domain/order';
import { PERPETUAL } from '../../../../conformance/stand-ins/deribit-facts';

const { instruments } = decodeInstruments([PERPETUAL]);

/** The report of a canceled order of ours. */
function canceledBy(reason: string, filledAmount = 0): OrderReport {
  const order = {
    order_id: 'BTC-1',
    label: 'keel-1',
    instrument_name: 'BTC-PERPETUAL',
    direction: 'sell',
    price: 60_000.5,
    amount: 100,
    filled_amount: filledAmount,
    order_state: 'cancelled',
    cancel_reason: reason,
    last_update_timestamp: 1_700_000_000_001,
  };
  return decodeOrder(order, new Map(instruments.map((instrument) => [instrument.name, instrument])));
}

describe('a canceled order', () => {
  it.each([
    ['cancel_on_disconnect', 'dead-man'],
    ['mmp_trigger', 'protection'],
    ['autoliquidation', 'risk-control'],
    ['risk_mitigation', 'risk-control'],
    ['pme_risk_reduction', 'risk-control'],
    ['pme_account_locked', 'risk-control'],
    ['position_locked', 'risk-control'],
    ['settlement', undefined],
    ['user_request', undefined],
  ])('by %s says who ended it', (reason, endedBy) => {
    const report = canceledBy(reason, 30);
    expect(report).toMatchObject({ status: 'canceled', reason, filledQuantity: 3 });
    expect(report.endedBy).toBe(endedBy);
  });

  it.each(['order_overlap', 'order_overlap_another_sub'])(
    'for an %s never rested: it is a rejection, which slows its side down',
    (reason) => {
      expect(canceledBy(reason)).toMatchObject({ status: 'rejected', reason });
      // What was executed before it met our own order stays an order that was filled in part.
      expect(canceledBy(reason, 30)).toMatchObject({ status: 'canceled', filledQuantity: 3 });
    },
  );
});
