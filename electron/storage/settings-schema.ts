/** What a settings file must look like; unknown keys are refused, because a misspelled limit is no limit. */
import * as v from 'valibot';
import { quotingParametersSchema } from '../../shared/contract/commands';
import { DEFAULT_DRAWDOWN_USD, DEFAULT_OPTION_ORDERS, DEFAULT_SLOW_VENUE } from '../../shared/engine/default-settings';
import type { DeskSettings } from '../../shared/engine/settings';

export const SETTINGS_VERSION = 1;

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const finite = v.pipe(v.number(), v.finite());
const notNegative = v.pipe(v.number(), v.finite(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(120));

const limits = v.strictObject({
  maximumOrderCoin: positive,
  maximumOrderNotionalUsd: positive,
  maximumPositionCoin: positive,
  collarBps: positive,
  maximumOpenOrders: v.pipe(positive, v.integer()),
});

const target = v.pipe(
  v.strictObject({ targetCoin: finite, softBandCoin: notNegative, hardBandCoin: notNegative }),
  v.check((value) => value.softBandCoin <= value.hardBandCoin, 'expected softBandCoin at most hardBandCoin'),
);

const riskLimit = v.pipe(
  v.strictObject({ soft: positive, hard: positive }),
  v.check((value) => value.soft <= value.hard, 'expected soft at most hard'),
);
const greekLimits = v.strictObject({ gammaCoin: riskLimit, vegaUsd: riskLimit, weightedVegaUsd: riskLimit, thetaUsd: riskLimit });
const tailLimits = v.strictObject({ varUsd: riskLimit, shortfallUsd: riskLimit });

const optionOrders = v.strictObject({ maximumPremiumUsd: positive, maximumVegaUsd: positive, volatilityBand: positive });

const staleness = v.strictObject({ bookAmberMs: positive, bookStaleMs: positive, privateAmberMs: positive, privateStaleMs: positive });

const slowVenue = v.pipe(
  v.strictObject({ widenAtMs: positive, pullAtMs: positive, widenFactor: v.pipe(v.number(), v.minValue(1), v.maxValue(10)) }),
  v.check((value) => value.widenAtMs < value.pullAtMs, 'expected widenAtMs below pullAtMs'),
);

/** Schema of the whole file; its output is `DeskSettings`. */
export const settingsSchema: v.GenericSchema<unknown, DeskSettings> = v.strictObject({
  version: v.literal(SETTINGS_VERSION),
  quotedInstruments: v.array(name),
  watchedInstruments: v.array(name),
  parameters: v.record(name, quotingParametersSchema),
  limits: v.record(name, limits),
  targets: v.record(name, target),
  staleness,
  slowVenue: v.optional(slowVenue, DEFAULT_SLOW_VENUE),
  maximumOrdersPerSecond: positive,
  autoDisarmMinutes: positive,
  maximumDailyLossUsd: positive,
  maximumDrawdownUsd: v.optional(notNegative, DEFAULT_DRAWDOWN_USD),
  greekLimits: v.exactOptional(v.record(name, greekLimits)),
  optionOrders: v.optional(optionOrders, DEFAULT_OPTION_ORDERS),
  tailLimits: v.exactOptional(tailLimits),
  uiLossPullSeconds: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(3_600))),
});

/** The first thing wrong, in words. */
export function explainIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const issue = issues[0];
  if (!issue) return 'expected valid settings, found something else';
  const path = issue.path?.map((item) => String(item.key)).join('.') ?? '';
  const expected = issue.type === 'check' ? issue.message : `expected ${issue.expected ?? 'a valid value'}, found ${issue.received}`;
  return path === '' ? expected : `at ${path}: ${expected}`;
}
