import { CHECK_IDS, type Check, type CheckRun, foundTheSame, getChecks, runChecks } from '@livestreamer/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/error-text.ts';
import { momentText } from '../../../lib/moment-text.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { CopyLine } from '../../../ui/copy-line/copy-line.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import { Failed, Waiting } from '../admin-list.tsx';
import { adminKey } from '../use-admin.ts';
import styles from './server-checks.module.scss';

/** While a look goes on. */
const ASK_EVERY_MS = 700;

/** What the server's doctor found in this machine and on the way to it, with the lines to paste; and to have it look again. */
export const ServerChecks = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const queries = useQueryClient();
  const queryKey = adminKey('checks');
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: () => rest.call(getChecks, {}),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.run ?? null) ? ASK_EVERY_MS : false),
  });
  const begin = useMutation({
    mutationFn: () => rest.call(runChecks, {}),
    onSuccess: (begun) => queries.setQueryData(queryKey, begun),
  });
  if (isPending) return <Waiting />;
  if (!data) return <Failed error={error} onRetry={() => void refetch()} />;
  const { run } = data;
  return (
    <>
      <div className={styles['head']}>
        <Button busy={begin.isPending || isUnderWay(run)} onClick={() => begin.mutate()}>
          {t(run ? 'admin.checks.again' : 'admin.checks.look')}
        </Button>
        <Summary run={run} />
      </div>
      {(begin.error ?? error) && <Problem>{errorText(t, begin.error ?? error)}</Problem>}
      {run && run.checks.length > 0 && (
        <ul className={styles['list']} aria-label={t('admin.checks.heading')} aria-busy={isUnderWay(run)}>
          {alikeIn(run.checks).map((alike) => (
            <CheckRow key={alike[0].id} alike={alike} />
          ))}
        </ul>
      )}
    </>
  );
};

const isUnderWay = (run: CheckRun | null): boolean => run !== null && run.finishedAt === null;

/** Read aloud when a look begins and when it is over; how far it is, is shown. */
const Summary = ({ run }: { readonly run: CheckRun | null }) => {
  const { t, i18n } = useTranslation();
  const count = (state: Check['state']): number => run?.checks.filter((check) => check.state === state).length ?? 0;
  const found = (): string => {
    const [broken, doubtful, skipped] = [count('failed'), count('warning'), count('skipped')];
    if (broken + doubtful > 0) return t('admin.checks.found', { broken, doubtful });
    return skipped === 0 ? t('admin.checks.allWell') : t('admin.checks.lookedAtWell', { skipped });
  };
  const text = (): string => {
    if (!run) return t('admin.checks.never');
    if (run.finishedAt === null) return t('admin.checks.looking');
    return `${found()} ${t('admin.checks.at', { time: momentText(i18n.language, run.finishedAt) })}`;
  };
  return (
    <div className={styles['summary']}>
      <p role="status">{text()}</p>
      {run && isUnderWay(run) && (
        <progress aria-label={t('admin.checks.looking')} value={run.checks.length} max={CHECK_IDS.length} />
      )}
    </div>
  );
};

const MARKS = { ok: CircleCheck, warning: CircleAlert, failed: CircleX, skipped: CircleDashed } as const;

type AlikeChecks = [Check, ...Check[]];

/** Those next to each other that found the same, as one. */
const alikeIn = (checks: readonly Check[]): AlikeChecks[] => {
  const all: AlikeChecks[] = [];
  for (const check of checks) {
    const before = all.at(-1);
    if (before && foundTheSame(before[0], check)) before.push(check);
    else all.push([check]);
  }
  return all;
};

const CheckRow = ({ alike }: { readonly alike: AlikeChecks }) => {
  const { t } = useTranslation();
  const [{ state, sentence, advice }] = alike;
  const Mark = MARKS[state];
  return (
    <li className={styles['row']} data-state={state}>
      <Mark className={styles['mark']} size={22} aria-hidden />
      <div className={styles['words']}>
        <h2 className={styles['name']}>
          {alike.map(({ id }) => t(`admin.checks.title.${id}`)).join(', ')}{' '}
          <span className={styles['state']}>{t(`admin.checks.state.${state}`)}</span>
        </h2>
        {/* The same words as the command line has, for whoever looks after the machine. */}
        <p lang="en">{sentence}</p>
        {advice !== null && (
          <div className={styles['advice']} lang="en">
            <CopyLine text={advice} label={t('admin.checks.copy')} copied={t('admin.checks.copied')} />
          </div>
        )}
      </div>
    </li>
  );
};
