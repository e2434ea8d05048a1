/** Reads `--replay PATH`: a recording, a chain file, or a folder of them, checked whole before the exchange opens. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeRecordedLine } from '../../shared/book/recorded/decode-binance';
import { RecordedStream, type RecordedEvent } from '../../shared/book/recorded/recorded-stream';
import { fail, ok, type Result } from '../../shared/domain/result';
import { CURRENCIES, type Currency } from '../../shared/exchange/contract-spec';
import { decodeChain, isChainText, presentChain, type ChainRow } from '../../shared/exchange/flow/recorded/decode-chain';
import type { RecordedMarket } from '../../shared/exchange/flow/recorded/recorded-market';
import { RecordedPerpetual, type Recording } from '../../shared/exchange/flow/recorded/recorded-perpetual';

/** What recordings take over, by currency. */
export type ReplayMarkets = Partial<Readonly<Record<Currency, RecordedMarket>>>;

const HINT = 'Give a Binance wire recording, a Deribit chain CSV, or a folder of them.';
/** Streams of one folder in the order of preference. */
const PREFERRED = ['usdm', 'spot', 'cm'];

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Reads everything at `path`. The error is one sentence: what was expected, what was found, what to do. */
export function readReplay(path: string, startMs: number): Result<ReplayMarkets, string> {
  const paths = listFiles(path);
  if (!paths.ok) return paths;
  const wires: TextFile[] = [];
  const chains: ChainRow[][] = [];
  for (const file of paths.value) {
    const text = readText(file);
    if (!text.ok) return text;
    if (isChainText(text.value)) {
      const rows = decodeChain(text.value);
      if (!rows.ok) return fail(sentence(file, rows.error));
      chains.push([...rows.value]);
    } else if (/^\d{19} \{/.test(text.value)) wires.push({ path: file, text: text.value });
    else
      return fail(
        sentence(
          file,
          `expected a recording ("<receive time in ns> <JSON>" lines) or a chain file, found ${JSON.stringify(text.value.slice(0, 40))}`,
        ),
      );
  }
  const recording = wires.length === 0 ? ok(null) : readRecording(wires);
  return recording.ok ? ok(toMarkets(recording.value, chains[0] ?? [], startMs)) : recording;
}

function listFiles(path: string): Result<readonly string[], string> {
  try {
    if (!statSync(path).isDirectory()) return ok([path]);
    const names = readdirSync(path).sort();
    const first = PREFERRED.map((prefix) => names.filter((name) => name.startsWith(`${prefix}_`))).find((found) => found.length > 0);
    const chain = names.filter((name) => name.startsWith('chain_')).slice(0, 1);
    const chosen = [...(first ?? []), ...chain];
    const found = chosen.length === 0 && names.length === 1 ? names : chosen;
    if (found.length > 0) return ok(found.map((name) => join(path, name)));
    return fail(`Expected recordings named usdm_*, spot_*, cm_* or chain_* in ${path}, found none of them. ${HINT}`);
  } catch (error) {
    return fail(`Expected to read ${path}, found: ${error instanceof Error ? error.message : String(error)}. ${HINT}`);
  }
}

function readText(path: string): Result<string, string> {
  try {
    const bytes = readFileSync(path);
    const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return ok((isCompressed ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return fail(sentence(path, `expected a whole file, found that it is cut or damaged (${found})`));
  }
}

interface NamedRecording {
  readonly currency: Currency;
  readonly recording: Recording;
}

function readRecording(files: readonly TextFile[]): Result<NamedRecording, string> {
  const stream = new RecordedStream();
  const events: RecordedEvent[] = [];
  let instrument = '';
  for (const file of files) {
    const read = readStream(file, stream, events);
    if (!read.ok) return read;
    instrument = read.value;
  }
  const problem = stream.finish();
  const path = files[0]?.path ?? '';
  if (problem !== null || stream.scale === null) return fail(sentence(path, problem ?? 'expected a depth snapshot, found none'));
  const currency = CURRENCIES.find((candidate) => instrument.toUpperCase().startsWith(candidate));
  if (currency === undefined) return fail(sentence(path, `expected a BTC or ETH recording, found "${instrument}"`));
  const quantityUnit = instrument.toUpperCase().includes('USD_') ? 'contracts' : 'coin';
  return ok({ currency, recording: { events, scale: stream.scale, quantityUnit } });
}

/** Adds one file's events; answers the name of the recorded instrument. */
function readStream({ path, text }: TextFile, stream: RecordedStream, events: RecordedEvent[]): Result<string, string> {
  if (!text.endsWith('\n')) return fail(sentence(path, 'expected the last line to be whole, found that the file is cut within it'));
  let instrument = '';
  for (const [index, line] of text.slice(0, -1).split('\n').entries()) {
    const message = decodeRecordedLine(line);
    const released = message.ok ? stream.push(message.value) : message;
    if (!released.ok) return fail(sentence(path, `line ${index + 1}: ${released.error}`));
    for (const event of released.value) if (event.kind !== 'top') events.push(event);
    if (message.ok && message.value.kind === 'depth') instrument = message.value.instrument;
  }
  return ok(instrument);
}

function toMarkets(named: NamedRecording | null, rows: readonly ChainRow[], startMs: number): ReplayMarkets {
  const markets: { [Key in Currency]?: RecordedMarket } = {};
  for (const currency of CURRENCIES) {
    const perpetual = named?.currency === currency ? new RecordedPerpetual(named.recording) : null;
    const row = rows.find((candidate) => candidate.currency === currency);
    const startPrice = perpetual?.index() ?? row?.indexPrice;
    if (startPrice === undefined) continue;
    const chain = row === undefined ? null : presentChain(rows, currency, { ms: startMs, price: startPrice });
    markets[currency] = { startPrice, perpetual, chain };
  }
  return markets;
}

function sentence(path: string, clause: string): string {
  return `${basename(path)}: ${clause}. ${HINT}`;
}
