import process from 'node:process';

/** What a person may have set for an installation of theirs; tests bring their own. */
const OF_AN_INSTALLATION =
  /^(COFFER_|DATABASE_|AUTH_SECRET|BASE_URL|HOST$|PORT$|STRIPE_|SMTP_URL|FLOWHUNT_|REFUND_|PURCHASE_FEE|SELLER_|API_RATE_LIMIT|WEBHOOK_|MIGRATE_|MAIL_FROM|MAILBOX_|GITHUB_(ID|SECRET)$|GOOGLE_|OIDC_|TRUSTED_PROXIES|LOG_LEVEL|NODE_ENV)/;

/** The environment without an installation's settings. @returns {NodeJS.ProcessEnv} */
export const cleanEnvironment = () =>
  /** @type {NodeJS.ProcessEnv} */ (
    Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_AN_INSTALLATION.test(name)))
  );
