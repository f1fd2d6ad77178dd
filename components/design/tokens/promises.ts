/** Each colour of app/globals.css by its role, and what it is for. */
export const ROLES: { [group: string]: Record<string, string> } = {
  Grounds: {
    background: "the page",
    surface: "cards, panes, controls",
    "surface-raised": "dialogs, menus, toasts",
    hover: "over any ground, under the pointer",
    "neutral-soft": "badges, skeletons",
    overlay: "the veil behind a dialog",
  },
  Lines: {
    border: "parts one thing from the next",
    "border-strong": "the edge of a control",
    focus: "the one focus ring",
  },
  Words: {
    text: "what is read first",
    "text-muted": "what stands beside it",
    "text-subtle": "labels, hints, placeholders",
  },
  Accent: {
    accent: "fills and icons",
    "accent-hover": "the fill under the pointer",
    "accent-soft": "a quiet ground",
    "accent-text": "links, words",
    "on-accent": "words on the fill",
  },
  Danger: {
    danger: "fills and icons",
    "danger-hover": "the fill under the pointer",
    "danger-soft": "a quiet ground",
    "danger-text": "words",
    "on-danger": "words on the fill",
  },
  Warning: {
    warning: "fills and icons",
    "warning-soft": "a quiet ground",
    "warning-text": "words",
  },
  Success: {
    success: "fills and icons",
    "success-soft": "a quiet ground",
    "success-text": "words",
  },
  Info: {
    info: "fills and icons",
    "info-soft": "a quiet ground",
    "info-text": "words",
  },
};

export type Promised = {
  ink: string;
  ground: string;
  /** Lies between the two and lets the ground through. */
  veil?: string;
  /** The least contrast: 4.5 for words, 3 for fills, edges and the focus ring (WCAG 1.4.3, 1.4.11). */
  least: 4.5 | 3;
};

const SURFACES = ["background", "surface", "surface-raised"];
const TONES = ["accent", "danger", "warning", "success", "info"];
const WORDS = ["text", "text-muted", "text-subtle"];

/** Which colours may stand on which: a class that puts together others is on its own. */
export const PROMISES: Promised[] = [
  ...SURFACES.flatMap((ground) => [
    ...[...WORDS, ...TONES.map((tone) => `${tone}-text`)].flatMap((ink) => [
      { ink, ground, least: 4.5 as const },
      { ink, ground, veil: "hover", least: 4.5 as const },
    ]),
    ...[...TONES, "border-strong", "focus"].map((ink) => ({ ink, ground, least: 3 as const })),
  ]),
  ...["text", "text-muted"].map((ink) => ({ ink, ground: "neutral-soft", least: 4.5 as const })),
  ...TONES.flatMap((tone) =>
    ["text", "text-muted", `${tone}-text`].map((ink) => ({
      ink,
      ground: `${tone}-soft`,
      least: 4.5 as const,
    })),
  ),
  ...["accent", "danger"].flatMap((tone) =>
    [tone, `${tone}-hover`].map((ground) => ({ ink: `on-${tone}`, ground, least: 4.5 as const })),
  ),
];
