/** `npm run rebuild-book -- FILE…`: prints one JSON line about the book that a recorded stream leads to. */
import { RecordingError } from '../practice/recording-lines';
import { rebuildRecording } from './rebuild-recording';

async function main(paths: readonly string[]): Promise<number> {
  if (paths.length === 0) {
    process.stderr.write('Expected one or more recordings of one stream in order of time, found none: npm run rebuild-book -- FILE…\n');
    return 1;
  }
  try {
    process.stdout.write(`${JSON.stringify(await rebuildRecording(paths))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
