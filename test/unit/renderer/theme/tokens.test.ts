/** Colours can be read and told apart, also with a colour vision deficiency. */
import { differenceCiede2000, filterDeficiencyDeuter, filterDeficiencyProt, filterDeficiencyTrit, wcagContrast } from 'culori';
import { describe, expect, it } from 'vitest';
import { schemeNames, tokensFor } from '../../../../renderer/theme/tokens';
import type { Tokens } from '../../../../renderer/theme/tokens';

const themes = ['dark', 'light'] as const;
const difference = differenceCiede2000();
const deficiencies = [
  ['deutan', filterDeficiencyDeuter(1)],
  ['protan', filterDeficiencyProt(1)],
  ['tritan', filterDeficiencyTrit(1)],
] as const;
const texts: readonly (keyof Tokens)[] = ['text', 'muted', 'bid', 'ask', 'own', 'danger', 'ok', 'warn', 'preview', 'stale', 'accent'];

describe.each(themes)('the %s theme', (theme) => {
  const tokens = tokensFor(theme, 'safe');

  it.each(texts)('writes %s with a contrast of at least 4.5 on a panel', (name) => {
    expect(wcagContrast(tokens[name], tokens.panel)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['chipInk', 'chip'],
    ['onDanger', 'danger'],
    ['onAccent', 'accent'],
    ['environmentInk', 'environment'],
    ['text', 'bg'],
    ['muted', 'raised'],
    ['text', 'hover'],
  ] as const)('writes %s on %s with a contrast of at least 4.5', (ink, ground) => {
    expect(wcagContrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it('dims trailing zeros no further than graphics may be', () => {
    expect(wcagContrast(tokens.faint, tokens.panel)).toBeGreaterThanOrEqual(3);
  });

  it.each(deficiencies)('keeps bid and ask apart for %s eyes', (_name, filter) => {
    expect(difference(filter(tokens.bid), filter(tokens.ask))).toBeGreaterThanOrEqual(12);
  });

  it.each(schemeNames)('tells the sides apart under the scheme %s', (scheme) => {
    const { bid, ask } = tokensFor(theme, scheme);
    expect(difference(bid, ask)).toBeGreaterThanOrEqual(12);
  });
});
