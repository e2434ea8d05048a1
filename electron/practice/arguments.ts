/** Command line of the practice exchange, read strictly. */
import { fail, ok, type Result } from '../../shared/domain/result';

/** What the server was asked to do. */
export interface PracticeArguments {
  /** 0: any free port. */
  readonly port: number;
  readonly seed: string;
  readonly replay: string | null;
  readonly log: string | null;
  readonly speed: number;
  readonly hasControl: boolean;
  /** Whether each account begins with an option book. */
  readonly hasOptionBook: boolean;
  /** Extra accounts as `id:secret` or `id:secret:scope scope`. */
  readonly accounts: readonly string[];
  /** Matching requests per second and burst of every account, `RATE/BURST`. */
  readonly matchingRate: { readonly perSecond: number; readonly burst: number } | null;
}

type Draft = { -readonly [Key in keyof PracticeArguments]: PracticeArguments[Key] };

const READERS: Readonly<Record<string, (draft: Draft, value: string) => string | null>> = {
  '--port': (draft, value) => {
    draft.port = Number(value);
    return Number.isInteger(draft.port) && draft.port >= 0 && draft.port < 65536 ? null : 'a port from 0 to 65535';
  },
  '--seed': (draft, value) => {
    draft.seed = value;
    return null;
  },
  '--replay': (draft, value) => {
    draft.replay = value;
    return null;
  },
  '--log': (draft, value) => {
    draft.log = value;
    return null;
  },
  '--speed': (draft, value) => {
    draft.speed = Number(value);
    return draft.speed > 0 && draft.speed <= 1000 ? null : 'a number above 0, at most 1000';
  },
  '--account': (draft, value) => {
    draft.accounts = [...draft.accounts, value];
    return /^[^:]+:[^:]+(:.+)?$/.test(value) ? null : 'id:secret or id:secret:scopes';
  },
  '--matching-rate': (draft, value) => {
    const [perSecond = NaN, burst = NaN] = value.split('/').map(Number);
    draft.matchingRate = { perSecond, burst };
    return perSecond > 0 && burst >= 1 ? null : 'RATE/BURST in requests, for example 30/100';
  },
};

/** Reads the arguments, or says in one sentence what was expected and what was found. */
export function readArguments(argv: readonly string[]): Result<PracticeArguments, string> {
  const draft: Draft = {
    port: 0,
    seed: '1',
    replay: null,
    log: null,
    speed: 1,
    hasControl: false,
    hasOptionBook: false,
    accounts: [],
    matchingRate: null,
  };
  for (let index = 0; index < argv.length; index += 1) {
    const name = argv[index] ?? '';
    if (name === '--control' || name === '--option-book') {
      draft[name === '--control' ? 'hasControl' : 'hasOptionBook'] = true;
      continue;
    }
    const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (reader === undefined) return fail(`Expected one of ${Object.keys(READERS).join(', ')}, --control, --option-book, found ${name}.`);
    index += 1;
    const value = argv[index];
    if (value === undefined) return fail(`Expected a value after ${name}, found the end of the command line.`);
    const expected = reader(draft, value);
    if (expected !== null) return fail(`Expected ${expected} after ${name}, found ${value}.`);
  }
  return ok(draft);
}
