"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import {
  dialogDescriptionClass,
  dialogFooterClass,
  dialogSurfaceClass,
  dialogTitleClass,
} from "./dialog-surface";
import { IconButton } from "./icon-button";

const widths = { sm: "max-w-sm", md: "max-w-md", lg: "max-w-lg" };

type NativeDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, the one that does it last. */
  footer?: ReactNode;
  size?: keyof typeof widths;
  /** It asks whether to do something: only an answer or Escape closes it. */
  asks?: boolean;
  closeLabel?: string;
  children?: ReactNode;
};

/**
 * The browser's own dialog, for a page that has to be light: it keeps the focus inside, lies over
 * everything and gives the focus back without a library. Nothing that is put at the end of the
 * body, as Select's list is, can be used in it.
 */
export function NativeDialog(props: NativeDialogProps) {
  return props.open && <OpenDialog {...props} />;
}

function OpenDialog({
  onOpenChange,
  title,
  description,
  footer,
  size = "lg",
  asks = false,
  closeLabel = "Close",
  children,
}: NativeDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const own = dialog.current;
    own?.showModal();
    const unlock = lockPage();
    return () => {
      unlock();
      // While it is still in the page: it gives back the focus that it took.
      own?.close();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      role={asks ? "alertdialog" : undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      // Told late: it may be open again by then.
      onClose={() => !dialog.current?.open && onOpenChange(false)}
      onMouseDown={(event) => {
        // What is beside it counts as the dialog itself.
        if (!asks && event.target === event.currentTarget) onOpenChange(false);
      }}
      className={clsx(dialogSurfaceClass, widths[size], "w-auto backdrop:bg-overlay")}
    >
      <div className={clsx("p-4", asks ? "overflow-y-auto" : "pe-14 pb-3")}>
        <h2 id={`${id}-title`} className={dialogTitleClass}>
          {title}
        </h2>
        {description && (
          <p id={`${id}-description`} className={dialogDescriptionClass}>
            {description}
          </p>
        )}
        {asks && children && <div className="mt-3">{children}</div>}
      </div>
      {!asks && children && (
        <div className="min-h-0 overflow-y-auto px-4 pt-1 pb-4">{children}</div>
      )}
      {footer && <div className={dialogFooterClass}>{footer}</div>}
      {/* Last in order, so that the first field has the focus when the dialog opens. */}
      {!asks && (
        <div className="absolute end-3 top-3 pointer-coarse:end-1 pointer-coarse:top-1">
          <IconButton label={closeLabel} size="sm" onClick={() => onOpenChange(false)}>
            <X aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </dialog>
  );
}

/** The page behind does not scroll, nor does it move for the bar that is gone. */
function lockPage(): () => void {
  const { documentElement: page } = document;
  const bar = window.innerWidth - page.clientWidth;
  const { overflow, paddingInlineEnd } = page.style;
  Object.assign(page.style, { overflow: "hidden", paddingInlineEnd: `${bar}px` });
  return () => void Object.assign(page.style, { overflow, paddingInlineEnd });
}
