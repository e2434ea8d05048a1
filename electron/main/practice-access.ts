/** How the practice exchange is reached. Its keys open nothing but itself; no other keys exist in this process. */
import type { EngineCredentials, EngineEndpoint } from '../../shared/contract/engine-messages';

const PRACTICE_CREDENTIALS: EngineCredentials = { clientId: 'practice', clientSecret: 'practice' };

/** Empty keys are none: the engine then looks and does not trade. */
const NO_CREDENTIALS: EngineCredentials = { clientId: '', clientSecret: '' };

/** Where and as whom; `isLookOnly`: as nobody. */
export function practiceAccess(
  host: string,
  isLookOnly: boolean,
): { readonly endpoint: EngineEndpoint; readonly credentials: EngineCredentials } {
  const endpoint: EngineEndpoint = {
    environment: 'practice',
    httpUrl: `http://${host}`,
    websocketUrl: `ws://${host}/ws/api/v2`,
    hosts: [host],
  };
  return { endpoint, credentials: isLookOnly ? NO_CREDENTIALS : PRACTICE_CREDENTIALS };
}
