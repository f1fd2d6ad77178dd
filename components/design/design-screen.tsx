"use client";

import css from "@/components/design/design.module.css";
import { useForcedStates } from "@/components/design/forced-states";
import { Buttons } from "@/components/design/primitives/buttons";
import { Choices } from "@/components/design/primitives/choices";
import { Dialogs } from "@/components/design/primitives/dialogs";
import { Fields } from "@/components/design/primitives/fields";
import { Loading } from "@/components/design/primitives/loading";
import { Menus } from "@/components/design/primitives/menus";
import { Notices } from "@/components/design/primitives/notices";
import { People } from "@/components/design/primitives/people";
import { Surfaces } from "@/components/design/primitives/surfaces";
import { Tables } from "@/components/design/primitives/tables";
import { Times } from "@/components/design/primitives/times";
import { Tooltips } from "@/components/design/primitives/tooltips";
import { Words } from "@/components/design/primitives/words";
import { ThemeSwitch } from "@/components/design/theme-switch";
import { Colours } from "@/components/design/tokens/colours";
import { Contrasts } from "@/components/design/tokens/contrasts";
import { Motion } from "@/components/design/tokens/motion";
import { Shapes } from "@/components/design/tokens/shapes";
import { Spaces } from "@/components/design/tokens/spaces";
import { Types } from "@/components/design/tokens/types";
import { ToastProvider } from "@/components/ui/toast";

/** The tokens, then every primitive in every state. What is not here is not part of the language. */
export function DesignScreen() {
  useForcedStates();
  return (
    <ToastProvider>
      <div className={css.page}>
        <header className={css.header}>
          <h1 className={css.title}>Design</h1>
          <ThemeSwitch />
        </header>
        <main className={css.main}>
          <Colours />
          <Contrasts />
          <Types />
          <Spaces />
          <Shapes />
          <Motion />
          <Buttons />
          <Fields />
          <Choices />
          <Words />
          <People />
          <Times />
          <Loading />
          <Notices />
          <Surfaces />
          <Tables />
          <Menus />
          <Dialogs />
          <Tooltips />
        </main>
      </div>
    </ToastProvider>
  );
}
