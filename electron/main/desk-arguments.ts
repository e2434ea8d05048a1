/** The desk's command line, read once; the launcher reads it with this same code before it prepares anything. */
import { isAbsolute, resolve } from 'node:path';
import { parseAddress } from './address';
import { fail, ok, type Result } from '../../shared/domain/result';

export interface WindowExtent {
  readonly width: number;
  readonly height: number;
}

/** What a start was asked to be. Paths are absolute. */
export interface DeskArguments {
  readonly profile: string | null;
  readonly exchange: string | null;
  readonly seed: number;
  readonly replay: string | null;
  /** The practice account begins with an option book. */
  readonly hasOptionBook: boolean;
  /** No keys are used: prices without an account. */
  readonly isLookOnly: boolean;
  readonly isQuotingOnStart: boolean;
  readonly isStatusPrinted: boolean;
  /** Ends the run after this long; `null` runs until it is told to stop. */
  readonly runForMs: number | null;
  readonly screenshot: string | null;
  readonly theme: 'dark' | 'light' | null;
  readonly extent: WindowExtent;
  /** Settings that were changed from outside are meant so. */
  readonly isSettingsChangeAccepted: boolean;
  readonly isHelpWanted: boolean;
}

type Draft = { -readonly [Key in keyof DeskArguments]: DeskArguments[Key] };

interface Option {
  readonly name: string;
  readonly placeholder: string;
  readonly help: string;
  /** Returns what was expected if the value will not do. */
  readonly read: (draft: Draft, value: string, workingDirectory: string) => string | null;
}

const DEFAULT_EXTENT: WindowExtent = { width: 1920, height: 1080 };
const DEFAULT_SCREENSHOT_RUN_MS = 20_000;
const DURATION_UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

const options: readonly Option[] = [
  { name: '--profile', placeholder: 'DIR', help: 'where settings, layouts and the journal live', read: readPath('profile') },
  {
    name: '--exchange',
    placeholder: 'URL',
    help: 'a practice exchange that already runs, for example http://127.0.0.1:8090',
    read: readExchange,
  },
  { name: '--seed', placeholder: 'N', help: 'seed of the practice market (default 1)', read: readSeed },
  { name: '--replay', placeholder: 'PATH', help: 'recording that drives the practice market', read: readPath('replay') },
  {
    name: '--options',
    placeholder: '',
    help: 'begin with a practice option book, for the risk panels',
    read: readFlag('hasOptionBook'),
  },
  {
    name: '--quote',
    placeholder: '',
    help: 'arm and quote the default instruments after the start (practice only)',
    read: readFlag('isQuotingOnStart'),
  },
  { name: '--look-only', placeholder: '', help: 'use no keys: prices, no account, no orders', read: readFlag('isLookOnly') },
  { name: '--status', placeholder: '', help: 'print a status line each second', read: readFlag('isStatusPrinted') },
  { name: '--for', placeholder: 'TIME', help: 'pull, verify and quit after a time such as 30s or 2m', read: readDuration },
  {
    name: '--screenshot',
    placeholder: 'FILE',
    help: 'write a PNG of the window before the end (with --for; alone it means --for 20s)',
    read: readPath('screenshot'),
  },
  { name: '--theme', placeholder: 'dark|light', help: 'overrides the theme of the system', read: readTheme },
  { name: '--size', placeholder: 'WxH', help: 'window extent in pixels (default 1920x1080)', read: readExtent },
  {
    name: '--accept-settings',
    placeholder: '',
    help: 'believe a settings file that was changed by hand, and seal it',
    read: readFlag('isSettingsChangeAccepted'),
  },
  { name: '--help', placeholder: '', help: 'show this and leave', read: readFlag('isHelpWanted') },
];

/** Switches of the runtime itself or of test drivers, which are not ours to judge. */
const RUNTIME_SWITCH =
  /^(-r$|--(inspect|remote-debugging|no-sandbox|disable-|enable-|user-data-dir|ozone-|force-|use-|js-flags|in-process-gpu|no-zygote|require|original-process|allow-|lang|high-dpi))/;

/** Reads everything after the application's own path. The error says what was expected and what was found. */
export function parseDeskArguments(words: readonly string[], workingDirectory: string): Result<DeskArguments, string> {
  const draft: Draft = {
    profile: null,
    exchange: null,
    seed: 1,
    replay: null,
    hasOptionBook: false,
    isLookOnly: false,
    isQuotingOnStart: false,
    isStatusPrinted: false,
    runForMs: null,
    screenshot: null,
    theme: null,
    extent: DEFAULT_EXTENT,
    isSettingsChangeAccepted: false,
    isHelpWanted: false,
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (RUNTIME_SWITCH.test(word)) continue;
    const taken = readWord(draft, { word, next: words[index + 1], workingDirectory });
    if (!taken.ok) return taken;
    index += taken.value;
  }
  if (draft.exchange !== null && draft.replay !== null) {
    return fail('expected either --exchange or --replay, found both: give --replay to the exchange that already runs');
  }
  if (draft.isLookOnly && draft.isQuotingOnStart) return fail('expected either --look-only or --quote, found both: quoting needs keys');
  if (draft.screenshot !== null && draft.runForMs === null) draft.runForMs = DEFAULT_SCREENSHOT_RUN_MS;
  return ok(draft);
}

/** The text of `--help`. */
export function describeDeskArguments(): string {
  const lines = options.map(({ name, placeholder, help }) => `  ${`${name} ${placeholder}`.padEnd(20)} ${help}`);
  return ['Usage: npm start -- [options]', ...lines].join('\n');
}

/** Returns how many further words were used up. */
function readWord(
  draft: Draft,
  { word, next, workingDirectory }: { word: string; next: string | undefined; workingDirectory: string },
): Result<number, string> {
  const [name, inline] = splitOnce(word);
  const option = options.find((candidate) => candidate.name === name);
  if (!option) return fail(`expected one of ${options.map((each) => each.name).join(', ')}, found "${word}"; see npm start -- --help`);
  if (option.placeholder === '') return readFlagWord({ draft, option, word, inline });
  const value = inline ?? (next?.startsWith('--') ? undefined : next);
  if (value === undefined) return fail(`expected ${name} ${option.placeholder}, found ${name} without a value`);
  const expected = option.read(draft, value, workingDirectory);
  return expected === null ? ok(inline === undefined ? 1 : 0) : fail(`expected ${name} to be ${expected}, found "${value}"`);
}

interface FlagWord {
  readonly draft: Draft;
  readonly option: Option;
  readonly word: string;
  readonly inline: string | undefined;
}

function readFlagWord({ draft, option, word, inline }: FlagWord): Result<number, string> {
  if (inline !== undefined) return fail(`expected ${option.name} alone, found "${word}"`);
  option.read(draft, '', '');
  return ok(0);
}

function splitOnce(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function readFlag(
  key: 'hasOptionBook' | 'isLookOnly' | 'isQuotingOnStart' | 'isStatusPrinted' | 'isSettingsChangeAccepted' | 'isHelpWanted',
): Option['read'] {
  return (draft) => {
    draft[key] = true;
    return null;
  };
}

function readPath(key: 'profile' | 'replay' | 'screenshot'): Option['read'] {
  return (draft, value, workingDirectory) => {
    if (value === '') return 'a path';
    draft[key] = isAbsolute(value) ? value : resolve(workingDirectory, value);
    return null;
  };
}

function readExchange(draft: Draft, value: string): string | null {
  const expected = 'the http or ws address of a practice exchange on this machine, such as http://127.0.0.1:8090';
  const url = parseAddress(value);
  if (!url) return expected;
  const isKnownProtocol = url.protocol === 'http:' || url.protocol === 'ws:';
  if (!isKnownProtocol || !LOOPBACK_HOSTS.includes(url.hostname) || url.port === '') return expected;
  draft.exchange = url.host;
  return null;
}

function readSeed(draft: Draft, value: string): string | null {
  if (!/^\d{1,10}$/.test(value) || Number(value) > 0xffff_ffff) return 'a whole number from 0 to 4294967295';
  draft.seed = Number(value);
  return null;
}

function readDuration(draft: Draft, value: string): string | null {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(value);
  const milliseconds = Number(match?.[1]) * (DURATION_UNIT_MS[match?.[2] ?? ''] ?? Number.NaN);
  if (!(milliseconds > 0 && milliseconds <= 24 * 3_600_000)) return 'a time such as 30s, 2m or 1h, at most 24h';
  draft.runForMs = milliseconds;
  return null;
}

function readTheme(draft: Draft, value: string): string | null {
  if (value !== 'dark' && value !== 'light') return 'dark or light';
  draft.theme = value;
  return null;
}

function readExtent(draft: Draft, value: string): string | null {
  const match = /^(\d{3,4})x(\d{3,4})$/.exec(value);
  const extent = { width: Number(match?.[1]), height: Number(match?.[2]) };
  if (!(extent.width >= 640 && extent.height >= 480)) return 'width x height from 640x480 to 9999x9999, such as 1920x1080';
  draft.extent = extent;
  return null;
}
