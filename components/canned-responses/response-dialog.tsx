"use client";

import { type FormEvent, useId, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import type { CannedResponse } from "@/lib/canned-responses/contract";
import { VARIABLES, variableProblem } from "@/lib/canned-responses/fill";
import { toErrorBody } from "@/lib/client/api";
import type { Me } from "@/lib/client/state";
import type { ErrorBody } from "@/lib/errors";
import { may } from "@/lib/rights";
import { categoriesOf } from "./response-filters";
import { ResponsePreview } from "./response-preview";
import { useResponseChanges } from "./use-canned-responses";

/** What is wrong with a field when the server only says that it is. */
const WRONG: Record<string, string> = {
  name: "Enter a name of one line and at most 100 characters.",
  content: "Enter what is said, of at most 10,000 characters.",
  category: "A category has at most 50 characters.",
  tags: "A tag has at most 50 characters, and there are at most 20.",
};

type ResponseDialogProps = {
  me: Me;
  all: readonly CannedResponse[];
  /** Which one is changed; a new one without. */
  response?: CannedResponse | undefined;
  onClose: () => void;
};

export function ResponseDialog({ me, all, response, onClose }: ResponseDialogProps) {
  const changes = useResponseChanges();
  const toast = useToast();
  const [content, setContent] = useState(response?.content ?? "");
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const wrong_field = error?.field?.split(".")[0] ?? "";
  const problemOf = (field: string) => (wrong_field === field ? WRONG[field] : undefined);
  const variable_problem = variableProblem(content);
  const may_share = may(me.role, "canned_response.write_shared");

  function insert(variable: string) {
    const box = area.current;
    if (!box) return;
    const { selectionStart, selectionEnd, value } = box;
    const text = `{{${variable}}}`;
    setContent(value.slice(0, selectionStart) + text + value.slice(selectionEnd));
    box.focus();
    const place = selectionStart + text.length;
    requestAnimationFrame(() => box.setSelectionRange(place, place));
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running) return;
    const form = event.currentTarget;
    const values = new FormData(form);
    const read = (field: string) => String(values.get(field)).trim();
    const tags = read("tags")
      .split(",")
      .flatMap((tag) => tag.trim() || []);
    const input = {
      name: read("name"),
      content,
      category: read("category") || null,
      tags: [...new Set(tags)],
      is_active: values.has("is_active"),
    };
    setRunning(true);
    setError(null);
    try {
      if (response) await changes.update({ canned_response_id: response.id, ...input });
      else await changes.create({ ...input, is_shared: values.has("is_shared") });
      toast({ tone: "success", title: `${input.name} is saved` });
      onClose();
    } catch (failure) {
      const body = toErrorBody(failure);
      setError(body);
      setRunning(false);
      const control = form.elements.namedItem(body.field?.split(".")[0] ?? "");
      if (control instanceof HTMLElement) control.focus();
    }
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={response ? "Edit canned response" : "New canned response"}
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
        <Field label="Name" hint="By this it is found." error={problemOf("name")} required>
          <Input name="name" dir="auto" defaultValue={response?.name} autoComplete="off" />
        </Field>
        <Field
          label="Text"
          error={(variable_problem && `The text ${variable_problem}.`) || problemOf("content")}
          required
        >
          <Textarea
            ref={area}
            name="content"
            rows={4}
            maxRows={10}
            value={content}
            onChange={(event) => setContent(event.currentTarget.value)}
          />
        </Field>
        <Variables onInsert={insert} />
        <ResponsePreview content={content} />
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Category" optionalText="optional" error={problemOf("category")}>
            <Input
              name="category"
              dir="auto"
              list={`${id}-categories`}
              defaultValue={response?.category ?? ""}
              autoComplete="off"
            />
          </Field>
          <datalist id={`${id}-categories`}>
            {categoriesOf(all).map((category) => (
              <option key={category} value={category} />
            ))}
          </datalist>
          <Field
            label="Tags"
            optionalText="optional"
            hint="With commas between them."
            error={problemOf("tags")}
          >
            <Input
              name="tags"
              dir="auto"
              defaultValue={response?.tags.join(", ")}
              autoComplete="off"
            />
          </Field>
        </div>
        <Checkbox
          name="is_active"
          defaultChecked={response?.is_active ?? true}
          label="Active"
          hint="What is not active is kept, and not offered in chats."
        />
        {!response && may_share && (
          <Checkbox
            name="is_shared"
            label="Shared"
            hint="All of the staff can use it, and admins change it. Else it is yours alone."
          />
        )}
        {error && !(wrong_field in WRONG) && <Banner tone="danger">{error.message}</Banner>}
      </form>
    </Dialog>
  );
}

function Variables({ onInsert }: { onInsert: (variable: string) => void }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm text-text-muted">
        Put in what the chat knows. After “|” stands what is said where it is not known:{" "}
        <code className="whitespace-nowrap">{"{{customer_name|there}}"}</code>
      </p>
      <ul aria-label="Variables" className="flex flex-wrap gap-1">
        {Object.entries(VARIABLES).map(([variable, { about }]) => (
          <li key={variable}>
            <Button size="sm" title={about} onClick={() => onInsert(variable)}>
              <code>{`{{${variable}}}`}</code>
              <span className="sr-only">: {about}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
