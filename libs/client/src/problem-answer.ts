import { PROBLEMS, type ProblemCode, type ProblemDocument, problemDocument } from '#contract/problems';

/** The problem a refusal states. A proxy in between may have answered in its own words: then by its status. */
export async function problemAnswer(response: Response): Promise<ProblemDocument> {
  const said: unknown = await response.json().catch(() => null);
  return isProblem(said) ? said : { ...problemDocument(codeOf(response.status)), status: response.status };
}

export function isProblem(answer: unknown): answer is ProblemDocument {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'retry' in answer;
}

function codeOf(status: number): ProblemCode {
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  return (
    codes.find((code) => PROBLEMS[code].status === status) ?? (status < 500 ? 'malformed' : 'unavailable')
  );
}
