import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

type Scope = {
  /** A selector; all of the page without it. */
  part?: string;
  /** Only these of axe's rules. */
  rules?: string[];
};

/** What axe finds, as one line for each element. */
export async function findings(page: Page, { part, rules }: Scope = {}): Promise<string[]> {
  // No page has frames: nothing has to be gathered in a page beside it.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (part) axe.include(part);
  if (rules) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(" ")}`),
  );
}
