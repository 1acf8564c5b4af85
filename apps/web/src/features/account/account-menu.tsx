import { CircleUser } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { adminSectionsOf } from '../../lib/admin-sections.ts';
import styles from './account-menu.module.scss';
import { useAccount, useSignOut } from './use-account.ts';

/** The way in for visitors; a menu for members. Nothing while it is not known who it is, so that nothing jumps. */
export const AccountMenu = () => {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const { data: account, isPending } = useAccount();
  const { mutate: signOut, isError } = useSignOut();

  if (isPending || account === undefined) return null;
  if (account === null)
    return pathname === '/sign-in' ? null : (
      <Link to="/sign-in" state={{ from: pathname + search }} className={styles['signIn']}>
        {t('account.signIn')}
      </Link>
    );
  return (
    <DropdownMenu.Root modal={false}>
      {isError && (
        <p role="alert" className={styles['problem']}>
          {t('account.signOutFailed')}
        </p>
      )}
      <DropdownMenu.Trigger
        className={styles['trigger']}
        aria-label={t('account.menu', { username: account.username })}
      >
        <CircleUser size={22} aria-hidden />
        <span className={styles['name']}>{account.username}</span>
      </DropdownMenu.Trigger>
      {/* No portal: what it shows stays inside the header's landmark. */}
      <DropdownMenu.Content className={styles['menu']} align="end" sideOffset={8} collisionPadding={16}>
        <DropdownMenu.Label className={styles['label']}>
          {t('account.signedInAs')} <strong>{account.username}</strong>
        </DropdownMenu.Label>
        {account.permissions.includes('station.broadcast') && (
          <DropdownMenu.Item asChild>
            <Link to="/studio" className={styles['item']}>
              {t('studio.heading')}
            </Link>
          </DropdownMenu.Item>
        )}
        {account.permissions.includes('station.broadcast') && (
          <DropdownMenu.Item asChild>
            <Link to="/setup" className={styles['item']}>
              {t('account.goLive')}
            </Link>
          </DropdownMenu.Item>
        )}
        {adminSectionsOf(account.permissions).length > 0 && (
          <DropdownMenu.Item asChild>
            <Link to="/admin" className={styles['item']}>
              {t('account.admin')}
            </Link>
          </DropdownMenu.Item>
        )}
        <DropdownMenu.Item asChild>
          <Link to="/bookmarks" className={styles['item']}>
            {t('bookmarks.heading')}
          </Link>
        </DropdownMenu.Item>
        <DropdownMenu.Item asChild>
          <Link to="/settings" className={styles['item']}>
            {t('settings.heading')}
          </Link>
        </DropdownMenu.Item>
        <DropdownMenu.Item className={styles['item']} onSelect={() => signOut()}>
          {t('account.signOut')}
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
};
