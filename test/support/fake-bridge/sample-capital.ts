/** Capital as the panel sees it: every figure invented, every state of a row there once. */
import type { CapitalView, LimitBar, TailMeasure } from '../../../shared/projection/capital-view';
import { initialRiskState } from '../../../shared/engine/risk-state';
import { sampleBacktests } from './sample-backtests';
import { liveStatus } from './sample-greeks';

const request = initialRiskState.tail;

function measure(change: Partial<TailMeasure> & Pick<TailMeasure, 'method' | 'label' | 'convention'>): TailMeasure {
  return {
    confidence: request.confidence,
    horizonDays: request.horizonDays,
    windowObservations: 500,
    varUsd: null,
    esUsd: null,
    varStandardErrorUsd: null,
    esStandardErrorUsd: null,
    reason: '',
    progress: null,
    ...change,
  };
}

function limit(change: Partial<LimitBar> & Pick<LimitBar, 'key' | 'label' | 'used' | 'hard' | 'state'>): LimitBar {
  const { used, hard } = change;
  const after = (factor: number): number | null => (used === null ? null : used * factor);
  return { unit: 'USD', underlying: null, soft: hard * 0.75, afterPending: after(1.05), afterQuotes: after(1.3), reason: '', ...change };
}

/** The slice. */
export function sampleCapital(): CapitalView {
  return {
    status: { ...liveStatus, computeMs: 214, progress: 0.6 },
    request,
    measures: [
      measure({ method: 'historical', label: 'historical', convention: 'quantile type 7', varUsd: 13_480, esUsd: 18_940 }),
      measure({ method: 'age-weighted', label: 'age-weighted', convention: 'λ 0.98', varUsd: 12_310, esUsd: 17_220 }),
      measure({
        method: 'filtered-historical',
        label: 'filtered historical',
        convention: 'GARCH(1,1), type 7',
        varUsd: 11_870,
        esUsd: 15_900,
      }),
      measure({
        method: 'delta-gamma',
        label: 'delta-gamma',
        convention: 'Cornish–Fisher',
        reason: 'unpriced, because BTC-27DEC26-72000-C has no volatility',
      }),
      measure({
        method: 'monte-carlo',
        label: 'Monte Carlo',
        convention: 'full revaluation, normal factors',
        varUsd: 12_950,
        esUsd: 17_410,
        varStandardErrorUsd: 214,
        esStandardErrorUsd: 341,
        progress: 0.6,
      }),
    ],
    contributionsMethod: 'monte-carlo',
    contributionsByUnderlying: [
      { key: 'BTC', varUsd: 14_100, esUsd: 18_900, share: 1.09 },
      { key: 'ETH', varUsd: -1_150, esUsd: -1_490, share: -0.09 },
    ],
    contributionsByGreek: [
      { key: 'delta', varUsd: 4_200, esUsd: 5_300, share: 0.32 },
      { key: 'gamma', varUsd: 7_900, esUsd: 10_900, share: 0.61 },
      { key: 'vega', varUsd: 1_600, esUsd: 2_200, share: 0.12 },
      { key: 'theta', varUsd: -900, esUsd: -900, share: -0.07 },
      { key: 'rest', varUsd: 150, esUsd: -90, share: 0.02 },
    ],
    ...sampleBacktests,
    leftOut: [
      { instrumentId: 'deribit:BTC-27DEC26-72000-C', name: 'BTC-27DEC26-72000-C', reason: 'unpriced, because it has no volatility' },
    ],
    limits: [
      limit({ key: 'vega', label: 'vega BTC', used: 1_680, hard: 2_000, state: 'near' }),
      limit({ key: 'es', label: 'expected shortfall', used: 18_940, hard: 30_000, state: 'ok' }),
      limit({ key: 'delta', label: 'delta BTC', used: 4.2, hard: 4, unit: 'BTC', state: 'hard' }),
      limit({
        key: 'margin',
        label: 'initial margin',
        used: null,
        hard: 60,
        unit: '%',
        state: 'unknown',
        reason: 'the venue has not said its equity',
      }),
    ],
    margins: [
      {
        venue: 'deribit',
        currency: 'BTC',
        model: 'standard',
        ownInitial: 1.2041,
        ownMaintenance: 0.8012,
        otherModelInitial: 0.7412,
        otherModelReason: '',
        rule: 'futures 2 % (the venue’s greatest leverage 50)',
        simulated: {
          ...{ model: 'cross_pm', initial: 0.74, maintenance: 0.59, gapInitial: 0.0012, gapMaintenance: 0.0007, reason: '' },
          asOfMs: 1_782_000_000_000,
        },
        venueInitial: 1.2044,
        venueMaintenance: 0.8013,
        gapInitial: -0.0003,
        gapMaintenance: -0.0001,
        equity: 10.0122,
        marginBalance: 10.0122,
        free: 8.8078,
        freeAfterQuotes: 8.1034,
        usdPerCoin: 61_659.75,
        venueAsOfMs: liveStatus.asOfMs,
        reason: '',
      },
    ],
    liquidations: [
      { venue: 'deribit', currency: 'BTC', downPrice: 41_200, upPrice: null, distance: 0.33, distanceSigmas: 14.2, reason: '' },
      {
        venue: 'deribit',
        currency: 'ETH',
        downPrice: null,
        upPrice: null,
        distance: null,
        distanceSigmas: null,
        reason: 'no price liquidates a flat account',
      },
    ],
    allocations: [
      {
        underlying: 'BTC',
        product: 'delta-one',
        bidRoomCoin: 0.4,
        askRoomCoin: 6.2,
        bidBinds: 'delta',
        askBinds: 'margin',
        words: '0.40 BTC more can be bought before the delta limit; 6.20 BTC more sold before margin.',
        rooms: [],
      },
    ],
  };
}
