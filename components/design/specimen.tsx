"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import css from "@/components/design/design.module.css";
import type { ForcedState } from "@/components/design/forced-states";

/** Sixty characters, which a name may well have. */
export const LONG_NAME = "Wilhelmina Alexandrina von Hohenberg-Schwarzenfeld zu Lichten";
export const ARABIC = "أين طلبي رقم ٥٥١٢؟";
export const ARABIC_NAME = "ليلى بنت عبد الرحمن";

type SectionProps = {
  title: string;
  /** The files of components/ui whose primitives are here; the test finds none missing. */
  shows?: string[];
  children: ReactNode;
};

export function Section({ title, shows = [], children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} data-shows={shows.join(" ")} className={css.section}>
      <h2 id={id} className={css.heading}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** States of one thing beside each other. */
export function Row({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className={css.row}>
      {title && <h3 className={css.rowTitle}>{title}</h3>}
      <div className={css.cells}>{children}</div>
    </div>
  );
}

type StateProps = {
  name: string;
  /** Shown as if it were in that state: on the first row or control inside. */
  force?: ForcedState;
  /** `wide` takes what there is: for what fills its place. */
  width?: "own" | "field" | "wide";
  dir?: "rtl";
  children: ReactNode;
};

export function State({ name, force, width = "own", dir, children }: StateProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!force) return;
    const row = place.current?.querySelector("tbody tr");
    const control = place.current?.querySelector("button, input, select, textarea, a");
    (row ?? control)?.setAttribute("data-force", force);
  }, [force]);
  return (
    <div className={css.state} data-width={width} data-state-name={name}>
      <span className={css.caption}>{name}</span>
      <div ref={place} dir={dir} className={css.thing}>
        {children}
      </div>
    </div>
  );
}
