"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { NativeDialog } from "./native-dialog";

type NativeConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  tone?: "primary" | "danger";
  /** The dialog waits for the promise, then closes; on `false` it stays, to say why in `children`. */
  onConfirm: () => unknown;
  children?: ReactNode;
};

/** As ConfirmDialog, for a page that has to be light. */
export function NativeConfirmDialog({
  confirmLabel,
  cancelLabel = "Cancel",
  tone = "danger",
  onConfirm,
  ...dialog
}: NativeConfirmDialogProps) {
  const { onOpenChange } = dialog;
  const [running, setRunning] = useState(false);

  async function confirm() {
    setRunning(true);
    try {
      if ((await onConfirm()) !== false) onOpenChange(false);
    } finally {
      setRunning(false);
    }
  }

  return (
    <NativeDialog
      {...dialog}
      asks
      size="md"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{cancelLabel}</Button>
          <Button variant={tone} loading={running} onClick={confirm}>
            {confirmLabel}
          </Button>
        </>
      }
    />
  );
}
