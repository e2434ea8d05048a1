/** Short sentences about what was just asked: above the status bar, never over the stop bar. */
import { useEffect } from 'react';
import { dismissNotice, useNotices } from '../../desk/commands';
import type { Notice } from '../../desk/commands';
import css from './shell.module.css';

const SHOWN_MS = 7_000;

function NoticeCard({ notice }: { readonly notice: Notice }) {
  useEffect(() => {
    if (notice.tone === 'unknown') return undefined;
    const timer = setTimeout(() => dismissNotice(notice.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className={css['notice']} data-tone={notice.tone} role={notice.tone === 'info' ? 'status' : 'alert'}>
      <span>
        {notice.tone === 'denied' && <b className="warn">Refused. </b>}
        {notice.tone === 'unknown' && <b className="danger">Unknown. </b>}
        {notice.text}
      </span>
      <button type="button" aria-label="Dismiss" onClick={() => dismissNotice(notice.id)}>
        ✕
      </button>
    </div>
  );
}

/** The notices on screen. */
export function Notices() {
  const notices = useNotices();
  return (
    <div className={css['notices']}>
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}
