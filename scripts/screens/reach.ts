import type { Page } from "@playwright/test";

/** A laptop's 1440 × 900 at a zoom of 200%: half as many CSS pixels. */
export const ZOOMED = { width: 720, height: 450 };

/** What cannot be reached: sideways, or in a window over the page that is too high for it. */
export const outOfReach = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth, clientHeight } = document.documentElement;
    const controls = [...document.querySelectorAll("a, button, input, select, textarea")];
    const outside = controls.filter((control) => {
      const { left, right, width, bottom } = control.getBoundingClientRect();
      const is_over = control.closest("[role=dialog] > footer, [role=alertdialog] > footer");
      return (
        width > 1 &&
        control.checkVisibility() &&
        (left < -1 || right > clientWidth + 1 || (is_over && bottom > clientHeight + 1))
      );
    });
    return {
      scrolls_by: scrollWidth - clientWidth,
      outside: outside.map((control) => control.outerHTML.slice(0, 200)),
    };
  });
