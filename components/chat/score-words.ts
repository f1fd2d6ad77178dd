import { Annoyed, Frown, Laugh, type LucideIcon, Meh, Smile } from "lucide-react";

/** A score as people see it: a word and a face beside the number. */
export type ScoreLook = { word: string; Face: LucideIcon };

const LOOKS: Record<number, ScoreLook> = {
  1: { word: "Bad", Face: Frown },
  2: { word: "Poor", Face: Annoyed },
  3: { word: "Okay", Face: Meh },
  4: { word: "Good", Face: Smile },
  5: { word: "Great", Face: Laugh },
};

export const scoreLook = (score: number): ScoreLook => LOOKS[score] ?? { word: "", Face: Meh };
