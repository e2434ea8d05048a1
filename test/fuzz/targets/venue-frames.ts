/** Fuzz target: the decoder of Deribit's frames, every channel and every answer. */
import { decodeFrame, type DecodeContext } from '../../../electron/venues/deribit/decode';
import { decodeInstruments } from '../../../electron/venues/deribit/instruments';
import { PromiseBroken, type FuzzTarget } from '../fuzz-target';
import { runMachine } from '../fuzz-machine';
import { mutateMessage, mutateValue, smallerTexts } from '../mutate';
import { collectFrames } from '../real-frames';

/** Only what says that something was refused may leave with a refused frame. */
function check(text: string, context: DecodeContext): unknown {
  const { events, signal } = decodeFrame(text, context);
  if (signal.kind === 'quarantined' && events.some(({ kind }) => kind !== 'fault-noticed')) {
    throw new PromiseBroken(`a refused frame let ${events.map(({ kind }) => kind).join(', ')} out`);
  }
  for (const event of events) {
    if (event.kind !== 'book-snapshot' && event.kind !== 'book-delta') continue;
    const isExact = [...event.bids, ...event.asks].every(
      ([ticks, lots]) => Number.isSafeInteger(ticks) && ticks > 0 && Number.isSafeInteger(lots) && lots >= 0,
    );
    if (!isExact) throw new PromiseBroken('a level left that is no whole number of ticks and lots');
  }
  return events;
}

export const venueFrames: FuzzTarget = {
  name: 'venue-frames',
  fault: 8,
  run: (run) => {
    const { notifications, exchanged, instruments } = collectFrames();
    const messages = [...notifications, ...exchanged.map(({ answer }) => answer)];
    const byName = new Map(instruments.map((instrument) => [instrument.name, instrument]));
    return runMachine(
      {
        sessionLength: 100,
        open: (): DecodeContext => ({
          instruments: byName,
          books: new Map(instruments.slice(0, 40).map(({ name }) => [name, { generation: 1, changeId: null }])),
        }),
        make: (chance) => mutateMessage(messages[chance.index(messages.length)], chance),
        feed: (context, text) => check(text, context),
        smaller: smallerTexts,
        show: (text) => text,
      },
      run,
    );
  },
};

/** The list of instruments that the venue gives by HTTP. */
export const venueInstruments: FuzzTarget = {
  name: 'venue-instruments',
  fault: 8,
  run: (run) => {
    const { bench } = collectFrames();
    const listed = bench.ok<readonly unknown[]>('alice', 'public/get_instruments', { currency: 'BTC', expired: false });
    return runMachine(
      {
        sessionLength: 1,
        open: () => null,
        make: (chance): unknown => mutateValue(listed[chance.index(listed.length)], chance, 'json'),
        feed: (_subject, value) => decodeInstruments([value]).instruments,
        show: (value) => JSON.stringify(value) ?? 'nothing',
      },
      run,
    );
  },
};
