/** Margin by venue, ours beside the venue's; distance to liquidation; how much more can be quoted and what ends it. */
import type { AllocationRow, LiquidationRow, MarginRow, SimulatedMargin } from '../../../shared/projection/capital-view';
import { Num } from '../../controls/num';
import css from './capital.module.css';
import { roomWords, tighterSide } from './model';

const COIN = 4;

function Pair({ own, venue }: { readonly own: number | null; readonly venue: number | null }) {
  return (
    <>
      <Num value={own} decimals={COIN} />
      <span className="muted"> / </span>
      <Num value={venue} decimals={COIN} className="muted" />
    </>
  );
}

function Simulated({ simulated }: { readonly simulated: SimulatedMargin | null }) {
  if (simulated === null) return <td title="the venue has not answered yet">–</td>;
  return (
    <td title={[simulated.model, simulated.reason].filter((words) => words !== '').join(' · ')}>
      <Num value={simulated.initial} decimals={COIN} className="muted" /> <Num value={simulated.gapInitial} decimals={COIN} sign="always" />
    </td>
  );
}

/** One line per venue and coin. */
export function Margins({ rows }: { readonly rows: readonly MarginRow[] }) {
  return (
    <table className={css['table']} aria-label="Margin">
      <thead>
        <tr>
          <th scope="col">margin</th>
          <th scope="col" title="ours / the venue's">
            initial
          </th>
          <th scope="col">gap</th>
          <th scope="col" title="ours / the venue's">
            maintenance
          </th>
          <th scope="col" title="ours by the rule that the account does not follow">
            other rule
          </th>
          <th scope="col" title="the venue's own simulation of the positions alone, and ours by the same rule minus it">
            simulated (gap)
          </th>
          <th scope="col">equity</th>
          <th scope="col">free</th>
          <th scope="col" title="after every quote filled on its worse side">
            after quotes
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.venue} ${row.currency}`}>
            <th scope="row" title={[row.reason, row.rule].filter((words) => words !== '').join(' · ')}>
              {row.venue} {row.currency} · {row.model}
              {row.reason !== '' && <span className="warn"> !</span>}
            </th>
            <td>
              <Pair own={row.ownInitial} venue={row.venueInitial} />
            </td>
            <td>
              <Num value={row.gapInitial} decimals={COIN} sign="always" />
            </td>
            <td>
              <Pair own={row.ownMaintenance} venue={row.venueMaintenance} />
            </td>
            <td title={row.otherModelReason}>
              <Num value={row.otherModelInitial} decimals={COIN} />
            </td>
            <Simulated simulated={row.simulated} />
            <td>
              <Num value={row.equity} decimals={COIN} />
            </td>
            <td>
              <Num value={row.free} decimals={COIN} />
            </td>
            <td>
              <Num value={row.freeAfterQuotes} decimals={COIN} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Prices at which the account would be liquidated. */
export function Liquidations({ rows }: { readonly rows: readonly LiquidationRow[] }) {
  return (
    <table className={css['table']} aria-label="Liquidation">
      <thead>
        <tr>
          <th scope="col">liquidation</th>
          <th scope="col">below</th>
          <th scope="col">above</th>
          <th scope="col">distance</th>
          <th scope="col" title="in daily standard deviations">
            σ
          </th>
          <th scope="col" className={css['words']}>
            <span className="only-heard">why not</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.venue} ${row.currency}`}>
            <th scope="row">
              {row.venue} {row.currency}
            </th>
            <td>
              <Num value={row.downPrice} decimals={0} />
            </td>
            <td>
              <Num value={row.upPrice} decimals={0} />
            </td>
            <td>
              <Num value={row.distance === null ? null : row.distance * 100} decimals={1} unit="%" />
            </td>
            <td>
              <Num value={row.distanceSigmas} decimals={1} />
            </td>
            <td className={css['words']}>
              <span className="muted">{row.reason}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Room to keep quoting. */
export function Allocations({ rows }: { readonly rows: readonly AllocationRow[] }) {
  return (
    <table className={css['table']} aria-label="Room to quote">
      <thead>
        <tr>
          <th scope="col">room to quote</th>
          <th scope="col">bids</th>
          <th scope="col">asks</th>
          <th scope="col" className={css['words']}>
            in words
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.underlying} ${row.product}`}>
            <th scope="row">
              {row.underlying}
              {row.product === 'options' && <span className="muted"> options</span>}
            </th>
            <td
              className={tighterSide(row) === 'bid' ? 'warn' : undefined}
              title={roomWords(row.bidRoomCoin, row.bidBinds, row.underlying)}
            >
              <Num value={row.bidRoomCoin} decimals={2} />
            </td>
            <td
              className={tighterSide(row) === 'ask' ? 'warn' : undefined}
              title={roomWords(row.askRoomCoin, row.askBinds, row.underlying)}
            >
              <Num value={row.askRoomCoin} decimals={2} />
            </td>
            <td className={css['words']}>{row.words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
