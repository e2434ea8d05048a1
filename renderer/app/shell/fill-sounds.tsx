/** A short tone per own fill (high for buys, low for sells) and per urgent alert; never the only channel, muted with Ctrl+M. */
import { useEffect, useRef } from 'react';
import { useTopic } from '../../desk/selectors';
import { useWindow } from '../../desk/view-store';

/** At most one tone in this time, however many fills came. */
const COALESCE_MS = 120;
const VOLUME = 0.06;

let audio: AudioContext | null = null;
let lastToneAt = 0;

function playTone(frequency: number): void {
  const now = performance.now();
  if (now - lastToneAt < COALESCE_MS) return;
  lastToneAt = now;
  audio ??= new AudioContext();
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(VOLUME, audio.currentTime);
  gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.12);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start();
  oscillator.stop(audio.currentTime + 0.13);
}

/** Plays; shows nothing. */
export function FillSounds() {
  const isMuted = useWindow((state) => state.settings.isMuted);
  const fills = useTopic('fills');
  const alertCount = Object.values(useTopic('alerts')?.rows ?? {}).filter((row) => row.severity === 3 && !row.isAcknowledged).length;
  const seenFills = useRef<number | null>(null);
  const seenAlerts = useRef(0);
  useEffect(() => {
    if (fills === undefined) return;
    const isNew = seenFills.current !== null && fills.totalCount > seenFills.current;
    seenFills.current = fills.totalCount;
    if (!isNew || isMuted) return;
    const newest = Object.values(fills.rows).reduce((left, right) => (right.executedAtMs > left.executedAtMs ? right : left));
    playTone(newest.side === 'buy' ? 880 : 587);
  }, [fills, isMuted]);
  useEffect(() => {
    if (alertCount > seenAlerts.current && !isMuted) playTone(220);
    seenAlerts.current = alertCount;
  }, [alertCount, isMuted]);
  return null;
}
