import { useEffect } from "react";

const STATES = /(?<!\\):(hover|focus-visible|active)(?![\w-])/g;

export type ForcedState = "hover" | "focus-visible" | "active";

/**
 * While this page is open, `data-force="hover"` looks as a pointer over the element does: the page's
 * rules are given once more, with the attribute beside the state. A selector in `:is()` weighs as
 * much as the state alone, so that what won before wins now.
 */
export function useForcedStates(): void {
  useEffect(() => {
    const forced = new CSSStyleSheet();
    const rules = Array.from(document.styleSheets, (sheet) =>
      Array.from(sheet.cssRules, (rule) => rule.cssText),
    );
    forced.replaceSync(rules.flat().join("\n").replace(STATES, ':is(:$1, [data-force~="$1"])'));
    const before = document.adoptedStyleSheets;
    document.adoptedStyleSheets = [...before, forced];
    return () => {
      document.adoptedStyleSheets = before;
    };
  }, []);
}
