"use client";

import { useEffect } from "react";

/** Puts the number of unread messages into the page's title: "(2) Parley". */
export function useUnreadTitle(count: number): void {
  useEffect(() => {
    const title = document.title.replace(/^\(\d+\) /, "");
    document.title = count > 0 ? `(${count}) ${title}` : title;
    return () => {
      document.title = title;
    };
  }, [count]);
}
