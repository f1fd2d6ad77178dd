"use client";

import { Check, X } from "lucide-react";
import css from "@/components/design/design.module.css";
import { Section } from "@/components/design/specimen";
import { contrast, over } from "@/components/design/tokens/contrast";
import { measure, useScheme } from "@/components/design/tokens/measured";
import { PROMISES, type Promised } from "@/components/design/tokens/promises";

/** Every pair that the tokens promise, as it is on this screen. */
export function Contrasts() {
  return (
    <Section title="Contrast">
      <p className={css.muted}>
        Words have 4.5:1 on their ground; fills, edges and the focus ring have 3:1. Measured on this
        screen; a test holds the same for light and dark.
      </p>
      <ul className={css.pairs}>
        {PROMISES.map((pair) => (
          <Pair key={`${pair.ink} ${pair.ground} ${pair.veil}`} {...pair} />
        ))}
      </ul>
    </Section>
  );
}

function Pair({ ink, ground, veil, least }: Promised) {
  const scheme = useScheme();
  const ratio = scheme && measuredRatio(ink, ground, veil);
  const Sign = ratio && ratio >= least ? Check : X;
  return (
    <li className={css.pair}>
      <span
        aria-hidden="true"
        className={css.pairSample}
        style={{
          color: `var(--color-${ink})`,
          backgroundColor: `var(--color-${ground})`,
          backgroundImage: veil && `linear-gradient(var(--color-${veil}), var(--color-${veil}))`,
        }}
      >
        {least === 4.5 ? "Aa" : <span className={css.fill} />}
      </span>
      <span className={css.swatchText}>
        <code className={css.code}>{ink}</code>
        <span className={css.muted}>
          on {ground}
          {veil && `, ${veil}`}
        </span>
      </span>
      <span className={css.ratio} data-holds={ratio ? ratio >= least : undefined}>
        {ratio && (
          <>
            <Sign aria-label={ratio >= least ? "Enough" : "Too little"} className={css.sign} />
            {ratio.toFixed(2)}
          </>
        )}
      </span>
    </li>
  );
}

function measuredRatio(ink: string, ground: string, veil: string | undefined): number {
  const plain = measure(ground);
  return contrast(measure(ink), veil ? over(measure(veil), plain) : plain);
}
