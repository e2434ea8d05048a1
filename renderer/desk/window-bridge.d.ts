/** Declares the bridge that the preload exposes. */
import type { DeskBridge } from '../../shared/contract/bridge';

declare global {
  interface Window {
    readonly keel: DeskBridge;
  }
}
