import css from "@/components/design/design.module.css";
import { ARABIC, Section } from "@/components/design/specimen";

const SIZES: Record<string, string> = {
  xs: "times, counts, labels of groups",
  sm: "hints, small buttons, second lines",
  base: "the interface",
  md: "what people write to each other, names of panes",
  lg: "what one types by touch, names of dialogs",
  xl: "names of pages",
  "2xl": "figures, the first words of a page",
};

const WEIGHTS: Record<string, string> = {
  normal: "Regular",
  medium: "Medium",
  semibold: "Semibold",
};

/** The system's own fonts in one scale. */
export function Types() {
  return (
    <Section title="Type">
      {Object.entries(SIZES).map(([size, purpose]) => (
        <div key={size} className={css.typeRow}>
          <code className={css.code}>{size}</code>
          <p
            className={css.sample}
            style={{
              fontSize: `var(--text-${size})`,
              lineHeight: `var(--text-${size}--line-height)`,
            }}
          >
            Where is my order 5512? <bdi lang="ar">{ARABIC}</bdi>
          </p>
          <span className={css.muted}>{purpose}</span>
        </div>
      ))}
      {Object.entries(WEIGHTS).map(([weight, name]) => (
        <div key={weight} className={css.typeRow}>
          <code className={css.code}>{weight}</code>
          <p className={css.sample} style={{ fontWeight: `var(--font-weight-${weight})` }}>
            {name} 0123456789
          </p>
        </div>
      ))}
      <div className={css.typeRow}>
        <code className={css.code}>mono</code>
        <p className={css.sample} style={{ fontFamily: "var(--font-mono)" }}>
          0189f7e2-3c1a 0O 1lI
        </p>
      </div>
    </Section>
  );
}
