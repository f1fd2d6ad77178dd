"use client";

import { useRef, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Account } from "@/lib/users/contract";

type SetupLinkDialogProps = { account: Account; path: string; onClose: () => void };

/** The link is nowhere else, so a click beside the dialog does not close it. */
export function SetupLinkDialog({ account, path, onClose }: SetupLinkDialogProps) {
  const [said, setSaid] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const link = new URL(path, location.href).href;

  async function copy() {
    field.current?.select();
    try {
      // Only behind https and on this machine do browsers have it.
      await navigator.clipboard.writeText(link);
      setSaid("Copied.");
    } catch {
      setSaid("The link is selected: copy it with your keyboard.");
    }
    return false;
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Link for ${account.name}`}
      description={`Send it to ${account.email}. They choose their password with it. It works once, for 72 hours, and is shown only now.`}
      confirmLabel="Copy link"
      cancelLabel="Close"
      tone="primary"
      onConfirm={copy}
    >
      <Field label="Setup link" hideLabel hint={<span role="status">{said}</span>}>
        <Input ref={field} readOnly value={link} onFocus={(event) => event.target.select()} />
      </Field>
    </ConfirmDialog>
  );
}
