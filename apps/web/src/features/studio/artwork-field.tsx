import { LIMITS, PICTURE_TYPES, type Artwork as Pictures } from '@livestreamer/contracts';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { Artwork } from '../../ui/artwork/artwork.tsx';
import { Button } from '../../ui/button/button.tsx';
import { Done, Problem } from '../../ui/notice/notice.tsx';
import styles from './studio.module.scss';
import { useStudioAct } from './use-studio.ts';

interface ArtworkFieldProps {
  readonly artwork: Pictures | null;
  readonly seed: string;
  readonly send: (file: File) => Promise<Pictures>;
  readonly remove: () => Promise<unknown>;
}

const MEGABYTE = 1024 * 1024;

/** A picture that is chosen, sent and shown as the server made it; a file that is too large is not sent at all. */
export const ArtworkField = ({ artwork, seed, send, remove }: ArtworkFieldProps) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const sending = useStudioAct((file: File) =>
    file.size > LIMITS.pictureBytes ? Promise.reject(new TooLarge()) : send(file),
  );
  const removing = useStudioAct(remove);
  // Only what was asked for last is told.
  const start = (act: () => void): void => {
    sending.reset();
    removing.reset();
    act();
  };
  const error = sending.error ?? removing.error;
  return (
    <div className={styles['picture']}>
      <Artwork artwork={artwork} seed={seed} size="large" />
      <div className={styles['actions']}>
        {error && <Problem>{error instanceof TooLarge ? t('errors.too_large') : errorText(t, error)}</Problem>}
        <input
          ref={input}
          type="file"
          accept={PICTURE_TYPES.join(',')}
          className={styles['file']}
          tabIndex={-1}
          aria-label={t('studio.artwork.choose')}
          onChange={({ target }) => {
            const file = target.files?.[0];
            target.value = ''; // the same file may be chosen again
            if (file) start(() => sending.mutate(file));
          }}
        />
        <div className={styles['buttons']}>
          <Button look="quiet" busy={sending.isPending} onClick={() => input.current?.click()}>
            {t(artwork ? 'studio.artwork.other' : 'studio.artwork.choose')}
          </Button>
          {artwork && (
            <Button look="quiet" busy={removing.isPending} onClick={() => start(() => removing.mutate())}>
              {t('studio.artwork.remove')}
            </Button>
          )}
        </div>
        <p className={styles['hint']}>{t('studio.artwork.hint', { mb: LIMITS.pictureBytes / MEGABYTE })}</p>
        {sending.isPending && <Done>{t('studio.artwork.sending')}</Done>}
        {sending.isSuccess && <Done>{t('studio.artwork.done')}</Done>}
      </div>
    </div>
  );
};

class TooLarge extends Error {}
