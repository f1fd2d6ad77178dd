import type { ComponentProps } from "react";
import { ARABIC, LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Checkbox } from "@/components/ui/checkbox";
import { Switch } from "@/components/ui/switch";

const BOTH = { Checkbox, Switch };

export function Choices() {
  return (
    <Section title="Choices" shows={["checkbox", "choice", "switch"]}>
      {Object.entries(BOTH).map(([title, Control]) => (
        <States key={title} title={title} Control={Control} />
      ))}
    </Section>
  );
}

type Control = (props: ComponentProps<typeof Checkbox>) => React.ReactNode;

function States({ title, Control }: { title: string; Control: Control }) {
  return (
    <Row title={title}>
      <State name="off">
        <Control label="Single keys" />
      </State>
      <State name="on">
        <Control label="Single keys" defaultChecked />
      </State>
      <State name="hover" force="hover">
        <Control label="Single keys" />
      </State>
      <State name="focus" force="focus-visible">
        <Control label="Single keys" defaultChecked />
      </State>
      <State name="invalid">
        <Control label="Single keys" aria-invalid />
      </State>
      <State name="disabled, off">
        <Control label="Single keys" disabled />
      </State>
      <State name="disabled, on">
        <Control label="Single keys" disabled defaultChecked />
      </State>
      <State name="long text" width="field">
        <Control label={LONG_NAME} hint={"a".repeat(60)} defaultChecked />
      </State>
      <State name="right to left" width="field" dir="rtl">
        <Control label={ARABIC} hint={ARABIC} defaultChecked />
      </State>
    </Row>
  );
}
