/** The volatility surface of each underlying with options. */
import type { EngineState } from '../engine/state';
import type { DeskHealth } from './project-connections';
import type { SurfaceView } from './surface-view';

/** The surface slice. */
export function projectSurface(_state: EngineState, _health: DeskHealth): SurfaceView {
  return {};
}
