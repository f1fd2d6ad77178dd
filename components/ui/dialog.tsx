"use client";

import "./style-nonce";
import { clsx } from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import {
  dialogDescriptionClass,
  dialogFooterClass,
  dialogOverlayClass,
  dialogSurfaceClass,
  dialogTitleClass,
} from "./dialog-surface";
import { IconButton } from "./icon-button";
import { useReturnFocus } from "./return-focus";

const widths = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-3xl" };

type DialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Where the focus goes afterwards, when what had it before is gone or nothing had it. */
  onFocusLost?: () => void;
  /** The button that opens it, where the dialog keeps its own state. */
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, the one that does it last. */
  footer?: ReactNode;
  size?: keyof typeof widths;
  closeLabel?: string;
  children?: ReactNode;
};

export function Dialog({
  trigger,
  title,
  description,
  footer,
  size = "md",
  closeLabel = "Close",
  onFocusLost,
  children,
  ...root
}: DialogProps) {
  const focus = useReturnFocus(onFocusLost);
  return (
    <Radix.Root {...root}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className={dialogOverlayClass} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          {...(trigger
            ? {}
            : { onOpenAutoFocus: focus.remember, onCloseAutoFocus: focus.giveBack })}
          className={clsx(dialogSurfaceClass, widths[size])}
        >
          <header className="p-4 pe-14 pb-3">
            <Radix.Title className={dialogTitleClass}>{title}</Radix.Title>
            {description && (
              <Radix.Description className={dialogDescriptionClass}>
                {description}
              </Radix.Description>
            )}
          </header>
          {children && (
            <div ref={scrollByKeys} className="min-h-0 overflow-y-auto px-4 pt-1 pb-4">
              {children}
            </div>
          )}
          {footer && <footer className={dialogFooterClass}>{footer}</footer>}
          {/* Last in order, so that the first field has the focus when the dialog opens. */}
          <div className="absolute end-3 top-3 pointer-coarse:end-1 pointer-coarse:top-1">
            <Radix.Close asChild>
              <IconButton label={closeLabel} size="sm">
                <X aria-hidden="true" />
              </IconButton>
            </Radix.Close>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What is too high for its window and has nothing to go to in it takes the focus itself. */
function scrollByKeys(body: HTMLElement | null): void {
  if (!body || body.scrollHeight <= body.clientHeight) return;
  if (!body.querySelector("a, button, input, select, textarea")) body.tabIndex = 0;
}

/** Around a Cancel button in a footer: closes the dialog. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}
