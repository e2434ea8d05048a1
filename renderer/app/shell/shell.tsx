/** The window: bars that can never be closed or covered, and the dock between them. */
import { useEffect } from 'react';
import { useDesk } from '../../desk/selectors';
import { useWindow } from '../../desk/view-store';
import { applyTokens, tokensFor } from '../../theme/tokens';
import { CheatSheet } from '../cheat-sheet/cheat-sheet';
import { Dock } from '../layout/dock';
import { Palette } from '../palette/palette';
import { StatusBar } from '../status-bar/status-bar';
import { ResumeDialog } from '../top-bar/resume-dialog';
import { TopBar } from '../top-bar/top-bar';
import { TradingBanner } from '../top-bar/trading-banner';
import { FillSounds } from './fill-sounds';
import { Notices } from './notices';
import css from './shell.module.css';
import { UrgentStrip } from './urgent-strip';

function useTheme(): void {
  const theme = useWindow((state) => state.settings.theme);
  const scheme = useWindow((state) => state.settings.scheme);
  useEffect(() => applyTokens(document.documentElement, theme, tokensFor(theme, scheme)), [theme, scheme]);
}

function useTitle(): void {
  const words = useDesk(({ slices: { desk } }) =>
    desk === undefined
      ? 'connecting'
      : `${desk.environment}${desk.isArmed ? ' · ARMED' : ''}${desk.tradingState === 'active' ? '' : ` · ${desk.tradingState.toUpperCase()}`}`,
  );
  useEffect(() => {
    document.title = `Keel · ${words}`;
  }, [words]);
}

/** The whole window. */
export function Shell() {
  useTheme();
  useTitle();
  const overlay = useWindow((state) => state.overlay);
  const isArmed = useDesk((state) => state.slices.desk?.isArmed === true);
  return (
    <div className={css['shell']} data-armed={isArmed}>
      <TopBar />
      <TradingBanner />
      <main className={css['dock']}>
        <Dock />
      </main>
      <UrgentStrip />
      <StatusBar />
      <Notices />
      <FillSounds />
      {overlay === 'palette' && <Palette />}
      {overlay === 'cheat-sheet' && <CheatSheet />}
      {overlay === 'resume' && <ResumeDialog />}
    </div>
  );
}
