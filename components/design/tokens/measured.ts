"use client";

import { useSyncExternalStore } from "react";
import type { Colour } from "@/components/design/tokens/contrast";

/** What the browser makes of a token now, whatever the build has made of `light-dark(oklch(…))`. */
export function measure(token: string): Colour {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!canvas) throw new Error("This browser cannot measure colours.");
  const probe = document.createElement("span");
  probe.style.color = `var(--color-${token})`;
  document.body.append(probe);
  canvas.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return { red: red / 255, green: green / 255, blue: blue / 255, alpha: alpha / 255 };
}

const DARK = "(prefers-color-scheme: dark)";

function subscribe(listener: () => void) {
  const media = matchMedia(DARK);
  media.addEventListener("change", listener);
  window.addEventListener("parley:design-theme", listener);
  return () => {
    media.removeEventListener("change", listener);
    window.removeEventListener("parley:design-theme", listener);
  };
}

function scheme(): "light" | "dark" {
  const { theme } = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") return theme;
  return matchMedia(DARK).matches ? "dark" : "light";
}

/** Which colours are on the screen; null on the server, which does not know. */
export function useScheme() {
  return useSyncExternalStore(subscribe, scheme, () => null);
}
