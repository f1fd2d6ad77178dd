import { useRef } from "react";

/**
 * For a dialog that no trigger of its own opens, such as one that a key opens: the focus goes back
 * to where it was. `otherwise` is for when that is gone, or was nowhere.
 */
export function useReturnFocus(otherwise?: () => void) {
  const before = useRef<Element | null>(null);
  return {
    /** For the dialog's `onOpenAutoFocus`. */
    remember(): void {
      before.current = document.activeElement;
    },
    /** For the dialog's `onCloseAutoFocus`. */
    giveBack(event: Event): void {
      event.preventDefault();
      // What the screen has chosen meanwhile keeps it.
      if (document.activeElement !== document.body) return;
      if (before.current instanceof HTMLElement) before.current.focus();
      if (document.activeElement === document.body) otherwise?.();
    },
  };
}
