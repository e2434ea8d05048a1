/** Accounts of the practice exchange: `practice` / `practice`, and those given on the command line. */
import type { AccountSettings } from '../../shared/exchange/account';
import { LARGE_ACCOUNT_CREDITS, requestRate } from '../../shared/exchange/credits';
import type { PracticeArguments } from './arguments';

const FULL_SCOPE = 'account:read_write trade:read_write wallet:read_write block_trade:read_write';
const START_BALANCES = { BTC: 10, ETH: 200 };

/** Settings of all accounts. */
export function practiceAccounts(given: Pick<PracticeArguments, 'accounts' | 'matchingRate'>): readonly AccountSettings[] {
  const rate = given.matchingRate;
  const credits = rate === null ? LARGE_ACCOUNT_CREDITS : { ...LARGE_ACCOUNT_CREDITS, matching: requestRate(rate.perSecond, rate.burst) };
  return ['practice:practice', ...given.accounts].map((text) => {
    const [clientId = '', secret = '', ...scope] = text.split(':');
    return { clientId, secret, scope: scope.length === 0 ? FULL_SCOPE : scope.join(':'), balances: START_BALANCES, credits };
  });
}
