/** What engine, risk worker and main say to each other on the risk channel. Plain data; each listens only for the types meant for it. */
import type { RiskRun } from '../contract/risk-commands';
import type { DailyClose } from '../domain/daily-close';
import type { DailyVolatility } from '../domain/daily-volatility';
import type { DeskDay } from '../engine/desk-days';
import type { SurfaceFitted, TailForecastMade } from '../engine/events';
import type { CapitalBody, GreeksBody, SlideBody, SurfaceBody } from './risk-results';
import type { ChainSnapshot, RiskSnapshot } from './risk-snapshot';

/** Engine to worker. The next snapshot waits until the last one was acknowledged. */
export type ToRisk =
  /** An engine began: a worker that is there says hello again, and main says of one that is not that it was lost. */
  | { readonly type: 'greet' }
  | { readonly type: 'snapshot'; readonly snapshot: RiskSnapshot }
  | { readonly type: 'chain'; readonly chain: ChainSnapshot }
  | { readonly type: 'history'; readonly underlying: string; readonly closes: readonly DailyClose[] }
  | { readonly type: 'volatility-history'; readonly underlying: string; readonly values: readonly DailyVolatility[] }
  | { readonly type: 'days'; readonly days: readonly DeskDay[] }
  | { readonly type: 'steer'; readonly run: RiskRun; readonly action: 'refresh' | 'cancel' };

/** A result by its run. */
export type RiskBodies = {
  readonly greeks: GreeksBody;
  readonly slide: SlideBody;
  readonly capital: CapitalBody;
  readonly surface: SurfaceBody;
};

/** One finished run. */
export type RiskResultMessage = {
  [Run in RiskRun]: {
    readonly type: 'result';
    readonly run: Run;
    readonly revision: number;
    readonly asOfMs: number;
    readonly computeMs: number;
    readonly body: RiskBodies[Run];
  };
}[RiskRun];

/** Worker to engine. */
export type FromRisk =
  /** A worker began and knows nothing. */
  | { readonly type: 'hello' }
  | { readonly type: 'taken' }
  | RiskResultMessage
  /** `share` null: the run ended without a result. */
  | { readonly type: 'progress'; readonly run: RiskRun; readonly share: number | null }
  | { readonly type: 'failed'; readonly run: RiskRun; readonly reason: string }
  | { readonly type: 'fitted'; readonly event: SurfaceFitted }
  | { readonly type: 'forecast'; readonly event: TailForecastMade };

/** Main to engine: the worker ended, another one is on its way. */
export interface RiskWorkerLost {
  readonly type: 'worker-lost';
  readonly reason: string;
}

/** Engine to main: the worker hangs, so it is to be ended and another one begun. */
export interface RiskWorkerHung {
  readonly type: 'worker-hung';
  readonly reason: string;
}

/** Everything that may be heard on the channel. */
export type RiskMessage = ToRisk | FromRisk | RiskWorkerLost | RiskWorkerHung;
