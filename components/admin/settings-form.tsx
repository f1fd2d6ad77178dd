"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { SettingField } from "@/components/admin/setting-field";
import {
  changedNames,
  isErasing,
  SETTING_GROUPS,
  type SettingDraft,
  typedValue,
} from "@/components/admin/setting-text";
import { useSaveSettings } from "@/components/admin/use-settings";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { useToast } from "@/components/ui/toast";
import { typedSince } from "@/components/ui/typed-since";
import { useLeaveGuard } from "@/components/ui/use-leave-guard";
import { toErrorBody } from "@/lib/client/api";
import type { ErrorBody } from "@/lib/errors";
import type { SettingName, Settings } from "@/lib/settings/contract";

const inDays = (typed = "") => (Number(typed) === 1 ? "a day" : `${typed.trim()} days`);

/** What is typed here stays while others save: only what one touched is one's own. */
export function SettingsForm({ settings }: { settings: Settings }) {
  const save = useSaveSettings();
  const toast = useToast();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<SettingDraft>({});
  /** The settings as they were when one began to type: a save of anybody since then is a conflict. */
  const [base, setBase] = useState<Settings | null>(null);
  const [contested, setContested] = useState<SettingName[]>([]);
  const [wrong, setWrong] = useState<SettingName[]>([]);
  const [running, setRunning] = useState(false);
  const [asks, setAsks] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const changed = changedNames(draft, settings.values);
  const guard = useLeaveGuard(changed.length > 0);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const is_save = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!is_save || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      if (!event.repeat) form.current?.requestSubmit();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  function forget() {
    setBase(null);
    setWrong([]);
    setContested([]);
    setError(null);
  }
  function start() {
    setDraft({});
    forget();
  }

  function type(name: SettingName, text: string) {
    setBase((before) => before ?? settings);
    setDraft((before) => ({ ...before, [name]: text }));
    setWrong((before) => before.filter((one) => one !== name));
  }

  function focus(name: string | undefined) {
    const control = name && form.current?.elements.namedItem(name);
    if (control instanceof HTMLElement) control.focus();
  }

  const typedValues = () =>
    changed.map((name) => [name, typedValue(name, draft[name] ?? "")] as const);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (running || changed.length === 0) return;
    const bad = typedValues()
      .filter(([, value]) => value === null)
      .map(([name]) => name);
    setWrong(bad);
    setError(null);
    if (bad.length > 0) return focus(bad[0]);
    if (isErasing(draft, settings.values)) setAsks(true);
    else void saveTyped();
  }

  async function saveTyped() {
    const values = typedValues();
    setRunning(true);
    try {
      const { version } = base ?? settings;
      await save({ version, ...Object.fromEntries(values) });
      // One types on while they are being saved.
      setDraft((now) => typedSince(now, draft));
      forget();
      toast({ tone: "success", title: "The settings are saved" });
    } catch (failure) {
      const body = toErrorBody(failure);
      setError(body);
      focus(body.field);
      if (body.code !== "CONFLICT") return;
      const { settings: theirs } = body.details as { settings: Settings };
      setContested(
        changed.filter((name) => theirs.values[name] !== (base ?? settings).values[name]),
      );
      setBase(theirs);
    } finally {
      setRunning(false);
    }
  }

  const is_conflict = error?.code === "CONFLICT";
  return (
    <form
      ref={form}
      noValidate
      onSubmit={submit}
      className="flex max-w-3xl flex-col gap-4 [&_input]:scroll-mb-40"
    >
      {SETTING_GROUPS.map(({ title, names }) => (
        <Card key={title} title={title}>
          <div className="flex flex-col gap-5">
            {names.map((name) => (
              <SettingField
                key={name}
                name={name}
                settings={settings}
                typed={draft[name]}
                is_wrong={wrong.includes(name)}
                is_contested={contested.includes(name)}
                onType={(text) => type(name, text)}
              />
            ))}
          </div>
        </Card>
      ))}
      <div className="sticky bottom-0 flex flex-col gap-3 border-t bg-background py-3">
        {error && (
          <Banner
            tone={is_conflict ? "warning" : "danger"}
            title={is_conflict ? "Not saved yet" : "The settings could not be saved"}
          >
            {error.message} What you changed is kept
            {contested.length > 0
              ? ": look at it beside theirs, then save again."
              : is_conflict
                ? ", and is not among it: save again."
                : "."}
          </Banner>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button
            type="submit"
            variant="primary"
            shortcut="Mod+S"
            loading={running}
            aria-disabled={changed.length === 0 || undefined}
            className="aria-disabled:opacity-50"
          >
            Save
          </Button>
          {changed.length > 0 && (
            <Button variant="ghost" onClick={start}>
              Discard changes
            </Button>
          )}
          <p role="status" className="min-w-0 text-sm wrap-anywhere text-text-muted">
            {changed.length > 0
              ? `${changed.length} not saved`
              : settings.updated_by && (
                  <>
                    Saved by <bdi>{settings.updated_by.name}</bdi>{" "}
                    <RelativeTime at={settings.updated_at as string} />
                  </>
                )}
          </p>
        </div>
      </div>
      <ConfirmDialog
        open={asks}
        onOpenChange={setAsks}
        title={`Erase chats ${inDays(draft.retention)} after their end?`}
        description="Within minutes this begins with all that are older already: what was said in them goes for good, with files, and so do customers of whom nothing else is left. It cannot be undone."
        confirmLabel="Save and erase"
        onConfirm={saveTyped}
      />
      <ConfirmDialog
        open={guard.asked !== null}
        onOpenChange={guard.stay}
        title="Leave without saving?"
        description="What you changed on this page is lost."
        confirmLabel="Leave"
        cancelLabel="Stay"
        onConfirm={() => {
          const next = guard.asked;
          start();
          if (next) router.push(next);
        }}
      />
    </form>
  );
}
