/** Inventory per underlying: gauge with target, bands and the skew it causes; history with fills. */
import { useMemo, useRef } from 'react';
import type { RefObject } from 'react';
import type { InventoryView } from '../../../shared/projection/view-state';
import { HistoryChart } from '../../charts/history-chart';
import { classNames } from '../../controls/class-names';
import { Num, gainClass } from '../../controls/num';
import { PanelFrame } from '../../controls/panel-frame';
import { TrustBadge } from '../../controls/trust-badge';
import { activeUnderlying, useDesk, useTopic } from '../../desk/selectors';
import { COIN_DECIMALS } from '../../theme/number-format';
import { Gauge } from './gauge';
import css from './inventory.module.css';
import { bandState, bandWords, halfLifeText } from './model';

function Facts({ view }: { readonly view: InventoryView }) {
  const state = bandState(view);
  const usd = view.deltaCoin === null || view.indexPrice === null ? null : view.deltaCoin * view.indexPrice;
  return (
    <div className={css['facts']}>
      <b>{view.underlying}</b>
      <span className={css['delta']}>
        <Num value={view.deltaCoin} decimals={COIN_DECIMALS} sign="always" className={gainClass(view.deltaCoin)} />
      </span>
      <span className={css['notional']} title="Delta at the index price">
        <Num value={usd} decimals={0} sign="always" unit="$" className="muted" />
      </span>
      <span
        className={classNames(css['band'], state === 'breach' ? 'danger' : state === 'outside' ? 'warn' : 'muted')}
        title={bandWords[state]}
      >
        {bandWords[state]}
      </span>
      <span className={css['spring']} />
      <TrustBadge trust={view.trust} withReconciliation />
    </div>
  );
}

function steerRefusal(view: InventoryView): string {
  return view.trust.state === 'live' || view.trust.state === 'degraded'
    ? ''
    : `The target cannot be moved while the input is ${view.trust.state}.`;
}

function Card({ view, handle }: { readonly view: InventoryView; readonly handle: RefObject<HTMLDivElement | null> }) {
  const { history, fills, softBandCoin, hardBandCoin, targetCoin, underlying } = view;
  const data = useMemo(
    () => ({
      points: history,
      fills,
      decimals: hardBandCoin < 10 ? 3 : 2,
      bands: [
        { value: targetCoin + softBandCoin, title: 'soft' },
        { value: targetCoin - softBandCoin, title: 'soft' },
      ],
    }),
    [history, fills, softBandCoin, hardBandCoin, targetCoin],
  );
  return (
    <div className={css['card']} data-underlying={underlying} data-state={view.trust.state}>
      <Facts view={view} />
      <Gauge view={view} handle={handle} refusal={steerRefusal(view)} />
      <div className={css['legend']}>
        <span className={css['inventoryKey']}>inventory</span>
        <span className={css['targetKey']}>target</span>
        <span className={css['skewKey']}>skew</span>
        <span className="bid">● buy</span>
        <span className="ask">● sell</span>
        <span className={css['spring']} />
        <span title="Ticks by which the inventory shifts our quotes">
          skew <Num value={view.skewTicks} decimals={1} sign="always" unit="ticks" className={gainClass(view.skewTicks)} />
        </span>
        <span title="Time to halve the distance to target at the current rate of fills">
          half-life <span className="num">{halfLifeText(view.halfLifeMinutes)}</span>
        </span>
      </div>
      <div className={css['chart']}>
        {history.length > 1 ? (
          <HistoryChart data={data} label={`Inventory of ${underlying} over time`} />
        ) : (
          <p className={css['quiet']}>The history begins with the first minute of quoting.</p>
        )}
      </div>
    </div>
  );
}

/** The inventory panel. */
export function Inventory() {
  const inventory = useTopic('inventory');
  const active = useDesk(activeUnderlying);
  const activeHandle = useRef<HTMLDivElement>(null);
  const otherHandle = useRef<HTMLDivElement>(null);
  const views = Object.values(inventory ?? {});
  return (
    <PanelFrame
      id="inventory"
      isLoaded={inventory !== undefined}
      waitsFor="positions and index prices"
      empty={views.length === 0 ? 'No underlying has a target: add one to `targets` of the settings.' : ''}
      onRequest={(action) => action === 'target' && activeHandle.current?.focus()}
      keys={{ T: () => activeHandle.current?.focus() }}
    >
      <div className={css['cards']}>
        {views.map((view) => (
          <Card key={view.underlying} view={view} handle={view.underlying === active ? activeHandle : otherHandle} />
        ))}
      </div>
    </PanelFrame>
  );
}
