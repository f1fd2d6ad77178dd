/** What opens over the page to pick from: both menus look the same. */
export const menuSurfaceClass =
  "z-50 min-w-40 max-w-[min(20rem,calc(100vw-1rem))] animate-pop-in rounded-lg border border-border bg-surface-raised p-1 text-text shadow-md";

export const menuItemClass =
  "relative flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 text-base outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover data-highlighted:shadow-[inset_2px_0_0_var(--color-accent)] rtl:data-highlighted:shadow-[inset_-2px_0_0_var(--color-accent)] data-highlighted:outline-2 data-highlighted:-outline-offset-2 data-highlighted:outline-transparent pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0";
