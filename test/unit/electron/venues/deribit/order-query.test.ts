/** The fate of one order: shown by any place that keeps orders, denied only when every one of them has denied it. */
import { describe, expect, it } from 'vitest';
import { decodeInstrument, describeInstrument } from '../../../../../electron/venues/deribit/instruments';
import { queryOrder } from '../../../../../electron/venues/deribit/order-query';
import type { Instrument } from '../../../../../shared/domain/instrument';
import { clientOrderId } from '../../../../../shared/domain/order';
import { PERPETUAL } from '../../../../conformance/stand-ins/deribit-facts';
import { AnsweringSession, Refusal } from './answering-session';

function readPerpetual(): Instrument {
  const instrument = decodeInstrument(PERPETUAL);
  if (!instrument) throw new Error('expected the instrument to be read');
  return instrument;
}

const perpetual = readPerpetual();

const LABEL = clientOrderId('keel-a-7');
const ORDER = {
  order_id: 'BTC-77',
  instrument_name: perpetual.name,
  label: LABEL,
  direction: 'buy',
  price: 60_000,
  amount: 100,
  filled_amount: 0,
  order_state: 'cancelled',
  order_type: 'limit',
  last_update_timestamp: 1_000,
};
const TRADE = {
  trade_id: '9',
  order_id: 'BTC-77',
  instrument_name: perpetual.name,
  label: LABEL,
  direction: 'buy',
  price: 60_000,
  amount: 100,
  liquidity: 'M',
  fee: 0,
  fee_currency: 'BTC',
  index_price: 60_000,
  timestamp: 1_000,
};

type Answers = Readonly<Record<string, unknown>>;

/** Asks a venue that has these answers; without one it has nothing. */
async function ask(answers: Answers, instrumentId: Instrument['id'] = perpetual.id, id = LABEL): Promise<AnsweringSession> {
  const venue = new AnsweringSession((method, _currency, { historical }) => {
    const key = historical === true ? `${method} historical` : method;
    return answers[key] ?? (method === 'private/get_order_state' ? new Refusal('not found') : []);
  });
  const { session, announcer, list } = venue;
  const instruments = new Map([[perpetual.name, perpetual]]);
  await queryOrder({ session, announcer, instruments, instrumentId, clientOrderId: id, list });
  return venue;
}

describe('a question about one order', () => {
  it('is answered by its state, or by the archive when the state is forgotten after half an hour (fault 27)', async () => {
    for (const answers of [
      { 'private/get_order_state_by_label': [ORDER] },
      { 'private/get_order_history_by_currency historical': [ORDER] },
    ]) {
      const venue = await ask(answers);
      expect(venue.of('order-reported')).toMatchObject([{ report: { clientOrderId: LABEL, status: 'canceled' } }]);
      expect(venue.of('order-not-found')).toEqual([]);
    }
  });

  it('at a price off the steps that are listed has no verdict yet, and the list is told (fault 35)', async () => {
    const venue = await ask({ 'private/get_order_state_by_label': [{ ...ORDER, price: 60_000.1 }] });
    expect(venue.of('order-not-found')).toEqual([]);
    expect(venue.doubts).toEqual([{ instrumentName: perpetual.name, price: 60_000.1 }]);
  });

  it('brings the executions along, also those that only the archive still has, before its state', async () => {
    const venue = await ask({
      'private/get_order_state_by_label': [{ ...ORDER, order_state: 'filled', filled_amount: 100 }],
      'private/get_user_trades_by_currency historical': { trades: [TRADE], has_more: false },
    });
    expect(venue.clock.events.map(({ kind }) => kind)).toEqual(['fill-reported', 'order-reported']);
  });

  it('is answered "not found" only when state, archive and executions all lack it', async () => {
    const venue = await ask({});
    expect(venue.of('order-not-found')).toEqual([{ kind: 'order-not-found', clientOrderId: LABEL }]);
    const asked = new Set(venue.asked.map(({ method }) => method));
    for (const method of ['get_order_state_by_label', 'get_order_history_by_currency', 'get_user_trades_by_currency'])
      expect(asked).toContain(`private/${method}`);
  });

  it.each([
    ['its state', { 'private/get_order_state_by_label': new Refusal('try later') }],
    ['the archive', { 'private/get_order_history_by_currency historical': new Refusal('try later') }],
    ['its executions', { 'private/get_user_trades_by_currency': new Refusal('try later') }],
    ['the order of an execution', { 'private/get_user_trades_by_currency': { trades: [TRADE], has_more: false } }],
  ])('has no verdict when %s cannot be read: nothing is called lost (fault 14)', async (_what, answers: Answers) => {
    const venue = await ask(answers);
    expect(venue.of('order-not-found')).toEqual([]);
    expect(venue.of('order-reported')).toEqual([]);
    expect(venue.of('fault-noticed')).toMatchObject([{ isFatal: false, message: expect.stringMatching(/gave no verdict/) }]);
  });
});

describe('a question about an order of another tool, which carries no label of ours', () => {
  const id = clientOrderId('external-BTC-77');
  const { label: _, ...order } = ORDER;
  const { label: __, ...trade } = TRADE;

  it('is asked by the id that the venue gave it', async () => {
    const answers = {
      'private/get_order_state': { ...order, order_state: 'filled', filled_amount: 100 },
      'private/get_user_trades_by_order': [trade],
    };
    const venue = await ask(answers, perpetual.id, id);
    expect(venue.of('fill-reported')).toMatchObject([{ fill: { venueOrderId: 'BTC-77', clientOrderId: null } }]);
    expect(venue.of('order-reported')).toMatchObject([{ report: { venueOrderId: 'BTC-77', clientOrderId: null, status: 'filled' } }]);
    expect(venue.of('order-not-found')).toEqual([]);
  });

  it('is answered "not found" only by a venue that denies that id', async () => {
    const denied = await ask({ 'private/get_order_state': new Refusal('order_not_found', 10_004) }, perpetual.id, id);
    expect(denied.of('order-not-found')).toEqual([{ kind: 'order-not-found', clientOrderId: id }]);
    const unread = await ask({}, perpetual.id, id);
    expect(unread.of('order-not-found')).toEqual([]);
  });
});

describe('a question about an order in what has expired since, so that no list has it any more', () => {
  const { id, name } = { ...describeInstrument('BTC-20NOV26'), name: 'BTC-20NOV26' };
  const order = { ...ORDER, instrument_name: name };

  it.each([
    ['knows nothing of it', {}],
    ['ended it', { 'private/get_order_history_by_currency historical': [order] }],
    [
      'filled it',
      {
        'private/get_order_state_by_label': [{ ...order, order_state: 'filled', filled_amount: 100 }],
        'private/get_user_trades_by_currency historical': { trades: [{ ...TRADE, instrument_name: name }], has_more: false },
      },
    ],
  ])('is answered: it rests nowhere, where the venue %s', async (_what, answers: Answers) => {
    const venue = await ask(answers, id);
    expect(venue.of('order-not-found')).toEqual([{ kind: 'order-not-found', clientOrderId: LABEL }]);
    expect(venue.of('fault-noticed')).toHaveLength(Object.keys(answers).length === 0 ? 0 : 1);
  });

  it.each([
    ['it rests', { 'private/get_order_state_by_label': [{ ...order, order_state: 'open' }] }],
    [
      'only its executions are known',
      { 'private/get_user_trades_by_currency': { trades: [{ ...TRADE, instrument_name: name }], has_more: false } },
    ],
    [
      'the venue tells an execution of it and says nothing of its order',
      {
        'private/get_user_trades_by_currency': { trades: [{ ...TRADE, instrument_name: name }], has_more: false },
        'private/get_order_state': [],
      },
    ],
    ['the archive cannot be read', { 'private/get_order_history_by_currency historical': new Refusal('try later') }],
  ])('has no verdict when %s', async (_what, answers: Answers) => {
    const venue = await ask(answers, id);
    expect(venue.of('order-not-found')).toEqual([]);
    expect(venue.of('fault-noticed')).toMatchObject([{ message: expect.stringMatching(/gave no verdict/) }]);
  });
});
