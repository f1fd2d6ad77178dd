"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";

/** So far before one gets to it, it is pressed by itself. */
const AHEAD = "800px";

type EarlierButtonProps = {
  /** @throws where they could not be loaded */
  load: () => Promise<void>;
  /** It is gone with the last of the earlier messages; this then takes the focus. */
  onLast: () => void;
};

/** Loads what comes before, as one gets near to it; for what failed it is pressed. */
export function EarlierButton({ load, onLast }: EarlierButtonProps) {
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");
  const button = useRef<HTMLButtonElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: at the end of its life alone
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (own && document.activeElement === own) onLast();
    };
  }, []);

  async function run() {
    if (state === "loading") return;
    setState("loading");
    try {
      await load();
      setState("idle");
    } catch {
      setState("failed");
    }
  }

  // Looks again after each page: where one jumped to the very beginning, one page is not enough.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is what it is in this state
  useEffect(() => {
    const own = button.current;
    const root = own?.closest("[role=log]");
    if (!own || !root || state !== "idle") return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)?.isIntersecting) void run();
      },
      { root, rootMargin: `${AHEAD} 0px 0px` },
    );
    observer.observe(own);
    return () => observer.disconnect();
  }, [state]);

  return (
    <div className="flex flex-col items-center gap-1 px-4 pt-3">
      <Button ref={button} size="sm" variant="ghost" loading={state === "loading"} onClick={run}>
        Load earlier messages
      </Button>
      <p role="status" className="text-sm text-danger-text empty:hidden">
        {state === "failed" && "They could not be loaded. Try again."}
      </p>
    </div>
  );
}
