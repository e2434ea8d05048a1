/** How the practice exchange is reached. Its keys open nothing but itself; no other keys exist in this process. */
import type { EngineCredentials, EngineEndpoint } from '../../shared/contract/engine-messages';

const PRACTICE_CREDENTIALS: EngineCredentials = { clientId: 'practice', clientSecret: 'practice' };

export function practiceAccess(host: string): { readonly endpoint: EngineEndpoint; readonly credentials: EngineCredentials } {
  const endpoint: EngineEndpoint = {
    environment: 'practice',
    httpUrl: `http://${host}`,
    websocketUrl: `ws://${host}/ws/api/v2`,
    hosts: [host],
  };
  return { endpoint, credentials: PRACTICE_CREDENTIALS };
}
