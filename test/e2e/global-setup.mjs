/** Before the window tests: bundles, runtime and a display; tells the tests where they are; after them ends our display. */
import { startVirtualDisplay } from '../../electron/launch/display.mjs';
import { prepareDesk } from '../../electron/launch/prepare.mjs';

const screen = { width: 1920, height: 1080 };

export default async function setup() {
  const prepared = await prepareDesk((line) => console.log(`  ${line}`));
  process.env.KEEL_ELECTRON = prepared.electronPath;
  process.env.KEEL_APP = prepared.appPath;
  if (!prepared.needsXvfb) return undefined;
  const display = await startVirtualDisplay(screen);
  Object.assign(process.env, display.environment);
  return () => display.stop();
}
