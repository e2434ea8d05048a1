/** `private/simulate_portfolio`: margin and greeks of an imagined set of positions; `private/pme/simulate`: the model's parameters. */
import { fail, ok } from '../../domain/result';
import { Account } from '../account';
import { toLots } from '../contract-spec';
import type { Floor } from '../floor';
import { marginModelShape } from '../margin-model';
import type { Result } from '../../domain/result';
import { applyTrade } from '../wallet';
import { portfolioShape } from './account-shapes';
import { flag, isRecord, optional, readParameters, type Field } from './decode-parameters';
import { currencyField } from './market-methods';
import { privateMethod, type Handler, type MethodTable, type PrivateCall } from './method';
import { invalidParameter, type WireError } from './wire-error';

/** A JSON object, also as text in a query. */
const positionsField: Field<Readonly<Record<string, unknown>>> = (value, name) => {
  if (isRecord(value)) return ok(value);
  return fail(invalidParameter(name, 'must be an object of instrument name to signed size'));
};

const simulate: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, {
    currency: currencyField,
    add_positions: optional(flag, true),
    simulated_positions: optional(positionsField, {}),
  });
  if (!read.ok) return read;
  const { floor } = call.services;
  const imagined = copyAccount(call.login.account, read.value.add_positions);
  const added = addPositions(floor, imagined, read.value.simulated_positions);
  return added.ok ? ok(portfolioShape(floor, imagined, read.value.currency)) : added;
};

/** The account's wallets without its orders; with or without its positions. */
function copyAccount(account: Account, withPositions: boolean): Account {
  const copy = new Account(account.id, account.settings, true);
  for (const currency of ['BTC', 'ETH'] as const) Object.assign(copy.wallets[currency], account.wallets[currency]);
  if (!withPositions) return copy;
  for (const [name, position] of account.positions) copy.positions.set(name, { ...position });
  return copy;
}

/** Adds sizes at their marks: an imagined position has no profit yet. */
function addPositions(floor: Floor, imagined: Account, sizes: Readonly<Record<string, unknown>>): Result<null, WireError> {
  for (const [name, size] of Object.entries(sizes)) {
    const spec = floor.contract(name);
    const lots = spec === null || typeof size !== 'number' ? null : toLots(spec, Math.abs(size));
    if (spec === null || typeof size !== 'number' || lots === null || !lots.ok) {
      return fail(
        invalidParameter('simulated_positions', `${name}: must be a listed instrument with a size that is a multiple of its lot`),
      );
    }
    const side = size > 0 ? 'buy' : 'sell';
    applyTrade(imagined.position(spec), imagined.wallets[spec.currency], { side, lots: lots.value, price: floor.marks.mark(spec) });
  }
  return ok(null);
}

/** The parameters of portfolio margin; the matrix itself is left to the one who asks. */
const simulateModel: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { currency: currencyField });
  return read.ok ? ok({ model_params: marginModelShape(read.value.currency, call.nowMs) }) : read;
};

/** Portfolio methods. At most one simulation a second. */
export const PORTFOLIO_METHODS: MethodTable = {
  'private/simulate_portfolio': privateMethod('trade:read', simulate, { credits: 'simulation' }),
  'private/pme/simulate': privateMethod('trade:read', simulateModel, { credits: 'simulation' }),
};
