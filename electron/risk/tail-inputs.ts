/** The book as the tail methods need it: priced legs, and the days that they are judged by. */
import type { TailRequest } from '../../shared/projection/capital-view';
import type { SimulatedLeg } from '../../shared/risk/book-simulation';
import { jointReturns, type JointReturns } from './joint-returns';
import type { RiskInputs } from './risk-inputs';

/** The priced book with the returns it is judged by. */
export interface TailInputs extends Pick<RiskInputs, 'histories' | 'volatilities'> {
  readonly legs: readonly SimulatedLeg[];
  readonly returns: JointReturns;
  readonly request: TailRequest;
}

/** The book as the methods need it, by default as the panel asks. */
export function tailInputs(
  { book, histories, volatilities, snapshot }: RiskInputs,
  request: TailRequest = snapshot.requests.tail,
): TailInputs {
  const legs = book.flatMap(({ position, leg }) => (leg === null ? [] : [{ underlying: position.underlying, leg }]));
  const underlyings = [...new Set(legs.map(({ underlying }) => underlying))].sort();
  return { legs, returns: jointReturns(underlyings, histories, request.windowDays), request, histories, volatilities };
}
