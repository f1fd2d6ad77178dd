import { type BrowserContext, test as base, expect } from "@playwright/test";
import { HANDS, type Hand } from "./hand";

export type Twins = {
  /** Which of the twins tells the story. */
  told_by: keyof typeof HANDS;
  hand: Hand;
  /** Sees to it that nothing in a story is stopped by the Content-Security-Policy. */
  keepsPolicy: undefined;
};

/** As Chromium words it. */
const POLICY =
  /Content Security Policy|Content-Security-Policy|Permissions policy|TrustedScript|TrustedHTML/;

/** What only a pointer does. A click is none of them: Enter makes one too. */
const POINTED = ["pointerdown", "pointermove", "mousedown", "mousemove", "wheel", "touchstart"];

/** Each story is told by the project "pointer", and by its twin without one, "keyboard". */
export const test = base.extend<Twins>({
  told_by: ["pointer", { option: true }],

  keepsPolicy: [
    async ({ browser }, use) => {
      const violations: string[] = [];
      const watch = (context: BrowserContext) =>
        context.on("console", (message) => {
          if (POLICY.test(message.text())) violations.push(message.text());
        });
      browser.on("context", watch);
      await use(undefined);
      browser.off("context", watch);
      expect(violations, "what the pages' own security policy forbids").toEqual([]);
    },
    { auto: true },
  ],

  hand: [
    async ({ browser, told_by }, use) => {
      const pointed: string[] = [];
      const watches: Promise<void>[] = [];
      const watch = (context: BrowserContext) => watches.push(watchPointer(context, pointed));
      if (told_by === "keyboard") browser.on("context", watch);
      await use(HANDS[told_by]);
      browser.off("context", watch);
      await Promise.all(watches);
      expect(pointed, "what a pointer did in a story that is told without one").toEqual([]);
    },
    { auto: true },
  ],
});

/** Writes down in `pointed` what a pointer does on the pages of this browser. */
async function watchPointer(context: BrowserContext, pointed: string[]): Promise<void> {
  await context.exposeFunction("tellPointed", (what: string) => pointed.push(what));
  await context.addInitScript((kinds) => {
    function tell({ type, isTrusted, target }: Event) {
      const { tellPointed } = window as unknown as { tellPointed(what: string): void };
      const where = target instanceof Element ? target.outerHTML.slice(0, 200) : "the page";
      if (isTrusted) tellPointed(`${type} on ${where}`);
    }
    for (const kind of kinds) window.addEventListener(kind, tell, { capture: true, passive: true });
  }, POINTED);
}
