import { ApiError } from '@livestreamer/client';
import {
  type Broadcast,
  editBroadcast,
  formatTracklist,
  LIMITS,
  parseTracklist,
  tagSchema,
} from '@livestreamer/contracts';
import { type ComponentProps, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useRouteForm } from '../../lib/use-route-form.ts';
import { useWeb } from '../../lib/web-context.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { TextAreaField } from '../../ui/field/text-area-field.tsx';
import { Done, Problem } from '../../ui/notice/notice.tsx';
import { LinksField, linksTextSchema } from './links-field.tsx';
import { NewerShow } from './newer-show.tsx';
import { formatLinks, parseLinks, parseTags } from './outside-links-text.ts';
import styles from './studio.module.scss';
import { Understood } from './understood.tsx';
import { useStudioRefresh } from './use-studio.ts';

interface ShowFormProps {
  readonly show: Broadcast;
  /** Begins again with this one: what was typed is given up. */
  readonly onTake: (newer: Broadcast) => void;
}

/** What is said of a show. It goes on from the revision that it began with, whatever is fetched meanwhile. */
export const ShowForm = ({ show, onTake }: ShowFormProps) => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const refresh = useStudioRefresh();
  const revision = useRef(show.revision);
  const [written, setWritten] = useState(() => formatTracklist(show.tracklist));
  const isOn = show.state === 'live' || show.state === 'reconnecting';
  const form = useRouteForm({
    body: formBody,
    defaultValues: {
      title: show.title,
      description: show.description,
      tracklist: written,
      links: formatLinks(show.links),
      tags: show.tags.join(', '),
    },
    send: ({ title, description, tracklist, links, tags }) =>
      rest.call(editBroadcast, {
        params: { id: show.id },
        body: {
          revision: revision.current,
          description,
          links: parseLinks(links).links,
          tags: parseTags(tags),
          ...(title.trim() === '' ? {} : { title }), // a show that never had one
          ...(isOn ? {} : { tracklist: parseTracklist(tracklist) }),
        },
      }),
    onDone: (saved) => {
      revision.current = saved.revision;
      void refresh();
    },
  });
  const { field, onSubmit, busy, done, error, problem } = form;
  const isOld = error instanceof ApiError && error.code === 'edited_meanwhile';
  const tracklist = field('tracklist');
  const onWrite: ComponentProps<'textarea'>['onChange'] = (event) => {
    setWritten(event.target.value);
    void tracklist.onChange(event);
  };
  return (
    <form noValidate className={styles['form']} onSubmit={onSubmit}>
      {isOld && (
        <NewerShow
          id={show.id}
          onTake={onTake}
          onKeep={(newest) => {
            revision.current = newest;
          }}
        />
      )}
      {problem && !isOld && <Problem>{problem}</Problem>}
      <Field {...field('title')} label={t('studio.title')} autoComplete="off" />
      <TextAreaField {...field('description')} label={t('studio.description')} />
      <Field
        {...field('tags')}
        label={t('studio.tags')}
        hint={t('studio.tagsHint', { max: LIMITS.tagsPerBroadcast })}
        autoComplete="off"
      />
      <LinksField {...field('links')} />
      {isOn ? (
        <p className={styles['hint']}>{t('studio.show.whileLive')}</p>
      ) : (
        <div className={styles['understood']}>
          <TextAreaField
            {...tracklist}
            onChange={onWrite}
            label={t('studio.show.tracklist')}
            hint={t('studio.show.tracklistHint')}
            spellCheck={false}
          />
          <Understood tracks={parseTracklist(written)} />
        </div>
      )}
      <div className={styles['buttons']}>
        <Button type="submit" busy={busy}>
          {t('studio.save')}
        </Button>
        {done && !busy && <Done>{t('studio.saved')}</Done>}
      </div>
    </form>
  );
};

/** The fields are texts; each is checked as what the server makes of it. */
const formBody = z.object({
  title: z.string().trim().max(LIMITS.broadcastTitle.max),
  description: z.string().trim().max(LIMITS.broadcastDescription.max),
  tracklist: z.string().refine((text) => parseTracklist(text).length <= LIMITS.tracksPerBroadcast),
  links: linksTextSchema,
  tags: z.string().refine((text) => z.array(tagSchema).max(LIMITS.tagsPerBroadcast).safeParse(parseTags(text)).success),
});
