/** Commands of the risk panels: what they look at. They change no order and no price. */
import type { CommandArgs } from '../../contract/commands';
import { toInstrumentId } from '../../domain/instrument';
import { accepted, denied, type CommandResult, type StepWork } from '../step-work';

/** Named scenarios kept at most. */
const STRESS_SETS_KEPT = 20;

function isKnownUnderlying(work: StepWork, underlying: string | null): boolean {
  return underlying === null || work.indexes[underlying] !== undefined || work.exposures[underlying] !== undefined;
}

function isAscending(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? value));
}

/** Changes what the slide and the tail measures are computed for. */
export function setRiskView(work: StepWork, { slide, tail }: CommandArgs<'set-risk-view'>): CommandResult {
  if (slide !== null) {
    if (!isKnownUnderlying(work, slide.underlying)) return denied(`${slide.underlying ?? ''} is not an underlying of this desk.`);
    const axes = [slide.spotMoves, slide.volatilityMoves, slide.dayOffsets];
    if (!axes.every(isAscending)) return denied('Expected moves and days in rising order without doubles; sort them and repeat.');
    if (!slide.spotMoves.includes(0) || !slide.volatilityMoves.includes(0))
      return denied('Expected 0 among the moves of spot and volatility: the slide marks the present there.');
  }
  work.risk = { ...work.risk, slide: slide ?? work.risk.slide, tail: tail ?? work.risk.tail };
  return accepted;
}

/** Computes a result again now. */
export function refreshRisk(work: StepWork, { run }: CommandArgs<'refresh-risk'>): CommandResult {
  work.effects.push({ kind: 'steer-risk-run', run, action: 'refresh' });
  return accepted;
}

/** Ends a run under way. */
export function cancelRiskRun(work: StepWork, { run }: CommandArgs<'cancel-risk-run'>): CommandResult {
  work.effects.push({ kind: 'steer-risk-run', run, action: 'cancel' });
  return accepted;
}

/** Positions to look at beside those held. */
export function stageWhatIf(work: StepWork, { legs }: CommandArgs<'stage-what-if'>): CommandResult {
  const whatIf = (legs ?? []).map((leg) => ({ instrumentId: toInstrumentId(leg.instrumentId), quantityCoin: leg.quantityCoin }));
  const unknown = whatIf.find(({ instrumentId }) => !work.markets.has(instrumentId));
  if (unknown !== undefined) return denied(`${unknown.instrumentId} is not loaded.`);
  work.risk = { ...work.risk, whatIf };
  return accepted;
}

/** Adds or replaces a named scenario. */
export function stageStressSet(work: StepWork, scenario: CommandArgs<'stage-stress-set'>): CommandResult {
  if (!isKnownUnderlying(work, scenario.underlying)) return denied(`${scenario.underlying ?? ''} is not an underlying of this desk.`);
  const others = work.risk.stress.filter(({ name }) => name !== scenario.name);
  if (others.length >= STRESS_SETS_KEPT) return denied(`Expected at most ${STRESS_SETS_KEPT} scenarios; drop one and repeat.`);
  work.risk = { ...work.risk, stress: [...others, scenario] };
  return accepted;
}

/** Forgets a named scenario. */
export function dropStressSet(work: StepWork, { name }: CommandArgs<'drop-stress-set'>): CommandResult {
  if (!work.risk.stress.some((known) => known.name === name)) return denied(`There is no scenario ${name}.`);
  work.risk = { ...work.risk, stress: work.risk.stress.filter((known) => known.name !== name) };
  return accepted;
}
