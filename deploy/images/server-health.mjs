// The health check of the image, which has no curl: is the server ready? Says what it answered, for `docker inspect`.
const DEADLINE_MS = 4_000;

try {
  const answer = await fetch(`http://127.0.0.1:${process.env.PORT || 8000}/ready`, {
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  process.stdout.write(`${answer.status} ${await answer.text()}\n`);
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`${error.cause ?? error}\n`);
  process.exitCode = 1;
}
