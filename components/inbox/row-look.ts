import { clsx } from "clsx";

/** A row of a list: the whole of it is the target of the button in it. */
export const rowClass = ({ is_selected, is_gone }: { is_selected: boolean; is_gone: boolean }) =>
  clsx(
    "relative border-b",
    is_gone
      ? "opacity-60"
      : is_selected
        ? "bg-accent-soft shadow-[inset_2px_0_0_var(--color-accent)] rtl:shadow-[inset_-2px_0_0_var(--color-accent)]"
        : "hover:bg-hover",
  );

export const rowButtonClass =
  "min-w-0 flex-1 text-start outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus";
