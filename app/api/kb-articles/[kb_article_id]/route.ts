import { route } from "@/lib/http/route";
import { deleteKbArticle, updateKbArticle } from "@/lib/kb/commands";
import { kbArticleInput, updateKbArticleInput } from "@/lib/kb/contract";
import { readKbArticle } from "@/lib/kb/queries";

export const GET = route({ input: kbArticleInput, run: readKbArticle });
export const PATCH = route({ input: updateKbArticleInput, run: updateKbArticle });
export const DELETE = route({ input: kbArticleInput, run: deleteKbArticle });
