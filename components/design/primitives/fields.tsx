import { Search } from "lucide-react";
import type { ReactNode } from "react";
import type { ForcedState } from "@/components/design/forced-states";
import { ARABIC, LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { PasswordFields } from "@/components/ui/password-fields";
import { Textarea } from "@/components/ui/textarea";

type Shown = { value?: string; disabled?: boolean };
type Control = { title: string; draw: (shown: Shown) => ReactNode };

const CONTROLS: Control[] = [
  {
    title: "Input",
    draw: ({ value, disabled }) => (
      <Input defaultValue={value} placeholder="Ada" disabled={disabled} />
    ),
  },
  {
    title: "Text area",
    draw: ({ value, disabled }) => (
      <Textarea defaultValue={value} placeholder="Write here" disabled={disabled} />
    ),
  },
  {
    title: "Native select",
    draw: ({ value, disabled }) => (
      <NativeSelect disabled={disabled}>
        <option>{value ?? "Any"}</option>
      </NativeSelect>
    ),
  },
];

export function Fields() {
  return (
    <Section
      title="Fields"
      shows={["field", "input", "textarea", "native-select", "password-fields"]}
    >
      {CONTROLS.map((control) => (
        <States key={control.title} {...control} />
      ))}
      <Row title="Others">
        <State name="with an icon" width="field">
          <Field label="Search">
            <Input type="search" icon={<Search />} placeholder="Name or subject" />
          </Field>
        </State>
        <State name="to read only" width="field">
          <Field label="Link">
            <Input readOnly defaultValue="https://chat.example.com/setup?token=4f9a" />
          </Field>
        </State>
        <State name="grows with what is written" width="field">
          <Field label="Message" hideLabel>
            <Textarea rows={1} maxRows={4} placeholder="Message" />
          </Field>
        </State>
        <State name="small">
          <NativeSelect size="sm" aria-label="Priority">
            <option>Any priority</option>
          </NativeSelect>
        </State>
        <State name="of a changed password" width="field">
          <form>
            <PasswordFields username="ada@example.com" problem={{}} />
          </form>
        </State>
      </Row>
    </Section>
  );
}

function States({ title, draw }: Control) {
  const forced: [string, ForcedState][] = [
    ["hover", "hover"],
    ["focus", "focus-visible"],
  ];
  return (
    <Row title={title}>
      <State name="empty" width="field">
        <Field label="Name" hint="So that we know what to call you." optionalText="optional">
          {draw({})}
        </Field>
      </State>
      <State name="filled" width="field">
        <Field label="Name">{draw({ value: "Ada" })}</Field>
      </State>
      {forced.map(([name, force]) => (
        <State key={name} name={name} force={force} width="field">
          <Field label="Name">{draw({ value: "Ada" })}</Field>
        </State>
      ))}
      <State name="invalid" width="field">
        <Field label="Name" error="A name has at most 100 characters." required>
          {draw({ value: "Ada" })}
        </Field>
      </State>
      <State name="disabled" width="field">
        <Field label="Name">{draw({ value: "Ada", disabled: true })}</Field>
      </State>
      <State name="long text" width="field">
        <Field label={LONG_NAME} error={"a".repeat(60)} hint={LONG_NAME}>
          {draw({ value: LONG_NAME })}
        </Field>
      </State>
      <State name="right to left" width="field" dir="rtl">
        <Field label="الاسم" hint={ARABIC}>
          {draw({ value: ARABIC })}
        </Field>
      </State>
    </Row>
  );
}
