import { useState } from "react";
import { LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export function Dialogs() {
  return (
    <Section title="Dialogs" shows={["dialog", "confirm-dialog"]}>
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
      </Row>
    </Section>
  );
}

function Confirm({ name, problem }: { name: string; problem?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{name}</Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="End this chat?"
        description={`${LONG_NAME} can write no more in it. It cannot be opened again.`}
        confirmLabel="End"
        onConfirm={() => !problem}
      >
        {problem && <Banner tone="danger">{problem}</Banner>}
      </ConfirmDialog>
    </>
  );
}
