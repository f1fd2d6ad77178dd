import css from "@/components/design/design.module.css";
import { Section } from "@/components/design/specimen";

const STEPS = [0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** Multiples of a quarter of a rem. */
export function Spaces() {
  return (
    <Section title="Space">
      {STEPS.map((step) => (
        <div key={step} className={css.typeRow}>
          <code className={css.code}>{step}</code>
          <span className={css.bar} style={{ width: `calc(var(--spacing) * ${step})` }} />
          <span className={css.muted}>{step / 4} rem</span>
        </div>
      ))}
    </Section>
  );
}
