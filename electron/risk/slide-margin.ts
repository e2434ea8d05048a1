/** Initial margin in every cell of the risk slide, by the rule that each account follows; where one part is not known, none is shown. */
import { venueOfInstrument } from '../../shared/engine/state';
import { toInstrumentId } from '../../shared/domain/instrument';
import type { SlideRequest } from '../../shared/projection/risk-slide-view';
import { groupBy } from '../../shared/risk/greek-exposure';
import type { PricedPosition } from '../../shared/risk/priced-position';
import { rulesOf, type MarginRules } from './margin-rules';
import { neededAfter } from './own-margin';
import type { RiskInputs } from './risk-inputs';

const DAYS_PER_YEAR = 365;
/** Cells between two looks at the clock. */
const SLICE_CELLS = 1;

/** One account's part of the book. */
interface Part {
  readonly currency: string;
  readonly book: readonly PricedPosition[];
  readonly rules: MarginRules;
  /** USD per coin before any move. */
  readonly usdPerCoin: number;
}

function partsOf(book: readonly PricedPosition[], { snapshot, markets }: RiskInputs): readonly Part[] {
  const accountOf = ({ position }: PricedPosition): string =>
    `${venueOfInstrument(toInstrumentId(position.instrumentId))}|${position.underlying}`;
  return [...groupBy(book, accountOf)].map(([account, part]) => {
    const [venue = '', currency = ''] = account.split('|');
    const usdPerCoin = markets.get(currency)?.indexPrice ?? part[0]?.forward ?? Number.NaN;
    return { currency, book: part, rules: rulesOf(snapshot, venue, currency), usdPerCoin };
  });
}

function whyUnknown({ currency, book, rules }: Part): string {
  const unpriced = book.find(({ leg }) => leg === null);
  if (unpriced !== undefined) return `no margin: ${unpriced.position.name} is ${unpriced.reason}`;
  if (rules.model === 'portfolio' && rules.portfolio === null) return `no margin of ${currency}: ${rules.portfolioReason}`;
  if (rules.model === 'standard' && rules.standard === null) return `no margin: unpriced, because no margin rule of ${currency} is known`;
  return '';
}

function wordsOf(parts: readonly Part[]): string {
  const why = parts.map(whyUnknown).find((words) => words !== '');
  return why ?? parts.map(({ currency, rules }) => `${currency} ${rules.model}: ${rules.words}`).join('; ');
}

/** Margin cells in the order of the slide's walk, in the slide's unit. */
export interface SlideMargin {
  readonly values: readonly (number | null)[];
  /** Why there is none, or by which rule. */
  readonly words: string;
}

/** Every cell's margin of positions, without open orders. */
export function* walkMargin(book: readonly PricedPosition[], inputs: RiskInputs, request: SlideRequest): Generator<number, SlideMargin> {
  const parts = partsOf(book, inputs);
  const isKnown = parts.every((part) => whyUnknown(part) === '');
  const total = request.dayOffsets.length * request.volatilityMoves.length * request.spotMoves.length;
  const values: (number | null)[] = [];
  const needs = (isKnown ? parts : []).map(({ book: held, rules, usdPerCoin }) => ({ after: neededAfter(held, rules), usdPerCoin }));
  for (const days of request.dayOffsets)
    for (const volatilityMove of request.volatilityMoves)
      for (const move of request.spotMoves) {
        const shock = { move, volatilityMove, yearsPassed: days / DAYS_PER_YEAR, smileMode: request.mode };
        let sum = isKnown ? 0 : Number.NaN;
        for (const { after, usdPerCoin } of needs) {
          const need = after({ nowMs: inputs.snapshot.atMs, move: shock });
          sum += (need?.initial ?? Number.NaN) * (request.underlying === null ? usdPerCoin * (1 + move) : 1);
        }
        values.push(Number.isFinite(sum) ? sum : null);
        if (values.length % SLICE_CELLS === 0) yield values.length / total;
      }
  return { values, words: wordsOf(parts) };
}
