import css from "@/components/design/design.module.css";
import { Row, Section, State } from "@/components/design/specimen";

const RADII = ["sm", "md", "lg", "xl", "2xl"];
const SHADOWS = ["sm", "md", "lg"];

export function Shapes() {
  return (
    <Section title="Radius and shadow">
      <Row title="Radius">
        {RADII.map((radius) => (
          <State key={radius} name={radius}>
            <div className={css.shape} style={{ borderRadius: `var(--radius-${radius})` }} />
          </State>
        ))}
      </Row>
      <Row title="Shadow">
        {SHADOWS.map((shadow) => (
          <State key={shadow} name={shadow}>
            <div className={css.lifted} style={{ boxShadow: `var(--shadow-${shadow})` }} />
          </State>
        ))}
      </Row>
    </Section>
  );
}
