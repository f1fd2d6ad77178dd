import { Input } from "@/components/ui/input";

/** For the code of an app, or a recovery code, which has letters. */
export function CodeInput({ autoFocus = false }: { autoFocus?: boolean }) {
  return (
    <Input
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      autoFocus={autoFocus}
    />
  );
}
