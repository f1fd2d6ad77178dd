"use client";

import { type FormEvent, useId, useState } from "react";
import { CodeInput } from "@/components/account/code-input";
import { account } from "@/components/account/use-account";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { toErrorBody } from "@/lib/client/api";
import type { TwoFactorSetup } from "@/lib/two-factor/contract";

type TwoFactorDialogProps = {
  setup: TwoFactorSetup;
  onClose: () => void;
  onConfirmed: (recovery_codes: string[]) => void;
};

/** Gives the secret to an app, and takes a first code from it. */
export function TwoFactorDialog({ setup, onClose, onConfirmed }: TwoFactorDialogProps) {
  const [problem, setProblem] = useState<{ code?: string; form?: string }>({});
  const [running, setRunning] = useState(false);
  const id = useId();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    const input = event.currentTarget.elements.namedItem("code") as HTMLInputElement;
    setRunning(true);
    setProblem({});
    try {
      onConfirmed((await account.confirmTwoFactor(input.value)).recovery_codes);
    } catch (error) {
      const { code, field, message } = toErrorBody(error);
      const is_code = field === "code";
      setProblem(
        is_code
          ? { code: code === "VALIDATION" ? "Enter the 6 digits that the app shows." : message }
          : { form: message },
      );
      setRunning(false);
      input.select();
    }
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Set up your app"
      description="Scan the picture with the app, or type the key into it. Then enter the code that it shows."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={id} variant="primary" loading={running}>
            Turn on
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <QrCode rows={setup.qr} />
        <p className="text-center">
          <span className="block text-sm text-text-muted">Key</span>
          <code className="wrap-anywhere select-all">{setup.secret.replace(/(.{4})/g, "$1 ")}</code>
        </p>
        <form id={id} method="post" noValidate onSubmit={submit} className="flex flex-col gap-3">
          <Field label="Code" error={problem.code} required>
            <CodeInput />
          </Field>
          {problem.form && <Banner tone="danger">{problem.form}</Banner>}
        </form>
      </div>
    </Dialog>
  );
}

/** Black on white in dark mode too: cameras read no other. */
function QrCode({ rows }: { rows: boolean[][] }) {
  const dark = rows.flatMap((row, y) =>
    row.flatMap((is_dark, x) => (is_dark ? `M${x} ${y}h1v1h-1z` : [])),
  );
  return (
    <svg
      role="img"
      aria-label="QR code of the key"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
      className="w-52 max-w-full self-center rounded-md"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={dark.join("")} fill="#000" />
    </svg>
  );
}
