/** Size of an element on screen, followed as it changes. */
import { useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { Extent } from './model';

/** A reference for the element, and its size in px. */
export function useExtent(): readonly [RefObject<HTMLDivElement | null>, Extent] {
  const ref = useRef<HTMLDivElement>(null);
  const [extent, setExtent] = useState<Extent>({ width: 600, height: 240 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setExtent({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, extent];
}
