/** Makes values that a schema of valibot accepts, from the schema itself: a new command is fuzzed without a new line here. */
import type { SeededRandom } from '../../shared/domain/random';

/** Words that mean something to the desk; a text that means nothing is refused early and tries little. */
const TEXTS = ['deribit:BTC-PERPETUAL', 'deribit:BTC-25DEC26', 'BTC', 'deribit', 'keel-1', 'ETH', 'RESUME', 'constructor', 'x'] as const;

const read = (schema: unknown, key: string): unknown => Reflect.get(Object(schema), key);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The bound that an action of the pipe sets. */
function bound(schema: unknown, type: string): number | null {
  const action = listOf(read(schema, 'pipe')).find((each) => read(each, 'type') === type);
  const requirement = read(action, 'requirement');
  return typeof requirement === 'number' ? requirement : null;
}

function sampleNumber(schema: unknown, chance: SeededRandom): number {
  const least = bound(schema, 'min_value') ?? bound(schema, 'gt_value') ?? -100_000;
  const most = bound(schema, 'max_value') ?? Math.max(100_000, least * 2);
  const isWhole = listOf(read(schema, 'pipe')).some((each) => read(each, 'type') === 'integer');
  if (chance.next() < 0.2) return chance.next() < 0.5 ? least : most;
  // Small numbers as often as large ones: most limits of the desk are near one.
  const value = chance.next() < 0.5 ? chance.between(least, most) : Math.min(most, Math.max(least, 10 ** chance.between(-4, 5)));
  return isWhole ? Math.round(value) : value;
}

function sampleList(schema: unknown, chance: SeededRandom): readonly unknown[] {
  const least = bound(schema, 'min_length') ?? 0;
  const most = Math.min(bound(schema, 'max_length') ?? 3, least + 3);
  return Array.from({ length: least + chance.index(most - least + 1) }, () => sampleOf(read(schema, 'item'), chance));
}

function sampleRecord(schema: unknown, chance: SeededRandom): Readonly<Record<string, unknown>> {
  const entries = Object.entries(Object(read(schema, 'entries')) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(entries.map(([key, field]) => [key, sampleOf(field, chance)]));
}

type Sampler = (schema: unknown, chance: SeededRandom) => unknown;

const pickFrom =
  (key: string): Sampler =>
  (schema, chance) => {
    const options = listOf(read(schema, key));
    return options[chance.index(Math.max(1, options.length))];
  };

const inner: Sampler = (schema, chance) => sampleOf(read(schema, 'wrapped'), chance);

const oneOfSchemas: Sampler = (schema, chance) => sampleOf(pickFrom('options')(schema, chance), chance);

const SAMPLERS: Readonly<Record<string, Sampler>> = {
  string: (_schema, chance) => TEXTS[chance.index(TEXTS.length)],
  number: sampleNumber,
  boolean: (_schema, chance) => chance.next() < 0.5,
  literal: (schema) => read(schema, 'literal'),
  picklist: pickFrom('options'),
  nullable: (schema, chance) => (chance.next() < 0.3 ? null : inner(schema, chance)),
  optional: (schema, chance) => (chance.next() < 0.3 ? undefined : inner(schema, chance)),
  array: sampleList,
  object: sampleRecord,
  strict_object: sampleRecord,
  variant: oneOfSchemas,
  union: oneOfSchemas,
  record: (schema, chance) => ({
    [String(sampleOf(read(schema, 'key'), chance))]: sampleOf(read(schema, 'value'), chance),
  }),
};

/** One value. Throws for a kind of schema that it does not know: a fuzzer that guesses tries nothing. */
export function sampleOf(schema: unknown, chance: SeededRandom): unknown {
  const sampler = SAMPLERS[String(read(schema, 'type'))];
  if (sampler === undefined) throw new Error(`expected a kind of schema that can be sampled, found ${String(read(schema, 'type'))}`);
  return sampler(schema, chance);
}
