/** Which changes of parameters add risk and so need ARMED: on either side, and on any level. */
import { describe, expect, it } from 'vitest';
import { sideSign, type Side } from '../../../../shared/domain/side';
import { addsRisk, type ParameterChange } from '../../../../shared/engine/commands/parameter-risk';
import type { QuoteLadder, QuoteLevel } from '../../../../shared/quoting/quote-ladder';
import { TestDesk } from '../../../support/engine-builder';
import { BTC } from '../../../support/engine-parts';

/** A quoting desk's ladder against the same one with levels changed. */
function change(alter: (level: QuoteLevel) => Partial<QuoteLevel>): ParameterChange {
  const quoting = new TestDesk().startTrading().state.quoting[BTC];
  const ladder = quoting?.targets ?? null;
  if (quoting === undefined || ladder === null) throw new Error('expected a ladder');
  const { parameters } = quoting;
  const altered = (levels: readonly QuoteLevel[]): readonly QuoteLevel[] => levels.map((level) => ({ ...level, ...alter(level) }));
  const nextLadder: QuoteLadder = { ...ladder, buy: altered(ladder.buy), sell: altered(ladder.sell) };
  return { parameters, nextParameters: parameters, ladder, nextLadder };
}

const nearer = ({ side, priceTicks }: QuoteLevel, ticks: number): Partial<QuoteLevel> => ({
  priceTicks: priceTicks === null ? null : ((priceTicks + sideSign(side) * ticks) as typeof priceTicks),
});

describe('a change of parameters', () => {
  it.each(['buy', 'sell'] as const)('adds risk where a single level of the %s side is nearer to the market or larger', (side: Side) => {
    const isMeant = (level: QuoteLevel): boolean => level.side === side && level.level === 3;
    expect(addsRisk(change((level) => (isMeant(level) ? nearer(level, 1) : {})))).toBe(true);
    const more = (level: QuoteLevel): Partial<QuoteLevel> => ({ quantityLots: (level.quantityLots + 1) as typeof level.quantityLots });
    expect(addsRisk(change((level) => (isMeant(level) ? more(level) : {})))).toBe(true);
  });

  it('adds none where every level stays or goes further away', () => {
    expect(addsRisk(change(() => ({})))).toBe(false);
    expect(addsRisk(change((level) => nearer(level, -1)))).toBe(false);
  });

  it('adds risk where a price is not known, and where a side returns sooner after a fill or gets more levels', () => {
    expect(addsRisk(change(() => ({ priceTicks: null })))).toBe(true);
    const same = change(() => ({}));
    const { parameters } = same;
    const sooner = { ...parameters, fillCooldownMs: parameters.fillCooldownMs - 1 };
    expect(addsRisk({ ...same, nextParameters: sooner })).toBe(true);
    expect(addsRisk({ ...same, nextParameters: { ...parameters, levels: parameters.levels + 1 } })).toBe(true);
  });
});

describe('the largest level of a ladder', () => {
  it('keeps the limit per order, whether quantities grow or shrink away from the market', () => {
    const desk = new TestDesk().startTrading();
    const stage = (draft: { readonly quantityCoin: number; readonly quantityDecay: number }): ReturnType<TestDesk['command']> => {
      const parameters = desk.state.quoting[BTC]?.parameters;
      if (parameters === undefined) throw new Error('BTC is not quoted');
      desk.command('stage-parameters', { instrumentId: BTC, draft: { ...parameters, ...draft } });
      return desk.command('apply-parameters', { instrumentId: BTC, baseVersion: desk.state.quoting[BTC]?.parametersVersion ?? 0 });
    };
    // Five coin an order; of five levels the last is 16 times the first, or a sixteenth.
    const tooLarge = { status: 'denied', reason: expect.stringMatching(/largest level would be .*limit per order is 5/) as string };
    expect(stage({ quantityCoin: 0.5, quantityDecay: 2 })).toMatchObject(tooLarge);
    expect(stage({ quantityCoin: 8, quantityDecay: 0.5 })).toMatchObject(tooLarge);
    expect(stage({ quantityCoin: 0.3, quantityDecay: 2 }).status).toBe('accepted');
  });
});
