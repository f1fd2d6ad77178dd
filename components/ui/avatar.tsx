import { clsx } from "clsx";
import { User } from "lucide-react";
import type { CSSProperties } from "react";

const sizes = { sm: "size-6 text-[0.625rem]", md: "size-8 text-xs", lg: "size-10 text-base" };

type AvatarProps = {
  name: string | null | undefined;
  size?: keyof typeof sizes;
  /** True where the name does not stand beside it. */
  labelled?: boolean;
  className?: string;
};

export function Avatar({ name, size = "md", labelled = false, className }: AvatarProps) {
  const text = initials(name ?? "");
  return (
    <span
      {...(labelled && name?.trim()
        ? { role: "img", "aria-label": name, title: name }
        : { "aria-hidden": true })}
      style={{ "--hue": hue(name ?? "") } as CSSProperties}
      className={clsx(
        "inline-grid shrink-0 align-middle place-items-center overflow-hidden rounded-full leading-none font-semibold select-none [&_svg]:size-1/2",
        text
          ? "bg-[light-dark(oklch(0.91_0.05_var(--hue)),oklch(0.36_0.06_var(--hue)))] text-[light-dark(oklch(0.4_0.09_var(--hue)),oklch(0.9_0.06_var(--hue)))]"
          : "bg-neutral-soft text-text-muted",
        sizes[size],
        className,
      )}
    >
      {text ? <bdi>{text}</bdi> : <User />}
    </span>
  );
}

const emoji = /^\p{Extended_Pictographic}|^\p{Regional_Indicator}/u;
const letter = /^[\p{L}\p{N}]/u;
// Scripts whose letters join or need no second initial.
const single =
  /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Devanagari}\p{Script=Thai}]/u;

function initials(name: string) {
  const firsts = name
    .split(/\s+/)
    .map((word) => graphemes(word).find((sign) => letter.test(sign) || emoji.test(sign)))
    .filter((sign) => sign !== undefined);
  const lettered = firsts.filter((sign) => letter.test(sign));
  const first = lettered[0] ?? firsts[0];
  if (!first || single.test(first) || emoji.test(first)) return first ?? "";
  const last = lettered.length > 1 ? lettered.at(-1) : "";
  return `${first}${last}`.toUpperCase();
}

function graphemes(word: string) {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(segmenter.segment(word), (part) => part.segment);
}

function hue(name: string) {
  let hash = 2166136261;
  for (const sign of name) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) % 360;
}
