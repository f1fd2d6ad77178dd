import { route } from "@/lib/http/route";
import { previewKbArticleInput } from "@/lib/kb/contract";
import { previewKbArticle } from "@/lib/kb/queries";

export const POST = route({ input: previewKbArticleInput, run: previewKbArticle });
