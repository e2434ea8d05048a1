/** The parameters a trader edits: grouped, named, with unit and limits. Limits repeat the contract's schema, which decides. */
import type { QuotingParameters } from '../../../shared/quoting/quoting-parameters';
import type { NumberRange } from '../../controls/number-field';

/** A parameter that is a number. */
export type NumericKey = {
  [Key in keyof QuotingParameters]: QuotingParameters[Key] extends number ? Key : never;
}[keyof QuotingParameters];

/** One numeric field. */
export interface ParameterField {
  readonly key: NumericKey;
  readonly label: string;
  readonly unit: string;
  readonly title: string;
  readonly range: NumberRange;
}

/** A group of fields. */
export interface FieldGroup {
  readonly title: string;
  readonly hasSource: boolean;
  readonly fields: readonly ParameterField[];
}

const range = (minimum: number, maximum: number, scale: { readonly step: number; readonly decimals: number }): NumberRange => ({
  minimum,
  maximum,
  ...scale,
});
const whole = { step: 1, decimals: 0 };
const tenth = { step: 0.1, decimals: 1 };
const hundredth = { step: 0.01, decimals: 2 };

/** All groups, in two columns as the panel shows them. */
export const fieldColumns: readonly (readonly FieldGroup[])[] = [
  [
    {
      title: 'Fair value',
      hasSource: true,
      fields: [{ key: 'offsetBps', label: 'offset', unit: 'bp', title: 'Added to fair value', range: range(-100, 100, hundredth) }],
    },
    {
      title: 'Width',
      hasSource: false,
      fields: [
        {
          key: 'riskAversion',
          label: 'risk aversion γ',
          unit: '',
          title: 'Wider and more skewed when larger',
          range: range(0.0001, 100, { step: 0.01, decimals: 4 }),
        },
        {
          key: 'arrivalDecay',
          label: 'arrival decay k',
          unit: '/tick',
          title: 'How fast fills thin out with distance',
          range: range(0.001, 100, { step: 0.05, decimals: 3 }),
        },
        { key: 'volatilityPercent', label: 'volatility', unit: '% a', title: 'Of the underlying, annualised', range: range(1, 500, tenth) },
        {
          key: 'horizonSeconds',
          label: 'horizon',
          unit: 's',
          title: 'T−t of the model',
          range: range(1, 86_400, { step: 10, decimals: 0 }),
        },
        {
          key: 'minimumHalfSpreadBps',
          label: 'min half-spread',
          unit: 'bp',
          title: 'Floor, of fair value',
          range: range(0, 500, hundredth),
        },
        {
          key: 'maximumHalfSpreadBps',
          label: 'max half-spread',
          unit: 'bp',
          title: 'Cap, of fair value',
          range: range(0.01, 1_000, tenth),
        },
      ],
    },
  ],
  [
    {
      title: 'Size',
      hasSource: false,
      fields: [
        { key: 'levels', label: 'levels', unit: '', title: 'Quotes per side', range: range(1, 10, whole) },
        { key: 'levelSpacing', label: 'spacing', unit: '× hs', title: 'Between levels, in half-spreads', range: range(0.1, 10, tenth) },
        {
          key: 'quantityCoin',
          label: 'quantity',
          unit: 'coin',
          title: 'Of the best level',
          range: range(0.0001, 10_000, { step: 0.01, decimals: 4 }),
        },
        {
          key: 'quantityDecay',
          label: 'size ratio',
          unit: '×',
          title: 'Quantity of each next level over the one before',
          range: range(0.1, 5, tenth),
        },
      ],
    },
    {
      title: 'Skew',
      hasSource: false,
      fields: [
        { key: 'skewStrength', label: 'strength', unit: '×', title: 'Multiplies the model’s inventory skew', range: range(0, 10, tenth) },
        { key: 'skewCapTicks', label: 'cap', unit: 'ticks', title: 'Largest skew', range: range(0, 10_000, whole) },
      ],
    },
    {
      title: 'Protection',
      hasSource: false,
      fields: [
        {
          key: 'requoteToleranceTicks',
          label: 'requote from',
          unit: 'ticks',
          title: 'A quote closer to its target stays',
          range: range(0, 1_000, whole),
        },
        {
          key: 'fillCooldownMs',
          label: 'after a fill',
          unit: 'ms',
          title: 'A side waits this long before it requotes',
          range: range(0, 600_000, { step: 100, decimals: 0 }),
        },
      ],
    },
  ],
];
