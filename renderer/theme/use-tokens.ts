/** The colours of the moment, for what cannot read style variables: charts and canvas. */
import { useMemo } from 'react';
import { useWindow } from '../desk/view-store';
import { tokensFor } from './tokens';
import type { Tokens } from './tokens';

/** The tokens of the chosen theme and scheme. */
export function useTokens(): Tokens {
  const theme = useWindow((state) => state.settings.theme);
  const scheme = useWindow((state) => state.settings.scheme);
  return useMemo(() => tokensFor(theme, scheme), [theme, scheme]);
}
