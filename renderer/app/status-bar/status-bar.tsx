/** The status bar: venues, dead-man, journal, engine link, drafts, alerts, layout, sound. */
import { Bell, BellOff, Lock, LockOpen, Moon, Sun } from 'lucide-react';
import type { DeskView } from '../../../shared/projection/view-state';
import { Kbd } from '../../controls/kbd';
import { useDesk, useLocalNow, useTopic } from '../../desk/selectors';
import { changeSettings, showOverlay, useWindow } from '../../desk/view-store';
import { formatAge, formatFixed } from '../../theme/number-format';
import { toggleMute, toggleTheme } from '../keymap/actions';
import css from './status-bar.module.css';
import { venueSummaries } from './venue-summary';

function Engine() {
  const now = useLocalNow();
  const lastMessageAtMs = useDesk((state) => state.lastMessageAtMs);
  const age = lastMessageAtMs === null ? null : now - lastMessageAtMs;
  const isLate = age === null || age > 1_000;
  return (
    <span title="Age of the last word from the engine" className={isLate ? 'warn' : undefined}>
      <i className={css['dot']} data-tone={isLate ? 'warn' : 'ok'} />
      engine {age === null ? 'silent' : isLate ? `silent ${formatAge(age)}` : 'live'}
    </span>
  );
}

function Venues() {
  const connections = useTopic('connections');
  return (
    <>
      {venueSummaries(connections).map((venue) => (
        <span key={venue.id} title={venue.title}>
          <i className={css['dot']} data-tone={venue.tone} />
          {venue.text} · dead-man <b className={venue.guardTone}>{venue.guard}</b>
        </span>
      ))}
      {connections !== undefined && (
        <>
          <span title="Book update in to quote decision out, slowest of a hundred">
            engine p99 {formatFixed(connections.engineP99Micros, 0)} µs
          </span>
          <span title="Engine to painted frame, slowest of twenty">screen p95 {formatFixed(connections.screenP95Ms, 0)} ms</span>
          <span>
            journal {formatFixed(connections.journalEntries, 0)} entries, {connections.journalState}
          </span>
        </>
      )}
    </>
  );
}

function Controls() {
  const settings = useWindow((state) => state.settings);
  return (
    <>
      <button type="button" title="Unlock to move panels" onClick={() => changeSettings({ isLayoutLocked: !settings.isLayoutLocked })}>
        {settings.isLayoutLocked ? <Lock size={11} /> : <LockOpen size={11} />} {settings.layoutName}{' '}
        {settings.isLayoutLocked ? '(locked)' : '(unlocked)'}
      </button>
      <button type="button" title="Sound (Ctrl+M)" onClick={toggleMute}>
        {settings.isMuted ? <BellOff size={11} /> : <Bell size={11} />} sound {settings.isMuted ? 'off' : 'on'}
      </button>
      <button type="button" title="Dark or light" onClick={toggleTheme}>
        {settings.theme === 'dark' ? <Moon size={11} /> : <Sun size={11} />} {settings.theme}
      </button>
      <button type="button" title="Cheat sheet" onClick={() => showOverlay('cheat-sheet')}>
        <Kbd keys="?" />
      </button>
      <button type="button" title="Command palette" onClick={() => showOverlay('palette')}>
        <Kbd keys="Ctrl K" />
      </button>
    </>
  );
}

function Counts({ desk }: { readonly desk: DeskView }) {
  return (
    <>
      {desk.unknownOrderCount > 0 && <b className="danger">unknown orders {desk.unknownOrderCount}</b>}
      {desk.externalOrderCount > 0 && <span className="warn">placed elsewhere {desk.externalOrderCount}</span>}
      <span className={desk.draftCount > 0 ? 'preview' : undefined}>drafts {desk.draftCount}</span>
      <span className={desk.alertCount > 0 ? 'warn' : undefined}>alerts {desk.alertCount}</span>
    </>
  );
}

/** The status bar. */
export function StatusBar() {
  const desk = useTopic('desk');
  return (
    <footer className={css['bar']}>
      <Engine />
      <Venues />
      <span className={css['spring']} />
      {desk !== undefined && <Counts desk={desk} />}
      <Controls />
    </footer>
  );
}
