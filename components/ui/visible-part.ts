"use client";

import { useEffect } from "react";

/**
 * Tells the styles which part of the window is seen, as `--visible-top` and `--visible-height`. On
 * iOS a keyboard of glass lies over a page that stays as high as it was, and moves it about. Set on
 * the document, so that nothing is drawn again by React.
 */
export function VisiblePart() {
  useEffect(() => {
    // On every page, for as long as it is there.
    for (const event of ["resize", "scroll"]) visualViewport?.addEventListener(event, tell);
  }, []);
  return null;
}

function tell() {
  const { style, clientHeight } = document.documentElement;
  const { height, offsetTop, scale } = visualViewport as VisualViewport;
  // Who zooms in sees less of the page, which stays as it is; and a rounding is no keyboard.
  const is_covered = scale === 1 && clientHeight - height > 1;
  style.setProperty("--visible-height", is_covered ? `${height}px` : "");
  style.setProperty("--visible-top", is_covered ? `${offsetTop}px` : "");
}
