/** The oldest runtime that every bundle must run on; named here and nowhere else. */

/** Node of the oldest Electron: main, workers, servers and tools. */
export const OLDEST_NODE = 'node18';

/** Chromium of the oldest Electron: preload and renderer. */
export const OLDEST_CHROME = 'chrome114';

/** Electron releases older than this major are the fallback runtime: shown on screen, live venues refused. */
export const OLDEST_SUPPORTED_ELECTRON = 30;
