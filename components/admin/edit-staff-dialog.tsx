"use client";

import { type FormEvent, useId, useState } from "react";
import { LostAccess } from "@/components/admin/lost-access";
import {
  fieldProblem,
  focusProblem,
  formProblem,
  readStaffForm,
  StaffFields,
} from "@/components/admin/staff-fields";
import { useUpdateStaff } from "@/components/admin/use-staff";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import type { ErrorBody } from "@/lib/errors";
import type { Account } from "@/lib/users/contract";

type EditStaffDialogProps = {
  account: Account;
  onClose: () => void;
  /** A new link was made, which is to be shown. */
  onInvited: (account: Account, path: string) => void;
};

export function EditStaffDialog({ account, onClose, onInvited }: EditStaffDialogProps) {
  const update = useUpdateStaff(account.id);
  const toast = useToast();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const id = useId();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    const form = event.currentTarget;
    const { name, role, skills, max_concurrent_chats } = readStaffForm(form);
    setRunning(true);
    setError(null);
    try {
      // Only what was changed here, so that a colleague's change of the rest stands.
      const user = await update({
        ...(name !== account.name && { name }),
        ...(role !== account.role && { role }),
        ...(skills.join() !== account.skills.join() && { skills }),
        ...(max_concurrent_chats !== account.max_concurrent_chats && { max_concurrent_chats }),
      });
      toast({ tone: "success", title: `${user.name} is saved` });
      onClose();
    } catch (failure) {
      const body = toErrorBody(failure);
      setError(body);
      setRunning(false);
      focusProblem(form, body);
    }
  }

  const problem = formProblem(error);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Edit staff"
      description={account.email}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={id} variant="primary" loading={running}>
            Save
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Name" error={fieldProblem(error, "name")} required>
          <Input name="name" defaultValue={account.name} autoComplete="off" />
        </Field>
        <StaffFields error={error} person={account} />
        {problem && <Banner tone="danger">{problem}</Banner>}
      </form>
      <LostAccess account={account} onInvited={onInvited} />
    </Dialog>
  );
}
