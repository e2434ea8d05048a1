/** Raw websocket text in → quote decision out: the venue's decoder, then the engine's step. */
import { decodeFrame, type DecodeContext } from '../../electron/venues/deribit/decode';
import type { EngineEffect } from '../../shared/engine/effects';
import { BTC, perpetual, START_MS } from '../support/engine-parts';
import type { BenchCase } from './bench-case';
import { latencyRows, timeUpdates } from './decision-rows';
import { QuotingDesk } from './quoting-desk';
import type { UpdateMessage } from './update-streams';

/** Writes frames as the venue does. */
class FrameWriter {
  private changeId = 1_000_000;

  snapshot(message: UpdateMessage): string {
    return this.write({ type: 'snapshot', change_id: this.changeId }, message);
  }

  change(message: UpdateMessage): string {
    const previous = this.changeId;
    this.changeId += 7;
    return this.write({ type: 'change', prev_change_id: previous, change_id: this.changeId }, message);
  }

  private write(head: Readonly<Record<string, unknown>>, { bids, asks }: UpdateMessage): string {
    const level = ([ticks, lots]: readonly [number, number]): readonly unknown[] => [
      lots === 0 ? 'delete' : 'change',
      ticks * 0.5,
      lots * 10,
    ];
    const data = { ...head, timestamp: START_MS, instrument_name: 'BTC-PERPETUAL', bids: bids.map(level), asks: asks.map(level) };
    return JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel: 'book.BTC-PERPETUAL.raw', data } });
  }
}

/** No target of its own is set; the decoder's share is the difference to the decision alone. */
export const marketDataDecision: BenchCase = {
  name: 'market-data-decision',
  run(options) {
    const quoting = new QuotingDesk();
    const { desk } = quoting;
    const generation = (desk.state.markets.get(BTC)?.generation ?? 0) + 1;
    const context: DecodeContext = {
      instruments: new Map([['BTC-PERPETUAL', perpetual()]]),
      books: new Map([['BTC-PERPETUAL', { generation, changeId: null }]]),
    };
    const take = (text: string): readonly EngineEffect[] => {
      const { events, signal } = decodeFrame(text, context);
      if (signal.kind !== 'none') throw new Error(`Expected a frame that decodes, found ${signal.kind}: ${text.slice(0, 200)}`);
      return events.flatMap((event) => desk.apply(event));
    };
    const writer = new FrameWriter();
    take(writer.snapshot(quoting.snapshot));
    const samples = timeUpdates(quoting, options, () => {
      const text = writer.change(quoting.nextMessage());
      return quoting.time(() => take(text));
    });
    return Promise.resolve(latencyRows('market-data text → quote decision', samples));
  },
};
