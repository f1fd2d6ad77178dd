/** The pane and the veil that Dialog and ConfirmDialog share. */
export const dialogOverlayClass = "fixed inset-0 z-40 animate-fade-in bg-overlay";

export const dialogSurfaceClass =
  "fixed inset-x-4 top-[calc(var(--visible-top)+var(--visible-height)/2)] z-40 mx-auto flex max-h-[calc(var(--visible-height)-2rem)] -translate-y-1/2 animate-fade-in flex-col overflow-hidden rounded-xl border border-border bg-surface-raised text-text shadow-lg outline-none";

export const dialogTitleClass = "text-lg font-semibold text-balance wrap-anywhere";

export const dialogDescriptionClass = "mt-1 text-base text-pretty wrap-anywhere text-text-muted";

export const dialogFooterClass = "flex flex-wrap justify-end gap-2 border-t px-4 py-3";
