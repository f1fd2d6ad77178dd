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
      const element = before.current;
      if (element instanceof HTMLElement && element !== document.body) element.focus();
      if (element === document.body || document.activeElement !== element) otherwise?.();
    },
  };
}
