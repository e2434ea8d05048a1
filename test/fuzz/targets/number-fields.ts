/** Fuzz target: what a trader types into number fields and the palette. */
import { readTyped } from '../../../renderer/app/palette/typed-command';
import { fieldProblem, stepValue } from '../../../renderer/controls/number-field';
import { formatFixed, parseNumber, toAscii } from '../../../renderer/theme/number-format';
import type { SeededRandom } from '../../../shared/domain/random';
import { PromiseBroken, type FuzzTarget } from '../fuzz-target';
import { runMachine } from '../fuzz-machine';
import { mutateText, poison, smallerTexts } from '../mutate';

const TYPED = ['1.5', '20k', '-3', '+0.25', '.5', '5.', '1m', '−2', '1,000', '0', '-0', '61659.5', 'NaN', '1e3', '٣', '１２'] as const;
const LINES = ['widen 20% eth', 'target btc +1.5', 'hedge eth 50%', 'pull btc', 'select btc-25dec26'] as const;
const RANGE = { minimum: -5, maximum: 10_000, step: 0.01, decimals: 2 };
const CONTEXT = {
  underlyings: ['BTC', 'ETH'],
  instruments: [{ id: 'deribit:BTC-PERPETUAL', name: 'BTC-PERPETUAL', underlying: 'BTC', isQuotable: true }],
  activeUnderlying: 'BTC',
};

function makeText(chance: SeededRandom): string {
  const words: readonly string[] = chance.next() < 0.6 ? TYPED : LINES;
  let text = words[chance.index(words.length)] ?? '';
  const extra = chance.next() < 0.05 ? poison(chance, 'json') : '';
  if (typeof extra === 'string' || typeof extra === 'number') text += String(extra);
  while (chance.next() < 0.6) text = mutateText(text, chance);
  return text;
}

function check(text: string): unknown {
  const value = parseNumber(text);
  if (fieldProblem(text, RANGE) === '') {
    if (value === null || value < RANGE.minimum || value > RANGE.maximum) throw new PromiseBroken(`${String(value)} was taken`);
    const stepped = stepValue(value, RANGE, 1);
    if (stepped < RANGE.minimum || stepped > RANGE.maximum) throw new PromiseBroken(`a step led to ${stepped}`);
    const shown = parseNumber(toAscii(formatFixed(value, RANGE.decimals)));
    if (shown === null || Math.abs(shown - value) > 0.005 + 1e-9) throw new PromiseBroken(`${value} is shown as ${String(shown)}`);
  }
  return [value, readTyped(text, CONTEXT)];
}

export const numberFields: FuzzTarget = {
  name: 'number-fields',
  fault: 64,
  run: (run) =>
    runMachine(
      {
        sessionLength: 50,
        open: () => null,
        make: makeText,
        feed: (_subject, text) => check(text),
        smaller: smallerTexts,
        show: (text) => JSON.stringify(text),
      },
      run,
    ),
};
