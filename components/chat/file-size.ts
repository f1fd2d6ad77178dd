const KILO = 1024;

/** A file's size as people say it; `bytes` of it. */
export function fileSizeText(bytes: number, locale?: string): string {
  const [size, unit] =
    bytes < KILO
      ? [bytes, "byte"]
      : bytes < KILO * KILO
        ? [bytes / KILO, "kilobyte"]
        : [bytes / KILO / KILO, "megabyte"];
  const digits = size < 10 && unit !== "byte" ? 1 : 0;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: unit as string,
    maximumFractionDigits: digits,
  }).format(size as number);
}
