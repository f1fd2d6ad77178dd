"use client";

import "./style-nonce";
import { clsx } from "clsx";
import { AlertDialog as Radix } from "radix-ui";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "./button";
import {
  dialogDescriptionClass,
  dialogFooterClass,
  dialogOverlayClass,
  dialogSurfaceClass,
  dialogTitleClass,
} from "./dialog-surface";
import { useReturnFocus } from "./return-focus";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  tone?: "primary" | "danger";
  /** Which button Enter presses at first: for what was asked for by key, the one that does it. */
  focuses?: "cancel" | "confirm";
  /** Where the focus goes afterwards, when what had it before is gone or nothing had it. */
  onFocusLost?: () => void;
  /** The dialog waits for the promise, then closes; on `false` it stays, to say why in `children`. */
  onConfirm: () => unknown;
  children?: ReactNode;
};

export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel = "Cancel",
  tone = "danger",
  focuses = "cancel",
  onFocusLost,
  onConfirm,
  children,
}: ConfirmDialogProps) {
  const [running, setRunning] = useState(false);
  const does_it = useRef<HTMLButtonElement>(null);
  const focus = useReturnFocus(onFocusLost);

  function focusFirst(event: Event) {
    focus.remember();
    if (focuses === "cancel") return;
    event.preventDefault();
    does_it.current?.focus();
  }

  async function confirm() {
    setRunning(true);
    try {
      if ((await onConfirm()) !== false) onOpenChange(false);
    } finally {
      setRunning(false);
    }
  }

  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={dialogOverlayClass} />
        <Radix.Content
          onOpenAutoFocus={focusFirst}
          onCloseAutoFocus={focus.giveBack}
          className={clsx(dialogSurfaceClass, "max-w-md")}
        >
          <div className="min-h-0 overflow-y-auto p-4">
            <Radix.Title className={dialogTitleClass}>{title}</Radix.Title>
            <Radix.Description className={dialogDescriptionClass}>{description}</Radix.Description>
            {children && <div className="mt-3">{children}</div>}
          </div>
          <footer className={dialogFooterClass}>
            <Radix.Cancel asChild>
              <Button>{cancelLabel}</Button>
            </Radix.Cancel>
            <Button
              ref={does_it}
              variant={tone}
              loading={running}
              onClick={confirm}
              // What Enter would do is seen, also where the question was asked by pointer.
              className="focus:outline-2 focus:outline-offset-2 focus:outline-focus"
            >
              {confirmLabel}
            </Button>
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
