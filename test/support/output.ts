/** An output for a command, and what the command printed on it. */
export function captureOutput() {
  const printed = { out: "", err: "" };
  const print = (name: keyof typeof printed) => (text: string) => {
    printed[name] += text;
  };
  return { printed, out: print("out"), err: print("err") };
}
