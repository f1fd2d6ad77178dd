import { useState } from "react";
import { LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeConfirmDialog } from "@/components/ui/native-confirm-dialog";
import { NativeDialog } from "@/components/ui/native-dialog";

export function Dialogs() {
  return (
    <Section
      title="Dialogs"
      shows={["dialog", "confirm-dialog", "native-dialog", "native-confirm-dialog"]}
    >
      <Row>
        <State name="a form">
          <Dialog
            trigger={<Button>Open the dialog</Button>}
            title="Add staff"
            description="They get a link with which they choose a password."
            footer={
              <>
                <DialogClose>
                  <Button>Cancel</Button>
                </DialogClose>
                <Button variant="primary">Add</Button>
              </>
            }
          >
            <Field label="Name" required>
              <Input />
            </Field>
          </Dialog>
        </State>
        <State name="more than fits">
          <Dialog trigger={<Button>Open the long dialog</Button>} title={LONG_NAME} size="lg">
            {Array.from({ length: 60 }, (_, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all the same
              <p key={line}>{LONG_NAME}</p>
            ))}
          </Dialog>
        </State>
        <State name="asks">
          <Confirm name="Open the question" />
        </State>
        <State name="asks, and it failed">
          <Confirm name="Open the failed question" problem="The server cannot be reached." />
        </State>
        <State name="the browser's own, for a light page">
          <Native />
        </State>
        <State name="asks, the browser's own">
          <Confirm name="Open the native question" dialog={NativeConfirmDialog} />
        </State>
      </Row>
    </Section>
  );
}

function Native() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open the native dialog</Button>
      <NativeDialog
        open={open}
        onOpenChange={setOpen}
        title={LONG_NAME}
        description="What stands under the title."
        footer={<Button onClick={() => setOpen(false)}>Done</Button>}
      >
        <Field label="Name" required>
          <Input />
        </Field>
      </NativeDialog>
    </>
  );
}

type ConfirmProps = {
  name: string;
  problem?: string;
  dialog?: typeof ConfirmDialog | typeof NativeConfirmDialog;
};

function Confirm({ name, problem, dialog: Asking = ConfirmDialog }: ConfirmProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{name}</Button>
      <Asking
        open={open}
        onOpenChange={setOpen}
        title="End this chat?"
        description={`${LONG_NAME} can write no more in it. It cannot be opened again.`}
        confirmLabel="End"
        onConfirm={() => !problem}
      >
        {problem && <Banner tone="danger">{problem}</Banner>}
      </Asking>
    </>
  );
}
