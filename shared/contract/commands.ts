/** The one table of commands: name → argument schema and authority. Everything else is derived from it. */
import * as v from 'valibot';
import { nameText } from './name-text';
import { riskCommands } from './risk-commands';

/**
 * Friction a command meets. `reduce`: always works. `neutral`: refused on stale input. `add`: needs ARMED and fresh input.
 * `exceptional`: needs `add` and a held confirmation. `view`: changes nothing about money.
 */
export type Authority = 'reduce' | 'neutral' | 'add' | 'exceptional' | 'view';

const finite = v.pipe(v.number(), v.finite());
const text = nameText;
const instrument = v.object({ instrumentId: text });
const side = v.picklist(['buy', 'sell']);
const cancelScope = v.picklist(['quotes', 'mine', 'account']);

const parameters = v.strictObject({
  model: v.literal('avellaneda-stoikov'),
  fairValueSource: v.picklist(['microprice', 'mid']),
  offsetBps: v.pipe(finite, v.minValue(-100), v.maxValue(100)),
  riskAversion: v.pipe(finite, v.minValue(0.0001), v.maxValue(100)),
  arrivalDecay: v.pipe(finite, v.minValue(0.001), v.maxValue(100)),
  volatilityPercent: v.pipe(finite, v.minValue(1), v.maxValue(500)),
  horizonSeconds: v.pipe(finite, v.minValue(1), v.maxValue(86_400)),
  minimumHalfSpreadBps: v.pipe(finite, v.minValue(0), v.maxValue(500)),
  maximumHalfSpreadBps: v.pipe(finite, v.minValue(0.01), v.maxValue(1_000)),
  levels: v.pipe(finite, v.integer(), v.minValue(1), v.maxValue(10)),
  levelSpacing: v.pipe(finite, v.minValue(0.1), v.maxValue(10)),
  quantityDecay: v.pipe(finite, v.minValue(0.1), v.maxValue(5)),
  quantityCoin: v.pipe(finite, v.minValue(0.0001), v.maxValue(10_000)),
  skewStrength: v.pipe(finite, v.minValue(0), v.maxValue(10)),
  skewCapTicks: v.pipe(finite, v.minValue(0), v.maxValue(10_000)),
  requoteToleranceTicks: v.pipe(finite, v.minValue(0), v.maxValue(1_000)),
  fillCooldownMs: v.pipe(finite, v.minValue(0), v.maxValue(600_000)),
});

/** Schema of one instrument's quoting parameters; also checks settings files. */
export const quotingParametersSchema = parameters;

/** Name → argument schema and authority. Adding a line makes the compiler list the work. */
export const commands = {
  arm: { args: v.strictObject({}), authority: 'view' },
  disarm: { args: v.strictObject({}), authority: 'reduce' },
  /** Cancel quotes and stop trading on them; `underlying` null means all. */
  'pull-quotes': { args: v.strictObject({ instrumentId: v.nullable(text) }), authority: 'reduce' },
  'cancel-orders': { args: v.strictObject({ scope: cancelScope }), authority: 'reduce' },
  'cancel-order': { args: v.strictObject({ clientOrderId: text }), authority: 'reduce' },
  kill: { args: v.strictObject({}), authority: 'reduce' },
  /** Brings the delta of one underlying to zero: own orders of it leave first, then hedge slices inside the limits. */
  'flatten-delta': { args: v.strictObject({ underlying: text }), authority: 'add' },
  /** Closes every position reduce-only, slice by slice; held to confirm, so `confirmation` is never an accident. */
  'flatten-all': { args: v.strictObject({ confirmation: v.literal('FLATTEN ALL') }), authority: 'exceptional' },
  /** Ends a flatten under way; a slice already sent lives on. */
  'stop-flatten': { args: v.strictObject({}), authority: 'reduce' },
  /** Pulls, verifies, then closes the connections; they stay closed until `reconnect`. Null means all venues. */
  disconnect: { args: v.strictObject({ venue: v.nullable(text) }), authority: 'reduce' },
  /** Leaves the killed or halted state; `confirmation` must be the word RESUME. */
  resume: { args: v.strictObject({ confirmation: v.literal('RESUME') }), authority: 'exceptional' },
  'select-instrument': { args: instrument, authority: 'view' },
  'set-pricing': { args: v.object({ instrumentId: text, isOn: v.boolean() }), authority: 'neutral' },
  /** Turning on is risk-adding and needs ARMED; turning off always works. */
  'set-trading': { args: v.object({ instrumentId: text, isOn: v.boolean() }), authority: 'reduce' },
  'suspend-side': { args: v.object({ instrumentId: text, side, isSuspended: v.boolean() }), authority: 'reduce' },
  /**
   * `baseVersion`: the parameters that the draft was made from; what came into force since stays. `draftVersion`: the draft that this
   * window last saw or staged, whose version is the sequence of that; refused if another window changed it since.
   */
  'stage-parameters': {
    args: v.object({
      instrumentId: text,
      draft: v.nullable(parameters),
      baseVersion: v.optional(finite),
      draftVersion: v.optional(finite),
    }),
    authority: 'view',
  },
  /** Applies the staged draft if the engine's version is still `baseVersion` and the draft still the one of `draftVersion`. */
  'apply-parameters': {
    args: v.object({ instrumentId: text, baseVersion: finite, draftVersion: v.optional(finite) }),
    authority: 'neutral',
  },
  'undo-parameters': { args: instrument, authority: 'neutral' },
  /** Immediately widens by `percent`; null means all quoted instruments. */
  'widen-quotes': {
    args: v.strictObject({ instrumentId: v.nullable(text), percent: v.pipe(finite, v.minValue(1), v.maxValue(500)) }),
    authority: 'reduce',
  },
  'set-inventory-target': {
    args: v.strictObject({ underlying: text, targetCoin: v.pipe(finite, v.minValue(-100_000), v.maxValue(100_000)) }),
    authority: 'neutral',
  },
  /** Opens the hedge ticket: bring this share of the underlying's distance to target to zero. */
  'open-hedge': {
    args: v.strictObject({ underlying: text, percent: v.pipe(finite, v.minValue(1), v.maxValue(100)) }),
    authority: 'view',
  },
  /** Sends the candidate as seen: refused if it moved, turned or grew beyond tolerance since. `ticketId` is used at most once. */
  'send-hedge': {
    args: v.strictObject({
      ticketId: text,
      candidateId: text,
      seenPrice: finite,
      seenSide: side,
      seenQuantityCoin: finite,
      seenSequence: finite,
    }),
    authority: 'add',
  },
  'close-hedge': { args: v.strictObject({}), authority: 'view' },
  /**
   * One-click order from the ladder, bound to what was seen. Quantity in coin. `isConfirmed`: a repeat within 10 s was held.
   * `confirmedCoin`: the quantity as it was typed to confirm a large order; one that is not the order's own confirms nothing.
   */
  'place-order': {
    args: v.strictObject({
      instrumentId: text,
      side,
      price: finite,
      quantityCoin: v.pipe(finite, v.minValue(0.0000001)),
      isPostOnly: v.boolean(),
      isReduceOnly: v.boolean(),
      seenBestBid: finite,
      seenBestAsk: finite,
      isConfirmed: v.boolean(),
      confirmedCoin: v.optional(finite),
    }),
    authority: 'add',
  },
  'acknowledge-alert': { args: v.strictObject({ alertId: text }), authority: 'view' },
  /** Asks the venue for everything again. */
  reconcile: { args: v.strictObject({ venue: text }), authority: 'view' },
  reconnect: { args: v.strictObject({ venue: text }), authority: 'reduce' },
  /** Takes over the venue's positions with the next reconciliation; the reason is kept with the adjustment. */
  'adopt-positions': { args: v.strictObject({ venue: text, reason: text }), authority: 'neutral' },
  /** Lets quotes into a venue whose orders would outlive this machine, at smaller limits; ends with the connection. */
  'acknowledge-unprotected': {
    args: v.strictObject({ venue: text, confirmation: v.literal('UNPROTECTED') }),
    authority: 'exceptional',
  },
  /** Starts a check of the whole journal beside the trading, or ends the one under way. */
  'verify-journal': { args: v.strictObject({ isWanted: v.boolean() }), authority: 'view' },
  ...riskCommands,
} as const satisfies Record<string, { readonly args: v.GenericSchema; readonly authority: Authority }>;

/** Every command's name. */
export type CommandName = keyof typeof commands;

/** Arguments of command `Name`. */
export type CommandArgs<Name extends CommandName> = v.InferOutput<(typeof commands)[Name]['args']>;

/** A command with its arguments, as a union that narrows on `name`. */
export type CommandCall = { [Name in CommandName]: { readonly name: Name; readonly args: CommandArgs<Name> } }[CommandName];
