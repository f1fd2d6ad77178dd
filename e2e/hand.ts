import { expect, type Locator, type Page } from "@playwright/test";

/** How a person does things on a page. */
export type Hand = {
  /** Presses a button, a link or an item of a menu. */
  press(control: Locator): Promise<void>;
  /** Chooses a radio button, or ticks a box. */
  check(control: Locator): Promise<void>;
  /** Chooses the option of a select that has this label. */
  choose(select: Locator, option: string): Promise<void>;
  /** Puts in the whole text at once, in place of what is there, as from the clipboard. */
  fill(field: Locator, text: string): Promise<void>;
  /** Strikes key after key; a new line is Shift and Enter. */
  type(field: Locator, text: string): Promise<void>;
  /** Strikes one key, or some together, where one writes. */
  strike(field: Locator, keys: string): Promise<void>;
};

/** What has no way by pointer is done by key, as everybody does it. */
const pointer: Hand = {
  press: (control) => control.click(),
  check: (control) => control.check(),
  async choose(select, option) {
    await select.selectOption({ label: option });
  },
  fill: (field, text) => field.fill(text),
  async type(field, text) {
    const [first = "", ...rest] = text.split("\n");
    await field.pressSequentially(first);
    for (const line of rest) {
      await field.press("Shift+Enter");
      await field.pressSequentially(line);
    }
  },
  strike: (field, keys) => field.press(keys),
};

/** Goes to each control, key by key, before it does anything with it. */
const keyboard: Hand = {
  async press(control) {
    const { keyboard } = await reach(control);
    await keyboard.press("Enter");
  },
  async check(control) {
    const { keyboard } = await reach(control);
    // The arrows that led to a radio button have chosen it.
    if (!(await control.isChecked())) await keyboard.press("Space");
    await expect(control).toBeChecked();
  },
  async choose(select, option) {
    const { keyboard } = await reach(select);
    // Letters that come so fast are one word to a select.
    await keyboard.type(option);
    const chosen = () =>
      select.evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]?.label);
    await expect.poll(chosen).toBe(option);
  },
  async fill(field, text) {
    const { keyboard } = await reach(field);
    await keyboard.press("ControlOrMeta+a");
    if (text) await keyboard.insertText(text);
    else await keyboard.press("Delete");
  },
  async type(field, text) {
    const { keyboard } = await reach(field);
    const [first = "", ...rest] = text.split("\n");
    await keyboard.type(first);
    for (const line of rest) {
      await keyboard.press("Shift+Enter");
      await keyboard.type(line);
    }
  },
  async strike(field, keys) {
    const { keyboard } = await reach(field);
    await keyboard.press(keys);
  },
};

export const HANDS = { pointer, keyboard };

/** Closes what lies over the page. It hears a key from when it has the focus, and no earlier. */
export async function closeByEscape(over: Locator): Promise<void> {
  const page = over.page();
  await expect(over.and(page.locator(":focus-within"))).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(over).toBeHidden();
}

/** A control that is further away is out of reach: nobody strikes so many keys for one. */
const MOST_KEYS = 40;
/** For what a page has to do before a control can be used, in milliseconds. */
const PATIENCE_MS = 15_000;

/**
 * Goes from control to control until this one has the focus.
 * @throws Error that says where the focus is instead, after so many keys
 */
export async function reach(control: Locator): Promise<Page> {
  const page = control.page();
  const struck: string[] = [];
  const look = () => control.evaluate(nextKey, struck.length > 0);
  for (let key = await look(); key !== "there"; key = await look()) {
    if (key === "not yet") {
      const message = `${control} can be used, and the focus has gone to what it lies in`;
      await expect.poll(look, { message, timeout: PATIENCE_MS }).not.toBe(key);
    } else if (struck.length === MOST_KEYS) {
      const way = [...new Set(struck)].join(" and ");
      const at = await page.evaluate(() => {
        const { body, activeElement } = document;
        return !activeElement || activeElement === body ? "the page" : activeElement.outerHTML;
      });
      throw new Error(
        `${control} is not reached with ${MOST_KEYS} of ${way}; the focus is at ${at.slice(0, 200)}`,
      );
    } else {
      await page.keyboard.press(key);
      struck.push(key);
    }
  }
  return page;
}

/**
 * In the page: the key that brings the focus nearer to the control. One look tells all, so that a
 * way of many keys stays quick.
 */
async function nextKey(control: Element, is_struck: boolean): Promise<string> {
  const memory = window as { focus_before_the_key?: Element };
  const focused = () => document.activeElement ?? document.body;
  if (is_struck && focused() === memory.focus_before_the_key) {
    // A menu moves it by a timer, which keys that follow at once would always be before.
    await new Promise((resolve) => {
      document.addEventListener("focusin", resolve, { once: true });
      setTimeout(resolve, 500);
    });
  }
  const at = focused();
  memory.focus_before_the_key = at;
  if (at === control) return "there";
  const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
  const is_covered = control.closest("[inert]") || (modal && !modal.contains(control));
  if (is_covered || control.matches(":disabled") || !control.checkVisibility()) return "not yet";
  const over = control.closest("dialog, [role=dialog], [role=alertdialog], [role=menu]");
  // What opens takes the focus by itself.
  if (over && at !== document.body && !over.contains(at)) return "not yet";
  const is_before = !!(at.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_PRECEDING);
  const sharesWith = (group: string) => at.closest(group)?.contains(control) ?? false;
  const isRadio = (one: Element) => one.matches("input[type=radio], [role=radio]");
  // One stop for the Tab key, and inside the arrows go on.
  const is_by_arrow =
    sharesWith("[role=menu], [role=listbox], [role=tablist]") ||
    (isRadio(at) && isRadio(control) && sharesWith("fieldset, [role=radiogroup]")) ||
    ((control as HTMLElement).tabIndex < 0 && sharesWith("ul, ol, table"));
  if (is_by_arrow) return is_before ? "ArrowUp" : "ArrowDown";
  return is_before ? "Shift+Tab" : "Tab";
}
