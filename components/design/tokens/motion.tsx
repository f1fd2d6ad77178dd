import { useState } from "react";
import css from "@/components/design/design.module.css";
import { Row, Section, State } from "@/components/design/specimen";
import { Button } from "@/components/ui/button";

const ENTRANCES: Record<string, string> = {
  "fade-in": "dialogs, tooltips",
  "pop-in": "menus",
  "drop-in": "toasts",
};
const LASTING: Record<string, string> = { spin: "under way", pulse: "loading" };

/** Entrances end within 200 ms; nothing moves where reduced motion is asked for. */
export function Motion() {
  const [round, setRound] = useState(0);
  return (
    <Section title="Motion">
      <Row title="Entrances">
        {Object.entries(ENTRANCES).map(([name, purpose]) => (
          <State key={name} name={`${name}: ${purpose}`}>
            <div
              key={round}
              className={css.shape}
              style={{ animation: `var(--animate-${name})` }}
            />
          </State>
        ))}
        <State name="again">
          <Button onClick={() => setRound(round + 1)}>Play</Button>
        </State>
      </Row>
      <Row title="As long as it takes">
        {Object.entries(LASTING).map(([name, purpose]) => (
          <State key={name} name={`${name}: ${purpose}`}>
            <div className={css.shape} style={{ animation: `var(--animate-${name})` }} />
          </State>
        ))}
      </Row>
    </Section>
  );
}
