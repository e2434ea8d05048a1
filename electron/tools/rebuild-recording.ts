/** Rebuilds the order book of one recorded stream through the decoder and the book that the desk uses. */
import { decodeRecordedLine } from '../../shared/book/recorded/decode-binance';
import { RebuildTally, type RebuildReport } from '../../shared/book/recorded/rebuild-tally';
import { RecordedStream } from '../../shared/book/recorded/recorded-stream';
import { readRecordingLines, RecordingError } from '../practice/recording-lines';

/** Reads the files of one stream in order. Throws `RecordingError` with one sentence on anything that is not such a stream. */
export async function rebuildRecording(paths: readonly string[]): Promise<RebuildReport> {
  const stream = new RecordedStream();
  const tally = new RebuildTally();
  for (const path of paths) {
    let lineNumber = 0;
    for await (const line of readRecordingLines(path)) {
      lineNumber += 1;
      const message = decodeRecordedLine(line);
      const events = message.ok ? stream.push(message.value) : message;
      if (!events.ok) throw new RecordingError(`${path}, line ${lineNumber}: ${events.error}.`);
      for (const event of events.value) tally.add(event);
    }
    if (lineNumber === 0) throw new RecordingError(`Expected a recording at ${path}, found an empty file.`);
  }
  const missing = stream.finish();
  if (missing !== null || stream.scale === null)
    throw new RecordingError(`${paths.join(', ')}: ${missing ?? 'expected a depth snapshot, found none'}.`);
  return tally.report(stream.scale, stream.droppedCount);
}
