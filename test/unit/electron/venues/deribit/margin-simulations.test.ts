/** The venue's own margin: asked for after a change, never more than once a second, and what cannot be read is said, not guessed. */
import { describe, expect, it } from 'vitest';
import { decodeMarginModel, decodeSimulation } from '../../../../../electron/venues/deribit/decode-margin';
import { MarginSimulations } from '../../../../../electron/venues/deribit/margin-simulations';
import { marginModelShape } from '../../../../../shared/exchange/margin-model';
import { AnsweringSession, Refusal } from './answering-session';

const FIGURES = { initial_margin: 1.5, maintenance_margin: 1.2, margin_model: 'segregated_pm', currency: 'BTC' };

function answer(method: string, currency: unknown): unknown {
  if (method === 'private/simulate_portfolio') return FIGURES;
  return { model_params: marginModelShape(currency === 'ETH' ? 'ETH' : 'BTC', 0) };
}

function open(reply: (method: string, currency: unknown) => unknown = answer) {
  const talk = new AnsweringSession(reply);
  const { rim } = talk.clock;
  const margins = new MarginSimulations({ rim, announcer: talk.announcer, session: () => talk.session });
  return { talk, margins };
}

describe('margin simulations', () => {
  it('are asked once after a change, a second and more apart, however often positions change', async () => {
    const { talk, margins } = open();
    margins.positionsChanged();
    for (let fill = 0; fill < 200; fill += 1) {
      margins.positionsChanged();
      await talk.pass(50);
    }
    const times = talk.asked.map(({ atMs }) => atMs);
    expect(times.length).toBeGreaterThanOrEqual(7);
    for (const [index, atMs] of times.entries()) expect(atMs - (times[index - 1] ?? -Infinity)).toBeGreaterThan(1_000);
    await talk.pass(10_000);
    const settled = talk.asked.length;
    await talk.pass(60_000);
    expect(talk.asked.length).toBe(settled);
    expect(talk.of('fault-noticed')).toEqual([]);
  });

  it('bring the figures and the parameters of each coin', async () => {
    const { talk, margins } = open();
    margins.positionsChanged();
    await talk.pass(10_000);
    expect(talk.asked.map(({ method, currency }) => `${method} ${String(currency)}`)).toEqual([
      'private/pme/simulate BTC',
      'private/simulate_portfolio BTC',
      'private/pme/simulate ETH',
      'private/simulate_portfolio ETH',
    ]);
    const last = talk
      .of('margin-simulated')
      .filter(({ currency }) => currency === 'ETH')
      .at(-1);
    expect(last).toMatchObject({ venue: 'deribit', initial: 1.5, maintenance: 1.2, marginModel: 'segregated_pm', reason: '' });
    expect(last?.parameters).toMatchObject({ priceRange: 0.18, bucketsCount: 4, maintenanceFactor: 0.8, shock: { up: 0.4, down: 0.25 } });
  });

  it('ask for parameters again soon that did not come, and meanwhile for the figures', async () => {
    let isBroken = true;
    const { talk, margins } = open((method, currency) =>
      isBroken && method === 'private/pme/simulate' ? new Refusal('try later') : answer(method, currency),
    );
    margins.positionsChanged();
    await talk.pass(10_000);
    expect(talk.of('margin-simulated').at(-1)).toMatchObject({ initial: 1.5, parameters: null });
    isBroken = false;
    margins.positionsChanged();
    await talk.pass(10_000);
    expect(talk.of('margin-simulated').at(-1)).toMatchObject({ parameters: null });
    await talk.pass(60_000);
    margins.positionsChanged();
    await talk.pass(10_000);
    expect(talk.of('margin-simulated').at(-1)?.parameters).not.toBeNull();
    const parametersAsked = (): number => talk.asked.filter(({ method }) => method === 'private/pme/simulate').length;
    const asked = parametersAsked();
    await talk.pass(60_000);
    margins.positionsChanged();
    await talk.pass(10_000);
    expect(parametersAsked()).toBe(asked);
  });

  it('say what was refused or unreadable, and keep no old figure beside it', async () => {
    let isBroken = false;
    const { talk, margins } = open((method, currency) => {
      if (method === 'private/pme/simulate') return new Refusal('not a portfolio margin account');
      return isBroken ? { ...FIGURES, initial_margin: 'much' } : answer(method, currency);
    });
    margins.positionsChanged();
    await talk.pass(10_000);
    const known = talk.of('margin-simulated').at(-1);
    expect(known).toMatchObject({
      initial: 1.5,
      parameters: null,
      reason: expect.stringMatching(/pme\/simulate: .*not a portfolio margin/),
    });
    isBroken = true;
    margins.positionsChanged();
    await talk.pass(10_000);
    const after = talk.of('margin-simulated').at(-1);
    expect(after).toMatchObject({
      initial: null,
      maintenance: null,
      reason: expect.stringMatching(/initial_margin: expected a finite number, found "much"/),
    });
  });

  it('wait without a session, and end with the connection', async () => {
    const talk = new AnsweringSession(answer);
    let session: typeof talk.session | null = null;
    const margins = new MarginSimulations({ rim: talk.clock.rim, announcer: talk.announcer, session: () => session });
    margins.positionsChanged();
    await talk.pass(5_000);
    expect(talk.asked).toEqual([]);
    session = talk.session;
    margins.positionsChanged();
    await talk.pass(2_000);
    expect(talk.asked.length).toBe(1);
    margins.stop();
    margins.positionsChanged();
    await talk.pass(5_000);
    expect(talk.asked.length).toBe(1);
  });
});

describe('decoding', () => {
  const model = { model_params: marginModelShape('BTC', 0) };
  const garbage: readonly unknown[] = [null, undefined, 7, 'text', [], {}, { model_params: null }, { model_params: { general: [] } }];

  it.each(garbage.map((value) => [JSON.stringify(value) ?? 'nothing', value]))('refuses %s', (_text, value) => {
    expect(() => decodeMarginModel(value, 'BTC')).toThrow(/expected/);
    expect(() => decodeSimulation(value)).toThrow(/expected/);
  });

  it.each([
    ['price_range', 1e308 * 10],
    ['price_range', 0],
    ['price_range', 4],
    ['m_inc', -1],
    ['volatility_range_down', 2],
    ['short_term_vega_power', '0.3'],
  ])('refuses all parameters for %s = %s', (name, value) => {
    const shape = marginModelShape('BTC', 0) as { currency_pair: { btc_usd: Record<string, unknown> } };
    const changed = { ...shape, currency_pair: { btc_usd: { ...shape.currency_pair.btc_usd, [name]: value } } };
    expect(() => decodeMarginModel(model, 'BTC')).not.toThrow();
    expect(() => decodeMarginModel({ model_params: changed }, 'BTC')).toThrow(new RegExp(`^${name}: expected`));
  });

  it.each([Number.NaN, Infinity, -1, '1', null])('refuses a margin of %s', (value) => {
    expect(() => decodeSimulation({ ...FIGURES, maintenance_margin: value })).toThrow(/maintenance_margin: expected/);
  });
});
