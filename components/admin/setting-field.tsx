import type { ReactNode } from "react";
import {
  ASSIGNMENT_MODES,
  ASSIGNMENT_RULE,
  ASSIGNMENT_WORDS,
  isNumber,
  SETTING_WORDS,
  settingProblem,
  shownValue,
} from "@/components/admin/setting-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import type { AssignmentMode } from "@/lib/assignment/contract";
import type { NumberName, SettingName, Settings } from "@/lib/settings/contract";

type SettingFieldProps = {
  name: SettingName;
  settings: Settings;
  /** As it is typed; undefined while nobody touched it. */
  typed: string | undefined;
  is_wrong: boolean;
  /** Another admin saved something else while this was typed. */
  is_contested: boolean;
  onType: (text: string) => void;
};

export function SettingField({ name, ...rest }: SettingFieldProps) {
  return isNumber(name) ? <NumberField name={name} {...rest} /> : <AssignmentField {...rest} />;
}

/** What goes before what one chose here, or came between. */
function Standing({ name, settings, is_contested, saved }: StandingProps) {
  const variable = settings.fixed[name];
  return (
    <>
      {is_contested && (
        <span className="block font-medium text-warning-text">
          <bdi>{settings.updated_by?.name}</bdi> saved {saved}.
        </span>
      )}
      {variable && (
        <span className="block font-medium text-text-muted">
          Fixed by the variable {variable} where Parley runs.
        </span>
      )}
    </>
  );
}

type StandingProps = Pick<SettingFieldProps, "name" | "settings" | "is_contested"> & {
  saved: ReactNode;
};

function AssignmentField(props: Omit<SettingFieldProps, "name">) {
  const { settings, typed, is_contested, onType } = props;
  const { assignment } = settings.values;
  const mode = (typed ?? assignment) as AssignmentMode;
  return (
    <Field
      label="Waiting chats are given to agents"
      hint={
        <>
          {ASSIGNMENT_WORDS[mode].why} {mode !== "manual" && ASSIGNMENT_RULE} Default:{" "}
          {ASSIGNMENT_WORDS.manual.label}.
          <Standing
            name="assignment"
            settings={settings}
            is_contested={is_contested}
            saved={`“${ASSIGNMENT_WORDS[assignment].label}”`}
          />
        </>
      }
    >
      <NativeSelect
        name="assignment"
        value={mode}
        disabled={settings.fixed.assignment !== undefined}
        onChange={(event) => onType(event.currentTarget.value)}
        className="w-60"
      >
        {ASSIGNMENT_MODES.map((one) => (
          <option key={one} value={one}>
            {ASSIGNMENT_WORDS[one].label}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}

function NumberField(props: SettingFieldProps & { name: NumberName }) {
  const { name, settings, typed, is_wrong, is_contested, onType } = props;
  const { label, unit, why, usual } = SETTING_WORDS[name];
  const in_force = shownValue(name, settings.values[name]);
  return (
    <Field
      label={label}
      hint={
        <>
          {why} Default: {usual.toLocaleString("en")} {unit}.
          <Standing
            name={name}
            settings={settings}
            is_contested={is_contested}
            saved={`${Number(in_force).toLocaleString("en")} ${unit}`}
          />
        </>
      }
      error={is_wrong ? settingProblem(name) : undefined}
    >
      <span className="flex items-center gap-2">
        <Input
          name={name}
          inputMode="numeric"
          autoComplete="off"
          dir="ltr"
          value={typed ?? in_force}
          readOnly={settings.fixed[name] !== undefined}
          onChange={(event) => onType(event.currentTarget.value)}
          className="w-28 tabular-nums"
        />
        <span className="text-text-muted">{unit}</span>
      </span>
    </Field>
  );
}
