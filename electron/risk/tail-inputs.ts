/** The book as the tail methods need it: priced legs, and the days that they are judged by. */
import type { TailRequest } from '../../shared/projection/capital-view';
import type { SimulatedLeg } from '../../shared/risk/book-simulation';
import { jointReturns, type JointReturns } from './joint-returns';
import type { RiskInputs } from './risk-inputs';

/** The priced book with the returns it is judged by. */
export interface TailInputs {
  readonly legs: readonly SimulatedLeg[];
  readonly returns: JointReturns;
  readonly request: TailRequest;
}

/** The book as the methods need it. */
export function tailInputs({ book, histories, snapshot }: RiskInputs): TailInputs {
  const legs = book.flatMap(({ position, leg }) => (leg === null ? [] : [{ underlying: position.underlying, leg }]));
  const underlyings = [...new Set(legs.map(({ underlying }) => underlying))].sort();
  const request = snapshot.requests.tail;
  return { legs, returns: jointReturns(underlyings, histories, request.windowDays), request };
}
