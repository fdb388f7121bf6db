// Checks that the using directives of each file are sorted: System first, then by name, static ones and aliases last. The build and dotnet format whitespace
// do not notice it, and the whole dotnet format takes minutes.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.cs'], { encoding: 'utf8', maxBuffer: 1 << 26 }).trim().split('\n');
const kindOf = (line) => (/^using static /.test(line) ? 1 : /=/.test(line) ? 2 : 0);
const nameOf = (line) => line.replace(/^using (static )?/, '').replace(/;.*$/, '');
const isSystem = (line) => /^System(\.|$)/.test(nameOf(line));
const compare = (a, b) => kindOf(a) - kindOf(b) || isSystem(b) - isSystem(a) || (nameOf(a).toLowerCase() < nameOf(b).toLowerCase() ? -1 : nameOf(a).toLowerCase() > nameOf(b).toLowerCase() ? 1 : 0);

let wrong = 0;
for (const file of files) {
  const lines = readFileSync(file, 'utf8').replace(/^\ufeff/, '').split(/\r?\n/);
  const found = lines.filter((line) => /^using [\w.]+( = .+)?;|^using static /.test(line));
  const sorted = [...found].sort(compare);
  const at = found.findIndex((line, i) => line !== sorted[i]);
  if (at >= 0) {
    wrong++;
    console.log(`${file}: ${found[at]} where ${sorted[at]} belongs`);
  }
}
console.log(`${files.length} files, ${wrong} with unsorted imports`);
process.exit(wrong === 0 ? 0 : 1);
