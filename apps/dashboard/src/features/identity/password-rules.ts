export interface PasswordJudgement {
  /** 0 (refused) to 4. */
  strength: 0 | 1 | 2 | 3 | 4;
  rules: { name: "length" | "letters" | "notPersonal" | "notCommon"; isMet: boolean }[];
}

const common = [
  "password",
  "kata sandi",
  "katasandi",
  "rahasia",
  "qwerty",
  "123456",
  "indonesia",
  "bismillah",
  "sayang",
];

/** Judges a password while it is typed. The server has the last word; this saves the trip and says what is missing. */
export function judgePassword(password: string, personal: readonly string[] = []): PasswordJudgement {
  const lower = password.toLowerCase();
  const rules: PasswordJudgement["rules"] = [
    { name: "length", isMet: password.length >= 10 },
    { name: "letters", isMet: /\p{L}/u.test(password) && /[^\p{L}]/u.test(password) },
    { name: "notPersonal", isMet: password !== "" && !personal.some((word) => isInside(lower, word)) },
    { name: "notCommon", isMet: password !== "" && !isCommon(lower) },
  ];
  const met = rules.filter((rule) => rule.isMet).length;
  const isAllowed = met === rules.length;
  const variety = new Set(password).size;
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

function isInside(password: string, word: string): boolean {
  const parts = word.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return parts.some((part) => part.length >= 4 && password.includes(part));
}

function isCommon(password: string): boolean {
  if (/^(.)\1+$/.test(password) || "01234567890".includes(password)) return true;
  const bare = password.replace(/[^\p{L}\p{N}]/gu, "");
  return common.some((word) => bare.includes(word.replace(" ", "")) && bare.length < word.length + 6);
}
