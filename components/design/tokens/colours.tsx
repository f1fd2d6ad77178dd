import css from "@/components/design/design.module.css";
import { Section } from "@/components/design/specimen";
import { ROLES } from "@/components/design/tokens/promises";

/** Colours by their roles: a class names what a colour is for, never which it is. */
export function Colours() {
  return (
    <Section title="Colour">
      <div className={css.swatchGroups}>
        {Object.entries(ROLES).map(([group, roles]) => (
          <div key={group}>
            <h3 className={css.rowTitle}>{group}</h3>
            <ul>
              {Object.entries(roles).map(([role, purpose]) => (
                <li key={role} className={css.swatch}>
                  <span
                    className={css.swatchColour}
                    style={{ backgroundColor: `var(--color-${role})` }}
                  />
                  <span className={css.swatchText}>
                    <code className={css.code}>{role}</code>
                    <span className={css.muted}>{purpose}</span>
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  );
}
