import { CommandFailure } from "../../command.js";
import { type Finding, makeFinding } from "../../contract/finding.js";
import { asString, field, isObject, type Json } from "../../contract/json.js";
import { readYaml } from "../../contract/yaml.js";

const reasonClasses = ["Benign", "BugFix", "UserImpact", "Security", "Previously", "PolicyException"] as const;

/** A statement by a person that a change or a finding is accepted. */
export interface Acceptance {
  /** Id of the change or fingerprint of the finding. */
  readonly fingerprint: string;
  readonly reasonClass: string;
  readonly reason: string;
  readonly who: string;
  /** Dates such as 2026-11-24. */
  readonly date: string;
  readonly expires: string;
  readonly line: number;
}

/**
 * @param file Name of the file in messages.
 * @throws CommandFailure when the file has anything but a list of acceptances.
 */
export function readAcceptances(source: string, file: string): Acceptance[] {
  const yaml = readYaml(source, file);
  // An empty file has no root, and accepts nothing.
  const root = yaml.root ?? {};
  const acceptances = field(root, "acceptances") ?? [];
  const names = isObject(root) ? Object.keys(root) : [""];
  if (!Array.isArray(acceptances) || names.some((name) => name !== "acceptances")) {
    throw new CommandFailure("findings", `${file}: write a list under acceptances, and nothing else.`);
  }
  return acceptances.map((value: Json, index) => {
    const word = (name: string): string => asString(field(value, name)) ?? "";
    return {
      fingerprint: word("fingerprint"),
      reasonClass: word("reasonClass"),
      reason: word("reason"),
      who: word("who"),
      date: word("date"),
      expires: word("expires"),
      line: yaml.lineOf(`/acceptances/${index}`),
    };
  });
}

function problems(acceptance: Acceptance, today: string, known: ReadonlySet<string>): string[] {
  const { fingerprint, reasonClass, reason, who, date, expires } = acceptance;
  const isDate = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);
  const tests: readonly (readonly [boolean, string])[] = [
    [!/^[0-9a-f]{12}$/.test(fingerprint), "has no fingerprint of 12 hexadecimal digits"],
    [
      !(reasonClasses as readonly string[]).includes(reasonClass),
      `has the reason class "${reasonClass}", but the classes are ${reasonClasses.join(", ")}`,
    ],
    [reason.trim() === "", "gives no reason"],
    [who.trim() === "", "does not say who accepted it"],
    [!isDate(date) || !isDate(expires), "needs date and expires in the form 2026-11-24"],
    [isDate(expires) && expires < today, `expired on ${expires}`],
    [!known.has(fingerprint), "matches no change and no finding of this review"],
  ];
  return tests.filter(([wrong]) => wrong).map(([, words]) => words);
}

/**
 * What is wrong with the acceptances themselves.
 * @param today Day such as 2026-11-24.
 * @param known Ids of the changes and fingerprints of the findings of this review.
 */
export function checkAcceptances(
  acceptances: readonly Acceptance[],
  file: string,
  today: string,
  known: ReadonlySet<string>,
): Finding[] {
  return acceptances.flatMap((acceptance, index) =>
    problems(acceptance, today, known).map((words) => {
      const { fingerprint, line } = acceptance;
      const subject = `${fingerprint} ${words.split(" ")[0]} ${words.slice(-12)}`;
      const at = { file, line, pointer: `#/acceptances/${index}` };
      const message = `The acceptance of ${fingerprint || "nothing"} ${words}.`;
      return makeFinding("acceptance", subject, at, message, "Complete, renew or remove the entry.");
    }),
  );
}

export interface AcceptanceHistory {
  readonly added: readonly Acceptance[];
  readonly carried: readonly Acceptance[];
  readonly dropped: readonly Acceptance[];
}

export function compareAcceptances(now: readonly Acceptance[], before: readonly Acceptance[]): AcceptanceHistory {
  const has = (all: readonly Acceptance[], { fingerprint }: Acceptance): boolean =>
    all.some((one) => one.fingerprint === fingerprint);
  return {
    added: now.filter((one) => !has(before, one)),
    carried: now.filter((one) => has(before, one)),
    dropped: before.filter((one) => !has(now, one)),
  };
}
