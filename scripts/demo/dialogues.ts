import type { Dialogue } from "@/scripts/demo/dialogue";
import { FURNITURE } from "@/scripts/demo/dialogues/furniture";
import { LAMPS } from "@/scripts/demo/dialogues/lamps";
import { ELSEWHERE } from "@/scripts/demo/dialogues/languages";
import { ORDERS } from "@/scripts/demo/dialogues/orders";

/** All thirty. */
export const DIALOGUES: readonly Dialogue[] = [...ORDERS, ...LAMPS, ...FURNITURE, ...ELSEWHERE];
