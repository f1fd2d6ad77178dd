"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

type RecoveryCodesDialogProps = { codes: string[]; onClose: () => void };

const grouped = (code: string) => code.replace(/(.{4})(?=.)/g, "$1-");

/** The codes are nowhere else, so a click beside the dialog does not close it. */
export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const [said, setSaid] = useState<string | null>(null);
  const text = codes.map(grouped).join("\n");

  async function copy() {
    try {
      // Only behind https and on this machine do browsers have it.
      await navigator.clipboard.writeText(text);
      setSaid("Copied.");
    } catch {
      setSaid("Select the codes and copy them with your keyboard.");
    }
    return false;
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title="Keep your recovery codes"
      description="If you lose your phone, each of them signs you in once in place of a code. Keep them where you keep your passwords: they are shown only now."
      confirmLabel="Copy codes"
      cancelLabel="Done"
      tone="primary"
      onConfirm={copy}
    >
      <ol
        aria-label="Recovery codes"
        className="grid grid-cols-1 gap-x-4 gap-y-1 rounded-md bg-neutral-soft p-3 font-mono text-sm select-all sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{grouped(code)}</li>
        ))}
      </ol>
      <p role="status" className="mt-2 min-h-5 text-sm text-text-muted">
        {said}
      </p>
    </ConfirmDialog>
  );
}
