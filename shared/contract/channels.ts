/** Names of the channels between preload and main; both sides take them from here. */

/** Purpose → channel. `topic` and `ask` run from main to the window, all others from the window to main. */
export const channels = {
  send: 'keel:send',
  subscribe: 'keel:subscribe',
  unsubscribe: 'keel:unsubscribe',
  resnapshot: 'keel:resnapshot',
  info: 'keel:info',
  loadViewSettings: 'keel:load-view-settings',
  saveViewSettings: 'keel:save-view-settings',
  painted: 'keel:painted',
  topic: 'keel:topic',
  /** Main asks whether the window still runs; a window that does answers at once. */
  ask: 'keel:ask',
  answer: 'keel:answer',
} as const;

/** Longest view settings kept, characters. */
export const LONGEST_VIEW_SETTINGS = 1_000_000;
