/** Every panel goes through the same states by the same rule. */
import { describe, expect, it } from 'vitest';
import { panelStatus } from '../../../../renderer/controls/panel-status';
import { trust } from '../../../support/fake-bridge/sample-state';

const base = { isLoaded: true, isSilent: false, trust: trust('live', 0), empty: '', environment: 'practice' } as const;

describe('the state of a panel', () => {
  it('is live with live data', () => expect(panelStatus(base).state).toBe('live'));
  it('is loading before its first snapshot', () => expect(panelStatus({ ...base, isLoaded: false }).state).toBe('loading'));
  it('is stale when the engine is silent, whatever the data says', () =>
    expect(panelStatus({ ...base, isSilent: true })).toMatchObject({ state: 'stale' }));
  it.each(['degraded', 'stale', 'blocked'] as const)('is %s with data that is', (state) => {
    expect(panelStatus({ ...base, trust: trust(state, 0, 'because') })).toEqual({ state, reason: 'because' });
  });
  it('says stale rather than empty when both are true', () =>
    expect(panelStatus({ ...base, trust: trust('stale', 0), empty: 'flat' }).state).toBe('stale'));
  it('is loading, not empty, while its inputs load', () =>
    expect(panelStatus({ ...base, trust: trust('loading', 0), empty: 'flat' }).state).toBe('loading'));
  it('keeps rows it has while one input loads', () => expect(panelStatus({ ...base, trust: trust('loading', 0) }).state).toBe('degraded'));
  it('says what a real nothing is', () => expect(panelStatus({ ...base, empty: 'Flat.' })).toEqual({ state: 'empty', reason: 'Flat.' }));
  it('is review over a recorded session', () => expect(panelStatus({ ...base, environment: 'review' }).state).toBe('review'));
});
