import type { Random } from "@/faults/random";
import type { Language } from "@/scripts/demo/dialogue";

const TONGUES: Record<Language, { language: string; time_zone: string }> = {
  en: { language: "en-GB", time_zone: "Europe/London" },
  de: { language: "de-DE", time_zone: "Europe/Berlin" },
  es: { language: "es-ES", time_zone: "Europe/Madrid" },
  fr: { language: "fr-FR", time_zone: "Europe/Paris" },
  ar: { language: "ar", time_zone: "Asia/Dubai" },
};

const MACHINES = [
  { browser: "Chrome 142", device: "Computer, Windows" },
  { browser: "Firefox 145", device: "Computer, Linux" },
  { browser: "Safari 26.1", device: "Computer, macOS" },
  { browser: "Safari 26.1", device: "Phone, iOS 26.1" },
  { browser: "Chrome 142", device: "Phone, Android 16" },
  { browser: "Microsoft Edge 142", device: "Computer, Windows" },
];

const PAGES = ["", "lamps", "lamps/aster", "furniture", "furniture/marten", "orders", "help"];
const REFERRERS = [
  null,
  null,
  "https://search.example.com/",
  "https://living.example.org/ten-lamps",
];

/** Networks that are for examples alone: https://www.rfc-editor.org/rfc/rfc5737 */
const NETWORKS = ["192.0.2", "198.51.100", "203.0.113"];

/** What a page knows of a visitor, as lib/client/visit.ts describes them. */
export function visitOf(random: Random, language: Language): Record<string, string> {
  const referrer = random.one(REFERRERS);
  return {
    page_url: `https://lampwick.example.com/${random.one(PAGES)}`,
    ...(referrer && { referrer }),
    ...random.one(MACHINES),
    ...TONGUES[language],
    ip_address: `${random.one(NETWORKS)}.${1 + random.below(254)}`,
  };
}
