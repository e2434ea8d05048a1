/** Every colour of the desk, once: the style sheet's variables, the charts and the canvas all read this table. */

/** The two brightnesses of the desk. */
export type ThemeName = 'dark' | 'light';

/** How the two sides are told apart; `safe` holds for every common colour vision deficiency. */
export type SchemeName = 'safe' | 'classic' | 'asian' | 'mono';

/** Colours of one theme. */
export interface Tokens {
  readonly bg: string;
  readonly panel: string;
  readonly raised: string;
  readonly line: string;
  readonly hover: string;
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly bid: string;
  readonly ask: string;
  readonly bidBar: string;
  readonly askBar: string;
  readonly own: string;
  readonly chip: string;
  readonly chipInk: string;
  readonly chipEdge: string;
  readonly danger: string;
  readonly onDanger: string;
  readonly ok: string;
  readonly warn: string;
  readonly warnFill: string;
  readonly preview: string;
  readonly stale: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly environment: string;
  readonly environmentInk: string;
}

type Base = Omit<Tokens, 'bid' | 'ask' | 'bidBar' | 'askBar'>;

const bases: Readonly<Record<ThemeName, Base>> = {
  dark: {
    bg: '#0E1217',
    panel: '#151A21',
    raised: '#1A2029',
    line: '#242C37',
    hover: '#1F2731',
    text: '#E6EAF0',
    muted: '#9AA5B4',
    faint: '#667284',
    own: '#FFF3B0',
    chip: '#FFF3B0',
    chipInk: '#191400',
    chipEdge: '#FFF3B0',
    danger: '#FF4D6D',
    onDanger: '#1E0209',
    ok: '#2EE6A6',
    warn: '#FF9F43',
    warnFill: '#3A2A18',
    preview: '#E9D5FF',
    stale: '#8A94A3',
    accent: '#4C9BFF',
    onAccent: '#06121F',
    environment: '#12324F',
    environmentInk: '#8CC4FF',
  },
  light: {
    bg: '#E9ECF0',
    panel: '#FFFFFF',
    raised: '#F4F6F8',
    line: '#D5DBE2',
    hover: '#EDF1F5',
    text: '#12161C',
    muted: '#55606E',
    faint: '#7C8795',
    own: '#7A5E00',
    chip: '#FFE9A3',
    chipInk: '#3A2C00',
    chipEdge: '#B59A2B',
    danger: '#C4163A',
    onDanger: '#FFFFFF',
    ok: '#0B7A55',
    warn: '#B45309',
    warnFill: '#FCE7CF',
    preview: '#6B3FA0',
    stale: '#6A7480',
    accent: '#0B5FC4',
    onAccent: '#FFFFFF',
    environment: '#D5E6FA',
    environmentInk: '#0B4C9C',
  },
};

interface SidePair {
  readonly bid: string;
  readonly ask: string;
}

const schemes: Readonly<Record<SchemeName, Readonly<Record<ThemeName, SidePair>>>> = {
  safe: { dark: { bid: '#4C9BFF', ask: '#FF9F43' }, light: { bid: '#0B5FC4', ask: '#B45309' } },
  classic: { dark: { bid: '#26A69A', ask: '#EF5350' }, light: { bid: '#0B7A6B', ask: '#C62828' } },
  asian: { dark: { bid: '#EF5350', ask: '#26A69A' }, light: { bid: '#C62828', ask: '#0B7A6B' } },
  mono: { dark: { bid: '#E6EAF0', ask: '#93A1B3' }, light: { bid: '#12161C', ask: '#5B6775' } },
};

/** All schemes in the order in which the palette offers them. */
export const schemeNames: readonly SchemeName[] = ['safe', 'classic', 'asian', 'mono'];

/** The colours of a theme under a scheme; depth bars are the side's colour at about 15 %. */
export function tokensFor(theme: ThemeName, scheme: SchemeName): Tokens {
  const sides = schemes[scheme][theme];
  return { ...bases[theme], ...sides, bidBar: `${sides.bid}29`, askBar: `${sides.ask}27` };
}

/** Publishes the colours as style variables (`--bid`, `--bid-bar` …). */
export function applyTokens(root: HTMLElement, theme: ThemeName, tokens: Tokens): void {
  root.dataset['theme'] = theme;
  root.style.setProperty('color-scheme', theme);
  for (const [name, value] of Object.entries(tokens)) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, String(value));
  }
}
