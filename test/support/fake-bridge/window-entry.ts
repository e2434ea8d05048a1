/** Opens the real window on the fake bridge: `?scenario=stale&theme=light`. */
import { FakeBridge } from './fake-bridge';
import type { Scenario } from './fake-bridge';

const query = new URLSearchParams(location.search);
const scenario = (query.get('scenario') ?? 'live') as Scenario;
const view = JSON.stringify({ version: 1, theme: query.get('theme') ?? 'dark', layoutName: query.get('layout') ?? 'Delta-one MM' });
Object.assign(window, { keel: new FakeBridge(scenario, query.get('settings') ?? view) });
void import('../../../renderer/app/main');
