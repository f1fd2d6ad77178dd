import { useState } from "react";
import { NativeSelect } from "@/components/ui/native-select";

/** The colours that the system asks for, or the others. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState("");

  function change(theme: string) {
    setTheme(theme);
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    // What is measured on the screen is measured again.
    window.dispatchEvent(new Event("parley:design-theme"));
  }

  return (
    <NativeSelect
      aria-label="Theme"
      value={theme}
      onChange={(event) => change(event.currentTarget.value)}
    >
      <option value="">As the system</option>
      <option value="light">Light</option>
      <option value="dark">Dark</option>
    </NativeSelect>
  );
}
