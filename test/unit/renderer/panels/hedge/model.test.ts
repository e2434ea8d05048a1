/** The hedge ticket says why it cannot be sent, and never chooses what is refused while another can be sent. */
import { describe, expect, it } from 'vitest';
import {
  candidateWords,
  chosenCandidate,
  filledShare,
  isOpenHedge,
  neighbour,
  sendRefusal,
  shortName,
} from '../../../../../renderer/panels/hedge/model';
import type { HedgeCandidate, HedgeView } from '../../../../../shared/projection/view-state';
import { sampleState } from '../../../../support/fake-bridge/sample-state';

const candidate = (id: string, refusal = ''): HedgeCandidate => ({
  id,
  instrumentId: `deribit:${id}`,
  name: id,
  side: 'sell',
  quantityCoin: 1,
  limitPrice: 100,
  tickSize: 0.5,
  feeUsd: 1,
  spreadUsd: 1,
  impactUsd: null,
  fundingUsdPerDay: null,
  totalUsd: null,
  residualDeltaCoin: 0,
  refusal,
});
const closed = sampleState().hedge;
const open: HedgeView = {
  ...closed,
  ticketId: 't',
  phase: 'preview',
  candidates: [candidate('a', 'too thin'), candidate('b'), candidate('c')],
};

describe('the hedge ticket', () => {
  it('chooses the first that can be sent, or what the trader chose', () => {
    expect(chosenCandidate(open, null)?.id).toBe('b');
    expect(chosenCandidate(open, 'c')?.id).toBe('c');
    expect(chosenCandidate(undefined, null)).toBeUndefined();
  });

  it('goes round its candidates', () => {
    expect(neighbour(open, 'c', 1)?.id).toBe('a');
    expect(neighbour(open, 'a', -1)?.id).toBe('c');
  });

  it.each([
    [closed, candidate('b'), '', 'No hedge is open.'],
    [{ ...open, phase: 'working' as const }, candidate('b'), '', 'Already sent.'],
    [{ ...open, refusal: 'delta is stale' }, candidate('b'), '', 'delta is stale'],
    [open, candidate('a', 'too thin'), '', 'too thin'],
    [open, candidate('b'), 'Not armed', 'Not armed'],
    [open, undefined, '', 'There is no candidate to send; Tab chooses one.'],
    [open, candidate('b'), '', ''],
  ])('gives the reason (case %#)', (hedge, chosen, add, reason) => expect(sendRefusal(hedge, chosen, add)).toBe(reason));

  it('knows how much has filled', () => {
    expect(filledShare({ ...open, filledCoin: -1.2, residualCoin: 0.4 })).toBeCloseTo(0.75, 12);
    expect(filledShare({ ...open, filledCoin: 0, residualCoin: null })).toBe(0);
  });

  it('is open in every phase but closed', () => {
    expect([isOpenHedge(undefined), isOpenHedge(closed), isOpenHedge({ ...open, phase: 'done' })]).toEqual([false, false, true]);
  });

  it('leaves out the underlying, which its header says', () => expect(shortName('BTC-PERPETUAL')).toBe('PERPETUAL'));
});

describe('the costs of a candidate', () => {
  it('are all in its tooltip, funding per day among them, which no column shows', () => {
    const known = { ...candidate('BTC-PERPETUAL'), feeUsd: 7.5, spreadUsd: 1.25, impactUsd: 0.4, fundingUsdPerDay: -9 };
    const words = 'BTC-PERPETUAL: fee 7.50 $, half-spread 1.25 $, impact 0.40 $; funding per day −9.00 $, positive is paid';
    expect(candidateWords(known)).toBe(words);
    expect(candidateWords({ ...known, impactUsd: null, refusal: 'too thin' })).toMatch(/impact — \$.*\. too thin$/);
  });
});
