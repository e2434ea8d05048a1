/** Books what perpetuals earned or cost by being held: the venue's own running figure, never an estimate of ours. */
import { toInstrumentId, type InstrumentId } from '../../domain/instrument';
import { followFunding, openFigure, type FundingFigure, type FundingReport } from '../../inventory/funding';
import type { AccountSnapshot } from '../events';
import type { FundingState } from '../funding-state';
import { venueOfInstrument } from '../state';
import type { StepWork } from '../step-work';
import { venueNowMs } from '../venue-time';
import { spoilDay } from './record-days';

const NOTHING: FundingState = { figure: null, bookedCoin: 0, bookedUsd: 0 };

/** Call once per snapshot, after positions were taken over. A first figure is where counting begins, it books nothing. */
export function bookFunding(work: StepWork, snapshot: AccountSnapshot): void {
  const reported = new Map<InstrumentId, FundingReport>();
  for (const { instrumentId, fundingCoin, settlementPrice } of snapshot.positions) {
    if (fundingCoin === undefined) continue;
    reported.set(instrumentId, { coin: fundingCoin, ...(settlementPrice === undefined ? {} : { settlementPrice }) });
  }
  forgetOthers(work, snapshot, reported);
  const atMs = venueNowMs(work, snapshot.venue);
  for (const [id, report] of reported) {
    const known = work.funding[id] ?? NOTHING;
    if (known.figure === null) store(work, id, { ...known, figure: openFigure(report, atMs) });
    else bookOne(work, { id, known, from: known.figure, report, atMs });
  }
}

/** A position that is not listed any more may come back with a figure that has nothing to do with the old one. */
function forgetOthers(work: StepWork, { venue }: AccountSnapshot, reported: ReadonlyMap<InstrumentId, FundingReport>): void {
  for (const [key, known] of Object.entries(work.funding)) {
    const id = toInstrumentId(key);
    if (known.figure !== null && venueOfInstrument(id) === venue && !reported.has(id)) store(work, id, { ...known, figure: null });
  }
}

interface Booking {
  readonly id: InstrumentId;
  readonly known: FundingState;
  readonly from: FundingFigure;
  readonly report: FundingReport;
  readonly atMs: number;
}

/** Without an index it waits for the next snapshot: the figure does not forget. */
function bookOne(work: StepWork, { id, known, from, report, atMs }: Booking): void {
  const underlying = work.markets.get(id)?.instrument.underlying ?? '';
  const indexPrice = work.indexes[underlying]?.price;
  if (indexPrice === undefined) return;
  const step = followFunding(from, report, atMs);
  const bookedUsd = known.bookedUsd + step.coin * indexPrice;
  store(work, id, { figure: step.figure, bookedCoin: known.bookedCoin + step.coin, bookedUsd });
  const isHeld = from.coin !== 0 || (work.positions[id]?.position.lots ?? 0) !== 0;
  if (!step.isWhole && isHeld) spoilDay(work, `the funding of ${id} until the settlement at 08:00 UTC was not seen`);
}

function store(work: StepWork, id: InstrumentId, state: FundingState): void {
  work.funding = { ...work.funding, [id]: state };
}
