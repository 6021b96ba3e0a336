export interface PasswordJudgement {
  /** 0 (refused) to 4. */
  strength: 0 | 1 | 2 | 3 | 4;
  rules: { name: "length" | "varied" | "notPersonal" | "notCommon"; isMet: boolean }[];
}

const common = [
  "password",
  "katasandi",
  "rahasia",
  "qwerty",
  "qwertyuiop",
  "indonesia",
  "bismillah",
  "sayang",
  "whatsapp",
];

/** Judges a password while it is typed. The server has the last word; this saves the trip and says what is missing. */
export function judgePassword(password: string, personal: readonly string[] = []): PasswordJudgement {
  const plain = simplify(password);
  const variety = new Set(password).size;
  const rules: PasswordJudgement["rules"] = [
    { name: "length", isMet: [...password].length >= 10 },
    { name: "varied", isMet: variety >= 4 },
    { name: "notPersonal", isMet: password !== "" && !personal.some((word) => isAbout(plain, word)) },
    { name: "notCommon", isMet: password !== "" && !isCommon(plain) },
  ];
  const met = rules.filter((rule) => rule.isMet).length;
  const isAllowed = met === rules.length;
  const strength = !isAllowed
    ? met >= 3 && password.length >= 8
      ? 1
      : 0
    : password.length >= 16 && variety >= 10
      ? 4
      : password.length >= 12 && variety >= 8
        ? 3
        : 2;
  return { strength, rules };
}

function isAbout(plain: string, word: string): boolean {
  return [word, word.split("@")[0] ?? ""].map(simplify).some((own) => own !== "" && own === plain);
}

/** A common word stays common with digits around it. */
function isCommon(plain: string): boolean {
  const word = plain.replace(/^\d+|\d+$/g, "");
  return "01234567890123456789".includes(plain) || common.includes(word);
}

function simplify(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
