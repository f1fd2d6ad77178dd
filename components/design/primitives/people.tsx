import css from "@/components/design/design.module.css";
import { ARABIC_NAME, LONG_NAME, Row, Section, State } from "@/components/design/specimen";
import { Avatar } from "@/components/ui/avatar";

const NAMES = ["Maria Santos", "Tom", "李小龙", ARABIC_NAME, "🦊", "Ǆorđe Åström", "4711", ""];

export function People() {
  return (
    <Section title="People" shows={["avatar"]}>
      <Row title="Names">
        {NAMES.map((name) => (
          <State key={name} name={name || "no name"}>
            <Avatar name={name} labelled />
          </State>
        ))}
      </Row>
      <Row title="Sizes">
        {(["sm", "md", "lg"] as const).map((size) => (
          <State key={size} name={size}>
            <Avatar name="Maria Santos" size={size} labelled />
          </State>
        ))}
        <State name="beside its name" width="field">
          <span className={css.avatarRow}>
            <Avatar name={LONG_NAME} />
            <span className={css.sample}>{LONG_NAME}</span>
          </span>
        </State>
      </Row>
    </Section>
  );
}
