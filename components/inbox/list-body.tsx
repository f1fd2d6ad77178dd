"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";

type ListBodyProps = Omit<ComponentProps<"div">, "className"> & { label: string };

/**
 * The part of a list that scrolls. Where it has nothing in it to go to, as while it is empty in a low
 * window, it takes the focus itself, so that keys can scroll it.
 */
export function ListBody({ label, ...rest }: ListBodyProps) {
  const body = useRef<HTMLDivElement>(null);
  const [is_stop, setStop] = useState(false);

  function look() {
    const element = body.current;
    // Its height is measured last: most lists have rows.
    setStop(
      element !== null &&
        !element.querySelector("a, button") &&
        element.scrollHeight > element.clientHeight,
    );
  }
  useEffect(look);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it reads refs alone
  useEffect(() => {
    if (!body.current) return;
    const observer = new ResizeObserver(look);
    observer.observe(body.current);
    return () => observer.disconnect();
  }, []);

  const stop = is_stop ? { tabIndex: 0, role: "group", "aria-label": label } : {};
  return (
    <div
      ref={body}
      {...stop}
      {...rest}
      className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
    />
  );
}
