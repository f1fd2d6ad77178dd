import { FILE_TYPES, type FileType } from "@/lib/uploads/contract";

/** In characters; a card shows no more, and a file system takes 255 bytes. */
const LONGEST = 120;

/** Control characters, and those that turn the order of the others: `gpj.exe` would look like `exe.jpg`. */
const CONTROL = /[\p{Cc}\p{Surrogate}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * The name that a file is shown and saved under, of what its sender called it: without a path, of
 * one line, and with an ending that tells its true type.
 */
export function fileNameOf(given: string, type: FileType): string {
  const [ending, ...others] = FILE_TYPES[type];
  const base = given.split(/[/\\]/).at(-1) ?? "";
  const clean = base
    .replace(CONTROL, "")
    .replace(/[<>:"|?*]/g, "_")
    .trim();
  const at = clean.lastIndexOf(".");
  const said = at === -1 ? "" : clean.slice(at + 1);
  const is_true = [ending, ...others].some((one) => one === said.toLowerCase());
  const stem = (is_true ? clean.slice(0, at) : clean).replace(/^[.\s]+|[.\s]+$/gu, "") || "file";
  const own_ending = `.${is_true ? said : ending}`;
  return [...stem].slice(0, LONGEST - own_ending.length).join("") + own_ending;
}
