/** What this run is: version, runtime, and whether that runtime is too old for live venues. */
import type { DeskInfo } from '../../shared/contract/bridge';
import { OLDEST_SUPPORTED_ELECTRON } from '../build/oldest-runtime.mjs';

export interface RuntimeVersions {
  readonly electron: string | undefined;
  readonly chrome: string | undefined;
}

/** A runtime that no longer gets security fixes may show practice, replays and reviews only. */
export function isFallbackRuntime(versions: RuntimeVersions): boolean {
  const major = Number.parseInt(versions.electron ?? '', 10);
  return !(major >= OLDEST_SUPPORTED_ELECTRON);
}

/** Facts for the window. */
export function describeRun(version: string, versions: RuntimeVersions, windowId: number): DeskInfo {
  return {
    version,
    runtime: `Electron ${versions.electron ?? 'unknown'} / Chromium ${versions.chrome ?? 'unknown'}`,
    isFallbackRuntime: isFallbackRuntime(versions),
    windowId,
  };
}
