/** What the scripted Deribit lists, who may sign in, and how it refuses. */

export const NAME = 'BTC-PERPETUAL';
export const CREDENTIALS = { clientId: 'canary-client-id', clientSecret: 'canary-client-secret' };

export const PERPETUAL = {
  kind: 'future',
  instrument_name: NAME,
  instrument_type: 'reversed',
  base_currency: 'BTC',
  quote_currency: 'USD',
  settlement_currency: 'BTC',
  tick_size: 0.5,
  contract_size: 10,
  min_trade_amount: 10,
  maker_commission: -0.0001,
  taker_commission: 0.0005,
  expiration_timestamp: 32503708800000,
  is_active: true,
};

export const OPTION = {
  ...PERPETUAL,
  kind: 'option',
  instrument_name: 'BTC-25DEC26-60000-C',
  quote_currency: 'BTC',
  option_type: 'call',
  strike: 60000,
  tick_size: 0.0001,
  tick_size_steps: [{ above_price: 0.005, tick_size: 0.0005 }],
  contract_size: 1,
  min_trade_amount: 0.1,
  maker_commission: 0.0003,
  taker_commission: 0.0003,
  expiration_timestamp: 1798185600000,
};

export const SUMMARY = { balance: 1, equity: 1.01, available_funds: 0.9, initial_margin: 0.1, maintenance_margin: 0.05 };

/** An answer that is an error. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** When an answer came and left, as each carries it. */
export function stamps(): object {
  const nowUs = Date.now() * 1000;
  return { usIn: nowUs, usOut: nowUs, usDiff: 0, testnet: false };
}
