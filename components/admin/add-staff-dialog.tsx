"use client";

import { type FormEvent, useId, useState } from "react";
import {
  fieldProblem,
  focusProblem,
  formProblem,
  readStaffForm,
  StaffFields,
} from "@/components/admin/staff-fields";
import { useCreateStaff } from "@/components/admin/use-staff";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import type { ErrorBody } from "@/lib/errors";
import type { Account } from "@/lib/users/contract";

type AddStaffDialogProps = {
  usual_limit: number;
  onClose: () => void;
  /** They have no password yet: `path` is the link with which they choose one. */
  onInvited: (account: Account, path: string) => void;
};

export function AddStaffDialog({ usual_limit, onClose, onInvited }: AddStaffDialogProps) {
  const create = useCreateStaff();
  const toast = useToast();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const id = useId();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    const form = event.currentTarget;
    const values = new FormData(form);
    const password = String(values.get("password"));
    setRunning(true);
    setError(null);
    try {
      const { user, setup_path } = await create({
        ...readStaffForm(form),
        email: String(values.get("email")),
        ...(password && { password }),
      });
      if (setup_path) return onInvited(user, setup_path);
      toast({ tone: "success", title: `${user.name} is added` });
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
      title="Add staff"
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={id} variant="primary" loading={running}>
            Add
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Name" error={fieldProblem(error, "name")} required>
          <Input name="name" autoComplete="off" />
        </Field>
        <Field label="E-mail" error={fieldProblem(error, "email")} required>
          <Input name="email" type="email" autoComplete="off" autoCapitalize="none" />
        </Field>
        <Field
          label="Password"
          optionalText="optional"
          hint="At least 10 characters. Without one you get a link with which they choose their own."
          error={fieldProblem(error, "password")}
        >
          <Input name="password" type="password" autoComplete="new-password" />
        </Field>
        <StaffFields error={error} person={{ max_concurrent_chats: usual_limit }} />
        {problem && <Banner tone="danger">{problem}</Banner>}
      </form>
    </Dialog>
  );
}
