// Prints one line for each check. A failure ends the script, because later checks depend on it.
export async function check(what, act) {
  try {
    const result = await act();
    console.log(`ok   ${what}`);
    return result;
  } catch (error) {
    console.log(`FAIL ${what}\n     ${String(error.stack ?? error).replaceAll('\n', '\n     ')}`);
    process.exit(1);
  }
}

export function equal(actual, expected) {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) {
    throw new Error(`${left} where ${right} was expected`);
  }
}

// A future slot, on the hour.
export const slot = `${new Date().getUTCFullYear() + 2}-05-13T14:00:00Z`;
