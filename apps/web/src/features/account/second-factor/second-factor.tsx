import { renewRecoveryCodes, secondFactorState, turnSecondFactorOff } from '@livestreamer/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/error-text.ts';
import { focusOnArrival } from '../../../lib/focus-on-arrival.ts';
import { useWeb } from '../../../lib/web-context.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Problem } from '../../../ui/notice/notice.tsx';
import styles from '../account-form.module.scss';
import { ProofForm } from './proof-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { TurnOnForm } from './turn-on-form.tsx';

type Step = 'state' | 'turn-on' | 'renew' | 'turn-off' | { readonly codes: string[] };

/** The second factor: its state, and the ways out of it. */
export const SecondFactor = () => {
  const { t } = useTranslation();
  const { rest } = useWeb();
  const [step, setStep] = useState<Step>('state');
  const state = useQuery({ queryKey: ['second-factor'], queryFn: () => rest.call(secondFactorState, {}) });
  const [returned, setReturned] = useState(false);
  const back = async (): Promise<void> => {
    await state.refetch();
    setReturned(true);
    setStep('state');
  };
  const arrival = { tabIndex: -1, ref: returned ? focusOnArrival : null };
  if (state.isPending) return <p role="status">{t('loading')}</p>;
  if (!state.data)
    return (
      <>
        <Problem>{errorText(t, state.error)}</Problem>
        <div>
          <Button look="quiet" onClick={() => void state.refetch()}>
            {t('retry')}
          </Button>
        </div>
      </>
    );
  if (typeof step === 'object') return <RecoveryCodes codes={step.codes} onDone={() => void back()} />;
  if (step === 'turn-on') return <TurnOnForm onDone={(codes) => setStep({ codes })} onCancel={() => void back()} />;
  if (step === 'renew')
    return (
      <ProofForm
        key={step}
        submit={t('factor.renew')}
        send={(body) => rest.call(renewRecoveryCodes, { body })}
        onDone={({ recoveryCodes }) => setStep({ codes: recoveryCodes })}
        onCancel={() => void back()}
      />
    );
  if (step === 'turn-off')
    return (
      <ProofForm
        key={step}
        submit={t('factor.turnOff')}
        send={(body) => rest.call(turnSecondFactorOff, { body })}
        onDone={() => void back()}
        onCancel={() => void back()}
      />
    );
  if (!state.data.on)
    return (
      <>
        <p {...arrival}>{t('factor.off')}</p>
        <div>
          <Button look="quiet" onClick={() => setStep('turn-on')}>
            {t('factor.turnOn')}
          </Button>
        </div>
      </>
    );
  return (
    <>
      <p {...arrival}>{t('factor.on', { count: state.data.recoveryCodesLeft })}</p>
      <div className={styles['buttons']}>
        <Button look="quiet" onClick={() => setStep('renew')}>
          {t('factor.renew')}
        </Button>
        <Button look="danger" onClick={() => setStep('turn-off')}>
          {t('factor.turnOff')}
        </Button>
      </div>
    </>
  );
};
