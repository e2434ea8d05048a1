/** Commands of the risk panels and of the volatility surface; part of the one table in `commands.ts`. */
import * as v from 'valibot';
import { nameText } from './name-text';

const finite = v.pipe(v.number(), v.finite());
const text = nameText;
const run = v.picklist(['greeks', 'slide', 'capital', 'surface']);
const instant = v.pipe(finite, v.integer(), v.minValue(0));

/** Relative move: −0.2 is 20 % down. Nothing falls by all it is worth. */
const move = v.pipe(finite, v.minValue(-0.95), v.maxValue(5));
const days = v.pipe(finite, v.minValue(0), v.maxValue(365));
const volatilityPoints = v.pipe(finite, v.minValue(-100), v.maxValue(100));
const volatility = v.pipe(finite, v.minValue(0.001), v.maxValue(10));
const moves = (most: number) => v.pipe(v.array(move), v.minLength(1), v.maxLength(most));

const slide = v.strictObject({
  // `null`: all underlyings together.
  underlying: v.nullable(text),
  spotMoves: moves(41),
  volatilityMoves: moves(21),
  dayOffsets: v.pipe(v.array(days), v.minLength(1), v.maxLength(5)),
  mode: v.picklist(['sticky-strike', 'sticky-delta']),
});

const tail = v.strictObject({
  confidence: v.pipe(finite, v.minValue(0.5), v.maxValue(0.9999)),
  horizonDays: v.pipe(finite, v.integer(), v.minValue(1), v.maxValue(30)),
  windowDays: v.pipe(finite, v.integer(), v.minValue(20), v.maxValue(5000)),
  scenarioCount: v.pipe(finite, v.integer(), v.minValue(100), v.maxValue(200_000)),
  seed: v.pipe(finite, v.integer(), v.minValue(0), v.maxValue(4_294_967_295)),
});

/** One change of a smile: a move of the whole curve, a dragged node, a lock, or a snap to another curve. */
const surfaceEdit = v.variant('kind', [
  v.strictObject({
    kind: v.literal('move'),
    move: v.picklist(['shift', 'tilt', 'width', 'up-wing', 'down-wing']),
    // Vol points, added to what was moved before.
    points: volatilityPoints,
  }),
  v.strictObject({
    kind: v.literal('move-to'),
    move: v.picklist(['shift', 'tilt', 'width', 'up-wing', 'down-wing']),
    // Vol points in all over the published smile: asking twice moves once.
    points: volatilityPoints,
  }),
  v.strictObject({ kind: v.literal('node'), strike: v.pipe(finite, v.gtValue(0)), volatility }),
  v.strictObject({ kind: v.literal('lock'), strike: v.pipe(finite, v.gtValue(0)), isLocked: v.boolean() }),
  v.strictObject({ kind: v.literal('snap'), to: v.picklist(['autofit', 'market-mid', 'previous', 'settlement']) }),
]);

const underlying = v.strictObject({ underlying: text });

/** Name → argument schema and authority. Drafts and views change nothing about money; publishing does. */
export const riskCommands = {
  /** What the risk slide and the tail measures are computed for; `null` leaves that part as it is. */
  'set-risk-view': { args: v.strictObject({ slide: v.nullable(slide), tail: v.nullable(tail) }), authority: 'view' },
  /** Computes again now. */
  'refresh-risk': { args: v.strictObject({ run }), authority: 'view' },
  /** Ends the run under way; the last result stays, marked stale if its inputs moved on. */
  'cancel-risk-run': { args: v.strictObject({ run }), authority: 'view' },
  /** Positions to look at beside those held, as after a hedge; `null` clears them. Quantity signed, coin of underlying. */
  'stage-what-if': {
    args: v.strictObject({
      legs: v.nullable(v.pipe(v.array(v.strictObject({ instrumentId: text, quantityCoin: finite })), v.minLength(1), v.maxLength(20))),
    }),
    authority: 'view',
  },
  /** Adds or replaces a named scenario; `underlying` null moves all. */
  'stage-stress-set': {
    args: v.strictObject({ name: text, underlying: v.nullable(text), spotMove: move, volatilityMove: move, days }),
    authority: 'view',
  },
  'drop-stress-set': { args: v.strictObject({ name: text }), authority: 'view' },
  /** Changes the draft of one expiry, and begins one if there is none. */
  'edit-surface': { args: v.strictObject({ underlying: text, expiresAtMs: instant, edit: surfaceEdit }), authority: 'view' },
  /** Draft: the at-the-money volatility to the market's; `null` means every expiry. */
  'recenter-surface': { args: v.strictObject({ underlying: text, expiresAtMs: v.nullable(instant) }), authority: 'view' },
  /** Drops the draft. */
  'revert-surface': { args: underlying, authority: 'view' },
  /** Prices the book by the draft if the published version is still `baseVersion` and the draft the one of `draftVersion`, which this window last saw or made. */
  'publish-surface': {
    args: v.strictObject({ underlying: text, baseVersion: v.pipe(finite, v.integer()), draftVersion: v.optional(finite) }),
    authority: 'neutral',
  },
  /** Puts the previous publish back; refused while there is a draft. */
  'undo-surface': { args: underlying, authority: 'neutral' },
  'set-surface-mode': { args: v.strictObject({ underlying: text, mode: v.picklist(['automatic', 'manual']) }), authority: 'neutral' },
} as const;

/** The runs of the risk worker that can be asked for and canceled. */
export type RiskRun = v.InferOutput<typeof run>;
