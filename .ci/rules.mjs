// Checks what the workflows may do, and what compose.yaml offers. Run by .ci/infra with the folder of the packages: prints the names of the checks. With a name as well: ends
// with 1 if that one does not hold.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { parse } = createRequire(`${process.argv[2]}/`)('yaml');
const read = (path) => parse(readFileSync(path, 'utf8'));
const deploy = read('.github/workflows/deploy.yml').jobs;
const ci = read('.github/workflows/ci.yml').jobs;
const compose = read('infra/docker/compose.yaml').services;
const text = (job) => JSON.stringify(job);

const checks = {
  'only jobs in an environment can sign in to Azure': () =>
    Object.entries({ ...deploy, ...ci }).every(([, job]) => !text(job).includes('azure/login') || job.environment),
  'the environment without reviewers signs in by the registration that may only read': () =>
    deploy['what-if'].environment === 'what-if' && text(deploy['what-if']).includes('vars.AZURE_WHAT_IF_CLIENT_ID')
    && !text(deploy['what-if']).includes('vars.AZURE_CLIENT_ID'),
  'only the deploying job has secrets, of its ring': () =>
    Object.entries(deploy).every(([name, job]) => name === 'deploy' || !text(job).includes('secrets.') && !text(job).includes('secrets['))
    && deploy.deploy.environment === '${{ inputs.ring }}',
  'nothing is deployed but from main': () => deploy.plan.if === "github.ref == 'refs/heads/main'"
    && ['what-if', 'deploy'].every((name) => [deploy[name].needs].flat().includes('plan')),
  'nothing is built where it is deployed': () => !/dotnet|npm /.test(text(deploy)),
  'the package is verified before anybody signs in': () => {
    const steps = deploy.deploy.steps.map(text);
    const verified = steps.findIndex((step) => step.includes('infra/package verify'));
    return verified >= 0 && verified < steps.findIndex((step) => step.includes('azure/login'));
  },
  'template and package are of one commit': () => ['what-if', 'deploy'].every((name) =>
    deploy[name].steps.find((step) => step.uses?.startsWith('actions/checkout@')).with.ref === '${{ needs.plan.outputs.sha }}'),
  'one tenant that fails stops no other': () => ['what-if', 'deploy'].every((name) => deploy[name].strategy['fail-fast'] === false)
    && deploy.deploy.if === "${{ !cancelled() && needs.plan.result == 'success' }}",
  'only main is packaged, after all that can fail': () => ci.package.if === "github.event_name == 'push' && github.ref == 'refs/heads/main'"
    && ['test', 'functions', 'core-tools', 'audit'].every((name) => ci.package.needs.includes(name)),
  'the job that signs runs no code of the repository': () => Object.entries(ci).every(([name, job]) =>
    (name === 'package') === (job.permissions?.['id-token'] === 'write')) && !text(ci.package).includes('actions/checkout'),
  'compose.yaml has settings for the administrator, for mail and for proxies': () => [
    'ADMIN_EMAIL', 'ADMIN_PASSWORD', 'SMTP_HOST', 'SMTP_PORT', 'SMTP_TLS', 'SMTP_USER', 'SMTP_PASS', 'SMTP_FROM_EMAIL', 'PUBLIC_URL', 'TRUSTED_PROXIES',
  ].every((setting) => compose.app.environment[setting]?.startsWith(`\${${setting}:-`)),
  'a backup of compose.yaml is of one moment, and made only if asked for': () =>
    text(compose.backup.command).includes('--oplog') && compose.backup.profiles.length === 1,
  'a health check of compose.yaml starts no shell of MongoDB after the first': () =>
    compose.mongo.healthcheck.test.at(-1).startsWith('[[ -e /tmp/primary ]] && exec 3<>/dev/tcp/127.0.0.1/27017 && exit 0'),
  'a pull request has its new packages reviewed': () => ci['dependency-review'].if === "github.event_name == 'pull_request'",
};

const name = process.argv[3];
if (name === undefined) console.log(Object.keys(checks).join('\n'));
else process.exit(checks[name]() ? 0 : 1);
