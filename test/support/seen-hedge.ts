/** What a window sends when the trader hedges by the ticket in front of him. */
import type { CommandArgs } from '../../shared/contract/commands';
import type { InstrumentId } from '../../shared/domain/instrument';
import type { HedgeState } from '../../shared/engine/hedge-state';

/** Bound to a candidate as the ticket shows it: that of an instrument, or the first. */
export function seenHedge(ticket: HedgeState | null, instrumentId?: InstrumentId): CommandArgs<'send-hedge'> {
  const candidate = ticket?.candidates.find(({ instrument }) => instrumentId === undefined || instrument.id === instrumentId);
  if (ticket === null || candidate?.limitTicks == null) throw new Error('Expected a candidate to hedge by, found none.');
  return {
    ticketId: ticket.ticketId,
    candidateId: candidate.instrument.id,
    seenPrice: candidate.limitTicks * candidate.instrument.tickSize,
    seenSide: candidate.side,
    seenQuantityCoin: candidate.quantityCoin,
    seenSequence: ticket.sequence,
  };
}
