// Runs before `npm install` ever did, perhaps on an old Node: Node's own modules only, and nothing newer than import() in this file.
const OLDEST = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `LiveStreamer needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}. Get a newer one from https://nodejs.org or with: nvm install`,
  );
  process.exitCode = 1;
} else {
  import('./prepare.mjs').then(({ prepare }) => prepare(process.argv[2]));
}
