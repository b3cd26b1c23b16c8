/** Made by `npm run generate:client` from the description of the API. Do not edit. */

export interface paths {
    "/accounts/{account_id}/credit_balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Credit totals of one account */
        get: operations["togai_CreditBalanceForAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether this process can do its work
         * @description For load balancers and monitors: 200 while this process can do its work, 503 with the same body while it cannot. Needs no key.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customerId}/credits/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Credits a customer can still use */
        get: operations["kable_getCustomerCreditBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customerId}/credits/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant credits, optionally charging for them first
         * @description With `chargeAmount`, the customer's default card is charged through Stripe before the grant exists; no charge, no grant. There is no idempotency field.
         *
         *     Coffer's addition: with an `Idempotency-Key` header (1 to 255 visible ASCII characters) a repetition is done once and answered alike, with `Idempotent-Replayed: true`; another request under the same key is refused with 400.
         */
        post: operations["kable_createCreditGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Page through credits
         * @description Filters combine. Parameter spelling is mixed - nextToken and pageSize, but account_id.
         */
        get: operations["togai_listCredits"];
        put?: never;
        /**
         * Grant one or more credits
         * @description Takes a list and answers with a list in the same order (order inferred). Whether a partly bad list is refused as a whole is not documented; refuse it whole (inferred). A known `idempotencyKey` should give back the credit made earlier (inferred).
         *
         *     Coffer's addition: with an `Idempotency-Key` header (1 to 255 visible ASCII characters) a repetition is done once and answered alike, with `Idempotent-Replayed: true`; another request under the same key is refused with 400.
         */
        post: operations["togai_createCredit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credits/{credit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One credit with its movements */
        get: operations["togai_getCreditDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credits/{credit_id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a credit
         * @description Has no request body, and the client sends no content type with it. Answers with the credit in state VOIDED. What is left becomes unusable, what was consumed stays consumed (inferred); voiding a credit that is already CONSUMED, EXPIRED or VOIDED should be 400 (inferred).
         *
         *     Coffer's addition: with an `Idempotency-Key` header (1 to 255 visible ASCII characters) a repetition is done once and answered alike, with `Idempotent-Replayed: true`; another request under the same key is refused with 400.
         */
        post: operations["togai_voidCredit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This description
         * @description Everything this host answers, as OpenAPI 3.1: what you are reading. Needs no key.
         */
        get: operations["getOpenApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/flowhunt.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The description of the calls that FlowHunt's clients know
         * @description OpenAPI 3.1 of the calls that FlowHunt's clients know, in that vendor's own forms. Needs no key.
         */
        get: operations["getFlowHuntOpenApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/kable.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The description of the calls that Kable's clients know
         * @description OpenAPI 3.1 of the calls that Kable's clients know, in that vendor's own forms. Needs no key.
         */
        get: operations["getKableOpenApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/openmonetize.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The description of the calls that OpenMonetize's clients know
         * @description OpenAPI 3.1 of the calls that OpenMonetize's clients know, in that vendor's own forms. Needs no key.
         */
        get: operations["getOpenMonetizeOpenApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi/togai.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The description of the calls that Togai's clients know
         * @description OpenAPI 3.1 of the calls that Togai's clients know, in that vendor's own forms. Needs no key.
         */
        get: operations["getTogaiOpenApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adjust a balance
         * @description Corrects a balance, up or down, for a reason that stays in the history and in the audit log. Taking away follows the burn order and stops at what is available.
         */
        post: operations["adjust"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List alerts
         * @description When people are told that credits run low or expire, and who; 50 at most, oldest first.
         */
        get: operations["listAlerts"];
        put?: never;
        /**
         * Create an alert
         * @description Watches the customer’s own wallet: what is available below an amount, below a share of the last top-up, fewer than so many days of runway, or credits that expire soon. It is told by mail and as a webhook (`balance.low`, `grant.expiring`), once per crossing, and again only after a clear recovery. What is so already is told at once.
         */
        post: operations["createAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{alertId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an alert
         * @description One alert. `firedAt` is the crossing that was told of and not left since; null: armed.
         */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        /**
         * Remove an alert
         * @description Nobody is told by it any more.
         */
        delete: operations["removeAlert"];
        options?: never;
        head?: never;
        /**
         * Update an alert
         * @description What is left out stays as it is; the kind cannot be changed. Another threshold arms it anew.
         */
        patch: operations["updateAlert"];
        trace?: never;
    };
    "/v1/auto-top-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the automatic top-up
         * @description The automatic top-up that a person of the customer agreed to, with the words they saw, how it stands, what was spent by it in this day and month (of the customer’s zone), and its last ten tries. Off until somebody switches it on in the portal: later charges rest on a person’s word, so no key can give it.
         */
        get: operations["getAutoTopUp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auto-top-ups/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop the automatic top-up
         * @description Nothing is bought automatically from now on, and a payment that waits for its owner is withdrawn. Again it changes nothing.
         */
        post: operations["stopAutoTopUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List budgets
         * @description The caps in force with what is used and held of each in the present period.
         */
        get: operations["listBudgets"];
        put?: never;
        /**
         * Set a budget
         * @description Caps what the customer, one user or one API key may spend per day, per month (in the customer's zone) or in all, from now on. Sets the limit anew where there is such a budget. Holds count, and spends at once never pass it.
         */
        post: operations["setBudget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budgetId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a budget
         * @description Lifts the cap. What was spent under it stays as it is.
         */
        delete: operations["removeBudget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checkout-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a checkout link
         * @description Begins a purchase of a pack or of an own amount and answers the page to pay it on. No money moves until a person pays there, and credits come from the verified payment alone. A repetition under the same Idempotency-Key opens the same page, with the purchase as it is by then. Needs a live key.
         */
        post: operations["createCheckoutLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credits/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Balance of the caller's own customer-level wallet
         * @description Reads the oldest wallet of the calling customer that belongs to no user and no team. Every amount is a string of decimal digits.
         */
        get: operations["openmonetize_v1_credits_balance_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credits/consume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Spend credits
         * @description Spends credits from the user's wallet, the team's, or, when neither is named, the customer's. Grants burn in order: lower priority number, sooner expiry, lower cost, older. The spend is done in full or refused with 402 and exact figures.
         */
        post: operations["consume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credits/consume/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Spend credits, many at once
         * @description Up to 1000 spends in one call, in their order. `atomic` (the default): all or none, and a refusal is that of the first item that cannot be paid, with its `index`. Not atomic: 200 with an outcome for each item. A name that nobody knows refuses the whole call.
         */
        post: operations["consumeBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credits/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add free credits to a customer, user or team wallet
         * @description Creates the wallet when it is missing, writes one GRANT transaction and raises the balance. `userId` wins over `teamId`; with neither, the customer-level wallet is used. Repeating an `idempotencyKey` returns 200 with the first call's result and adds nothing.
         *
         *     Coffer's addition: with an `Idempotency-Key` header (1 to 255 visible ASCII characters) a repetition is done once and answered alike, with `Idempotent-Replayed: true`; another request under the same key is refused with 400.
         */
        post: operations["openmonetize_v1_credits_grant_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credits/purchase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a paid top-up of a user wallet
         * @description Books an already-agreed purchase: no payment is taken by this call and there is no idempotency field, so a retry adds the credits twice unless the server guards against it.
         *
         *     Coffer's addition: with an `Idempotency-Key` header (1 to 255 visible ASCII characters) a repetition is done once and answered alike, with `Idempotent-Replayed: true`; another request under the same key is refused with 400.
         */
        post: operations["openmonetize_v1_credits_purchase_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customers
         * @description All customers, newest first. For the operator's keys.
         */
        get: operations["listCustomers"];
        put?: never;
        /**
         * Create a customer
         * @description A customer with nobody in it: invite its first owner from the console. Its `externalId` works wherever a customer is named. For the operator's keys.
         */
        post: operations["createCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a customer
         * @description One customer, by our id or the operator's own.
         */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update a customer
         * @description What is left out stays as it is; null clears it. The `externalId` is the operator’s name for the customer, so only the operator’s keys change it.
         */
        patch: operations["updateCustomer"];
        trace?: never;
    };
    "/v1/customers/{customerId}/users/{userId}/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Balance of one user's wallet
         * @description Same figures as the customer balance, but as JSON numbers.
         */
        get: operations["openmonetize_v1_customers_customer_id_users_user_id_credits_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{customerId}/users/{userId}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * History of one user's wallet, newest first
         * @description Offset pagination with a total. A user without a wallet gets an empty page, not a 404.
         */
        get: operations["openmonetize_v1_customers_customer_id_users_user_id_transactions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List grants
         * @description Lots of credits with what is left of each, newest first.
         */
        get: operations["listGrants"];
        put?: never;
        /**
         * Grant credits
         * @description Adds credits to a wallet. A user nobody has heard of becomes a member under the caller's id, because granting is how most callers introduce their users. A grant can start later, expire, be good for some features only, and carry what it cost.
         */
        post: operations["createGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants/{grantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one grant
         * @description One grant with what is left of it.
         */
        get: operations["getGrant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants/{grantId}/expiry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change when a grant expires
         * @description Moves the end of a grant, or of a part of it, which then becomes a grant of its own with the same cost. `expiresAt: null` means never.
         */
        post: operations["changeGrantExpiry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants/{grantId}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Void the remainder of a grant
         * @description Takes back what is left of a grant. What was used stays used; what a hold has set aside stays until the hold ends. A second void answers the same and changes nothing.
         */
        post: operations["voidGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List holds
         * @description Credits that were set aside, newest first.
         */
        get: operations["listHolds"];
        put?: never;
        /**
         * Hold credits
         * @description Sets credits aside for work under way, for 15 minutes unless told otherwise and 7 days at most. They count as spent for every other call until the hold is captured, released or over.
         */
        post: operations["placeHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{holdId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one hold
         * @description One hold: open, or how it ended.
         */
        get: operations["getHold"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{holdId}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Capture a hold
         * @description Spends from the hold and gives the rest back. More than was held is refused with 409, or, with `excess: "consume"`, spent as well under the usual limits. A grant that expired meanwhile is honoured.
         */
        post: operations["captureHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{holdId}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extend a hold
         * @description The hold lasts so long from now on, though never beyond 7 days after it was placed.
         */
        post: operations["extendHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{holdId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release a hold
         * @description Gives back all that is held. What expired meanwhile expires now.
         */
        post: operations["releaseHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description The keys of the customer in the books of the calling key, live or test, without their secrets.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Create an API key
         * @description A key for the customer, or for one user alone, in the books of the calling key. The secret is in this answer only: a repetition under the same Idempotency-Key has the key without it. Keys with `grant` or `admin` are made by the operator's keys alone.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an API key
         * @description One key without its secret: what it may do, and when it was last used.
         */
        get: operations["getKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke an API key
         * @description Ends a key on every process at once. A second revocation changes nothing.
         */
        post: operations["revokeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an API key
         * @description Makes a successor with the same rights; the old key works on for the overlap, a day unless told otherwise. The secret is in this answer only.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List members
         * @description People who can hold credits, whether they sign in or not, newest first; removed ones on request.
         */
        get: operations["listMembers"];
        put?: never;
        /**
         * Create a member
         * @description Somebody who can hold credits. Signing in needs an invitation; who accepts one for this address becomes this member. No key makes owners.
         */
        post: operations["createMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a member
         * @description One member, by our id or the caller's own.
         */
        get: operations["getMember"];
        put?: never;
        post?: never;
        /**
         * Remove a member
         * @description Ends a place and keeps its history: keys and teams are gone at once, credits stay in the wallet. A second removal changes nothing. Owners are not removed by keys.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /**
         * Update a member
         * @description What is left out stays as it is; null clears it. A changed role acts at once. Who signs in keeps the address that they sign in with.
         */
        patch: operations["updateMember"];
        trace?: never;
    };
    "/v1/packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List packs
         * @description What can be bought now, and the terms for an amount of one’s own where that is sold.
         */
        get: operations["listPacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/purchases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List purchases
         * @description The customer's purchases in the books of the calling key, newest first.
         */
        get: operations["listPurchases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/purchases/{purchaseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a purchase
         * @description One purchase with its refunds. `paid` means that the credits are there.
         */
        get: operations["getPurchase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List teams
         * @description Groups with a wallet of their own, newest first.
         */
        get: operations["listTeams"];
        put?: never;
        /**
         * Create a team
         * @description A group with a wallet of its own. Its wallet begins with the first grant to it.
         */
        post: operations["createTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{teamId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a team
         * @description One team, by our id or the caller's own.
         */
        get: operations["getTeam"];
        put?: never;
        post?: never;
        /**
         * Remove a team
         * @description Ends a team and keeps its history. A second removal changes nothing.
         */
        delete: operations["removeTeam"];
        options?: never;
        head?: never;
        /**
         * Update a team
         * @description What is left out stays as it is; null clears it.
         */
        patch: operations["updateTeam"];
        trace?: never;
    };
    "/v1/teams/{teamId}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add a member to a team
         * @description Makes a member part of a team. Doing it again changes nothing.
         */
        put: operations["addTeamMember"];
        post?: never;
        /**
         * Remove a member from a team
         * @description Takes a member out of a team. Doing it again changes nothing.
         */
        delete: operations["removeTeamMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List transactions
         * @description The history, newest first, by any filter. `from` is inclusive and `to` exclusive, both on `occurredAt`. Rows are never changed or deleted; each says the balance before and after it.
         */
        get: operations["listTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions/{transactionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one transaction
         * @description One row of the history.
         */
        get: operations["getTransaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions/{transactionId}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain one transaction
         * @description Which grants gave or got how much, and why in this order; with the hold, the reversals and what could still be reversed.
         */
        get: operations["explainTransaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions/{transactionId}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reverse a spend
         * @description Gives a spend back, whole or in part, to the very grants that paid for it. What goes back to a grant that has expired expires at once.
         */
        post: operations["reverseTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move credits between wallets
         * @description Moves credits between two wallets of the customer: `{}` is its own, `{"userId": …}` a user's, `{"teamId": …}` a team's. What is moved keeps its expiry and its cost.
         */
        post: operations["transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Usage per day, week or month
         * @description What was used per day, week or month of a time zone, less what was given back. Both dates belong to the range, empty days are there with zero, and each bucket says when it starts and ends in UTC. The buckets add up to the total.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{userId}/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Balance of one user's wallet
         * @description Same figures as the customer balance, but as JSON numbers.
         */
        get: operations["openmonetize_v1_customers_customer_id_users_user_id_credits_get_without_customer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{userId}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * History of one user's wallet, newest first
         * @description Offset pagination with a total. A user without a wallet gets an empty page, not a 404.
         */
        get: operations["openmonetize_v1_customers_customer_id_users_user_id_transactions_get_without_customer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List wallets
         * @description The customer's wallets with their figures: its own, and one for each user or team that was granted to.
         */
        get: operations["listWallets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Balance of a wallet, now or as of a past instant
         * @description What one wallet holds at this instant, never cached: figures, the grants with something left in burn order, what is limited to features, what starts later, and what expires next. A wallet that nobody ever granted to answers zeros.
         */
        get: operations["getWalletBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallets/overdraft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the overdraft of a wallet
         * @description How far below zero a wallet may go: `none` (the default), `limit` with a largest debt, or `unlimited`. Later grants pay a debt first. 409 while holds rely on the present limit.
         */
        put: operations["setOverdraft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description The addresses that are told what happens in the books of the calling key.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Create a webhook endpoint
         * @description An address that is told from now on, signed as Standard Webhooks say. It must be public and speak HTTPS. The signing secret is in this answer only. 20 endpoints at most.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook endpoint
         * @description One endpoint: what it is told, and whether and why it is disabled.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook endpoint
         * @description Nothing more is sent to it.
         */
        delete: operations["removeWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Update a webhook endpoint
         * @description What is left out stays as it is. Enabling an endpoint sends what waits in its outbox.
         */
        patch: operations["updateWebhookEndpoint"];
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries of a webhook endpoint
         * @description What was sent or waits to be, newest first, with the receiver’s last answer.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay a delivery
         * @description Sends it again under the same `webhook-id`, with a fresh timestamp.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate the secret of a webhook endpoint
         * @description Until the overlap ends, a day unless told otherwise, every message is signed with either secret. The new one is in this answer only.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event to a webhook endpoint
         * @description Sends a message of type `webhook.test` by the same road as any other; look at the delivery for how it went.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/credits/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Credits left for the calling user */
        get: operations["flowhunt_get_credit_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/credits/daily/chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The same sums, pivoted for a chart
         * @description It only reads, so there is nothing that an `Idempotency-Key` could keep from being done twice.
         */
        post: operations["flowhunt_get_daily_chart_data"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/credits/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Credit movements, one row each
         * @description Answers with a bare list, so there is no next-page mark in the reply. The caller builds the next page from the last row it has: `sorting_key_value` is that row's created_at text and `scroll_id` its transaction_id, rows running newest first (all inferred).
         *
         *     It only reads, so there is nothing that an `Idempotency-Key` could keep from being done twice.
         */
        post: operations["flowhunt_search_credit_transactions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/credits/search_daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Credit movements summed by period and type
         * @description It only reads, so there is nothing that an `Idempotency-Key` could keep from being done twice.
         */
        post: operations["flowhunt_search_daily_credit_transactions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/credits/workspace_balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Credits left for a workspace */
        get: operations["flowhunt_get_workspace_credit_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "balance.low": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The customer’s own wallet fell below an alert’s threshold: once per crossing.
         * @description `data`: the alert, its threshold, and what is available. Amounts are decimal text, money is whole minor units as text.
         */
        post: operations["onBalanceLow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "grant.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Credits were granted: bought, given, or put back after a refund that failed. Also when they start later.
         * @description `data`: the grant, and whose wallet it is in. Amounts are decimal text, money is whole minor units as text.
         */
        post: operations["onGrantCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "grant.expiring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Credits of the customer’s own wallet expire in 30, 7 or 1 days, as an alert asks for.
         * @description `data`: the alert, the days, and what expires when. Amounts are decimal text, money is whole minor units as text.
         */
        post: operations["onGrantExpiring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "purchase.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The payment was refused.
         * @description `data`: the purchase. Amounts are decimal text, money is whole minor units as text.
         */
        post: operations["onPurchaseFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "purchase.paid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The money is certain and the credits are there.
         * @description `data`: the purchase. Amounts are decimal text, money is whole minor units as text.
         */
        post: operations["onPurchasePaid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "refund.booked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Credits left for a refund, or came back because it failed.
         * @description `data`: the purchase, and what is refunded in all. Amounts are decimal text, money is whole minor units as text.
         */
        post: operations["onRefundBooked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * On demand, whatever an endpoint has subscribed to.
         * @description `data`: the customer and the endpoint. Amounts are decimal text, money is whole minor units as text.
         */
        post: operations["onWebhookTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Adjusted: {
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            grant: components["schemas"]["Grant"] | null;
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
            transaction: components["schemas"]["Transaction"];
            /** Format: uuid */
            transactionId: string;
        };
        Alert: {
            /** @description Of balance_below. */
            amount: components["schemas"]["Amount"] | null;
            channels: {
                mail: boolean;
                webhook: boolean;
            };
            createdAt: components["schemas"]["Instant"];
            /** @description Of runway_below and grants_expiring. */
            days: number[] | null;
            /** @description The crossing that was told of and not left since; null: armed. */
            firedAt: components["schemas"]["Instant"] | null;
            /** Format: uuid */
            id: string;
            isEnabled: boolean;
            /** @enum {string} */
            kind: "balance_below" | "share_below" | "runway_below" | "grants_expiring";
            lastFiredAt: components["schemas"]["Instant"] | null;
            /** @description Of share_below. */
            percent: number | null;
            recipients: {
                billingContact: boolean;
                emails: string[];
                userIds: string[];
            };
        };
        /**
         * @description Credits as decimal text, exact to 6 decimals.
         * @example 12.5
         */
        Amount: string;
        AutoTopUp: {
            /** @description The newest first: at most ten. */
            attempts: {
                /** @description What was left when it began. */
                availableBalance: components["schemas"]["Amount"];
                card: string | null;
                createdAt: components["schemas"]["Instant"];
                credits: components["schemas"]["Amount"];
                currency: string;
                endedAt: components["schemas"]["Instant"] | null;
                /** @description Stripe’s word for it. */
                failureCode: string | null;
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                purchaseId: string;
                /** @enum {string} */
                status: "running" | "authentication" | "succeeded" | "declined" | "failed" | "canceled";
                totalMinor: components["schemas"]["Minor"];
            }[];
            isOn: boolean;
            /** @description Null: nobody has ever agreed to one. */
            rule: {
                amountMinor: components["schemas"]["Minor"] | null;
                caps: {
                    attemptMinor: components["schemas"]["Minor"];
                    dayMinor: components["schemas"]["Minor"];
                    monthMinor: components["schemas"]["Minor"];
                };
                consent: {
                    at: components["schemas"]["Instant"];
                    email: string;
                    text: string;
                    version: string;
                };
                currency: string;
                declinesInARow: number;
                nextTryAt: components["schemas"]["Instant"] | null;
                packId: string | null;
                /** @description Why it is paused or off. */
                reason: string | null;
                since: components["schemas"]["Instant"];
                spent: {
                    dayMinor: components["schemas"]["Minor"];
                    monthMinor: components["schemas"]["Minor"];
                };
                /** @enum {string} */
                status: "on" | "paused" | "off";
                /** @description Buys when the credits that are left or arriving are at or below it. */
                threshold: components["schemas"]["Amount"];
            } | null;
        };
        Balance: {
            asOf: components["schemas"]["Instant"];
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            grantCount: number;
            /** @description Those with something left, in burn order: the first 200. */
            grants: components["schemas"]["Grant"][];
            lastBookedAt: components["schemas"]["Instant"] | null;
            nextExpiry: {
                amount: components["schemas"]["Amount"];
                at: components["schemas"]["Instant"];
            } | null;
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
            /** @description Granted, but not effective yet; not part of the balance. */
            scheduled: components["schemas"]["Amount"];
            /** @description The part that only some features may use. */
            scoped: {
                availableBalance: components["schemas"]["Amount"];
                features: string[];
            }[];
            teamId: string | null;
            userId: string | null;
            /** @description null while nothing was ever granted here. */
            walletId: string | null;
        };
        Budget: {
            createdAt: components["schemas"]["Instant"];
            /** Format: uuid */
            id: string;
            limit: components["schemas"]["Amount"];
            /** @enum {string} */
            period: "day" | "month" | "lifetime";
            periodEnd: components["schemas"]["Instant"] | null;
            periodStart: components["schemas"]["Instant"] | null;
            remaining: components["schemas"]["Amount"];
            reserved: components["schemas"]["Amount"];
            /** @enum {string} */
            scope: "customer" | "user" | "key";
            /** Format: uuid */
            scopeId: string;
            used: components["schemas"]["Amount"];
        };
        Captured: {
            amount: components["schemas"]["Amount"];
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            excessTransaction: components["schemas"]["Transaction"] | null;
            hold: components["schemas"]["Hold"];
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
            transaction: components["schemas"]["Transaction"];
            /** Format: uuid */
            transactionId: string;
        };
        Customer: {
            billingEmail: string | null;
            createdAt: components["schemas"]["Instant"];
            currency: string;
            externalId: string | null;
            /** Format: uuid */
            id: string;
            /** @description Language of mails to the billing contact. */
            locale: string;
            name: string;
            slug: string;
            status: string;
            taxId: string | null;
            timeZone: string;
        };
        ExpiryChanged: {
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            grant: components["schemas"]["Grant"];
            remainder: components["schemas"]["Grant"] | null;
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
            transaction: components["schemas"]["Transaction"];
            /** Format: uuid */
            transactionId: string;
        };
        Explanation: {
            allocations: {
                amount: components["schemas"]["Amount"];
                beforeNextBecauseOf: ("priority" | "expires_at" | "unit_cost" | "effective_at" | "created_at" | "id") | null;
                grant: components["schemas"]["Grant"] | null;
                /** @description null: the debt of the wallet. */
                grantId: string | null;
            }[];
            hold: components["schemas"]["Hold"] | null;
            holdTransactions: components["schemas"]["Transaction"][];
            /** @enum {string} */
            orderBy: "burn_order" | "hold" | "reversed_transaction";
            related: components["schemas"]["Transaction"] | null;
            reversals: components["schemas"]["Transaction"][];
            reversible: components["schemas"]["Amount"];
            transaction: components["schemas"]["Transaction"];
        };
        Figures: {
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
        };
        FlowhuntCreditBalanceResponse: {
            /** @description What is left, in millionths of a credit (unit inferred; see the README). May be negative. */
            credits: number;
            /** @description The calling user. */
            user_id: string;
        };
        FlowhuntCreditDailyChartDataRow: {
            /** @description Day as YYYY-MM-DD; for weeks and months the first day (inferred). */
            date: string;
            /** @description Code to sum, in millionths of a credit. */
            transaction_types: {
                [key: string]: number;
            };
        };
        /** @description No limit and no pagination here. */
        FlowhuntCreditDailyChartRequest: {
            /** Format: date-time */
            created_at_from?: string | null;
            /** Format: date-time */
            created_at_to?: string | null;
            grouping?: components["schemas"]["FlowhuntGroupingPeriod"] | null;
            transaction_type?: components["schemas"]["FlowhuntTransactionType"] | null;
        };
        FlowhuntCreditDailyChartResponse: {
            per_day: components["schemas"]["FlowhuntCreditDailyChartDataRow"][];
            /** @description Each code that occurs in the rows, once. */
            transaction_types: components["schemas"]["FlowhuntTransactionType"][];
        };
        FlowhuntCreditDailyTransactionResponse: {
            /** @description Sum, in millionths of a credit. */
            amount: number;
            /** @description Number of movements summed. */
            cnt: number;
            /**
             * Format: date-time
             * @description Start of the period. Midnight UTC (inferred).
             */
            created_at: string;
            transaction_type: components["schemas"]["FlowhuntTransactionType"];
            workspace_id: string;
        };
        FlowhuntCreditDailyTransactionSearchRequest: {
            /** Format: date-time */
            created_at_from?: string | null;
            /** Format: date-time */
            created_at_to?: string | null;
            /** @description Absent means by day (inferred). Added in SDK 3.18. */
            grouping?: components["schemas"]["FlowhuntGroupingPeriod"] | null;
            /** @default 100 */
            limit: number | null;
            pagination?: components["schemas"]["FlowhuntPagination"] | null;
            transaction_type?: components["schemas"]["FlowhuntTransactionType"] | null;
        };
        FlowhuntCreditTransactionResponse: {
            /** @description Millionths of a credit. Sign is not documented; added positive, used negative is proposed (inferred). */
            amount: number;
            /** @description Name of that thing. Leave out when unknown. */
            context_desc?: string;
            /** @description What caused it, for instance a chatbot id. Required text; use an empty string rather than null. */
            context_id: string;
            /** Format: date-time */
            created_at: string;
            transaction_id: string;
            transaction_type: components["schemas"]["FlowhuntTransactionType"];
            /** @description User the movement belongs to. Required text, so a system movement still needs one. */
            user_id: string;
            workspace_id: string;
        };
        /** @description Every member is optional and may be sent as null. Older clients do send nulls. */
        FlowhuntCreditTransactionSearchRequest: {
            context_desc?: string | null;
            context_id?: string | null;
            /**
             * Format: date-time
             * @description Lower bound, inclusive (inferred). May arrive without a zone; read that as UTC (inferred).
             */
            created_at_from?: string | null;
            /**
             * Format: date-time
             * @description Upper bound, inclusive (inferred).
             */
            created_at_to?: string | null;
            /**
             * @description Row cap. No maximum is published; 1 to 1000 is proposed (inferred).
             * @default 100
             */
            limit: number | null;
            pagination?: components["schemas"]["FlowhuntPagination"] | null;
            transaction_id?: string | null;
            transaction_type?: components["schemas"]["FlowhuntTransactionType"] | null;
        };
        /** @description Usual FastAPI failure body; detail is text here, while it is a list for 422. */
        FlowhuntErrorDetail: {
            detail: string;
        };
        /** @enum {string} */
        FlowhuntGroupingPeriod: "date" | "week" | "month";
        FlowhuntHTTPValidationError: {
            detail?: components["schemas"]["FlowhuntValidationError"][];
        };
        /** @description Field names confirmed, meaning inferred. Both are text. */
        FlowhuntPagination: {
            /** @description Id of the last row already seen, to break ties (inferred). */
            scroll_id?: string | null;
            /** @description Sort value of the last row already seen (inferred). */
            sorting_key_value?: string | null;
        };
        /**
         * @description Closed list of 84 codes as of SDK 3.18.2; a reply with any other code makes the Python client throw. What the codes stand for is not published; most look like kinds of usage, and none is known to mean a grant or a purchase.
         * @enum {string}
         */
        FlowhuntTransactionType: "G" | "K" | "V" | "S" | "T" | "D" | "M" | "F" | "I" | "C" | "A" | "Y" | "E" | "X" | "P" | "W" | "O" | "N" | "FT_I" | "DDG" | "CGD" | "CGS" | "RGS" | "UGS" | "IGI" | "TR" | "FAT_GC" | "CE_GC" | "UE_GC" | "VE_GC" | "CWP" | "DE_GC" | "AC_HS" | "LAHA_HS" | "LT_HS" | "GC_HS" | "UC_HS" | "SC_HS" | "ETA_HS" | "CNM_HS" | "CNP_W" | "CNE" | "SE" | "GE" | "ALE" | "RLE" | "CPS" | "CS_GS" | "IG_API" | "FA" | "HC" | "COE" | "MCP" | "S_O" | "S_P" | "Y_F" | "X_S" | "X_GPS" | "X_GPGF" | "V_T" | "S_SM" | "F_VT" | "R_FT" | "N_ET" | "L_TM" | "J_ST" | "D_RT" | "CDT_T" | "CSV_ST" | "CL_T" | "API_T" | "TSM_T" | "SEQUENTIAL_AGENT" | "SELF_MANAGED_AGENT" | "TOOL_ARXIV" | "TOOL_REDDIT" | "TOOL_WIKIPEDIA" | "TOOL_DALL_E" | "TOOL_YOUTUBE_SEARCH" | "TOOL_IFTTT_WEBHOOK" | "TOOL_PUBMED" | "TOOL_STACK_EXCHANGE" | "M_T" | "FTS_T";
        FlowhuntValidationError: {
            ctx?: {
                [key: string]: unknown;
            };
            /** @description The offending value, if echoed. */
            input?: unknown;
            /** @description Path to the bad value, starting with query or body. */
            loc: (string | number)[];
            msg: string;
            /** @description Machine name of the fault. */
            type: string;
        };
        Grant: {
            amount: components["schemas"]["Amount"];
            createdAt: components["schemas"]["Instant"];
            currency: string | null;
            description: string | null;
            effectiveAt: components["schemas"]["Instant"];
            endedAt: components["schemas"]["Instant"] | null;
            expiresAt: components["schemas"]["Instant"] | null;
            externalRef: string | null;
            /** @description What it is good for; empty: everything. */
            features: string[];
            /** Format: uuid */
            id: string;
            metadata: {
                [key: string]: unknown;
            } | null;
            parentId: string | null;
            priority: number;
            purchaseId: string | null;
            reason: string | null;
            remaining: components["schemas"]["Amount"];
            reserved: components["schemas"]["Amount"];
            /** @enum {string} */
            source: "purchase" | "bonus" | "promotion" | "admin" | "refund" | "transfer" | "adjustment";
            /** @enum {string} */
            status: "scheduled" | "active" | "consumed" | "expired" | "voided";
            teamId: string | null;
            /** @description Minor units of the currency per credit. */
            unitCost: string;
            userId: string | null;
            /** Format: uuid */
            walletId: string;
        };
        Granted: {
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            grant: components["schemas"]["Grant"];
            /** Format: uuid */
            grantId: string;
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
            transaction: components["schemas"]["Transaction"] | null;
            transactionId: string | null;
            /** Format: uuid */
            walletId: string;
        };
        GrantRead: {
            amount: components["schemas"]["Amount"];
            createdAt: components["schemas"]["Instant"];
            currency: string | null;
            description: string | null;
            effectiveAt: components["schemas"]["Instant"];
            endedAt: components["schemas"]["Instant"] | null;
            /** @description Only with `expand`: what was asked for, null where the row names nothing. */
            expanded?: {
                team?: components["schemas"]["Team"] | null;
                user?: components["schemas"]["Member"] | null;
            };
            expiresAt: components["schemas"]["Instant"] | null;
            externalRef: string | null;
            /** @description What it is good for; empty: everything. */
            features: string[];
            /** Format: uuid */
            id: string;
            metadata: {
                [key: string]: unknown;
            } | null;
            parentId: string | null;
            priority: number;
            purchaseId: string | null;
            reason: string | null;
            remaining: components["schemas"]["Amount"];
            reserved: components["schemas"]["Amount"];
            /** @enum {string} */
            source: "purchase" | "bonus" | "promotion" | "admin" | "refund" | "transfer" | "adjustment";
            /** @enum {string} */
            status: "scheduled" | "active" | "consumed" | "expired" | "voided";
            teamId: string | null;
            /** @description Minor units of the currency per credit. */
            unitCost: string;
            userId: string | null;
            /** Format: uuid */
            walletId: string;
        };
        Held: {
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            hold: components["schemas"]["Hold"];
            /** Format: uuid */
            holdId: string;
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
        };
        Hold: {
            amount: components["schemas"]["Amount"];
            captured: components["schemas"]["Amount"];
            contextDescription: string | null;
            contextId: string | null;
            endedAt: components["schemas"]["Instant"] | null;
            expiresAt: components["schemas"]["Instant"];
            feature: string | null;
            /** Format: uuid */
            id: string;
            keyId: string | null;
            metadata: {
                [key: string]: unknown;
            } | null;
            onBehalfOf: string | null;
            placedAt: components["schemas"]["Instant"];
            /** @enum {string} */
            status: "open" | "captured" | "released" | "expired";
            teamId: string | null;
            userId: string | null;
            /** Format: uuid */
            walletId: string;
        };
        HoldRead: {
            amount: components["schemas"]["Amount"];
            captured: components["schemas"]["Amount"];
            contextDescription: string | null;
            contextId: string | null;
            endedAt: components["schemas"]["Instant"] | null;
            /** @description Only with `expand`: what was asked for, null where the row names nothing. */
            expanded?: {
                onBehalfOf?: components["schemas"]["Member"] | null;
                team?: components["schemas"]["Team"] | null;
                user?: components["schemas"]["Member"] | null;
            };
            expiresAt: components["schemas"]["Instant"];
            feature: string | null;
            /** Format: uuid */
            id: string;
            keyId: string | null;
            metadata: {
                [key: string]: unknown;
            } | null;
            onBehalfOf: string | null;
            placedAt: components["schemas"]["Instant"];
            /** @enum {string} */
            status: "open" | "captured" | "released" | "expired";
            teamId: string | null;
            userId: string | null;
            /** Format: uuid */
            walletId: string;
        };
        /**
         * Format: date-time
         * @description UTC, with milliseconds.
         */
        Instant: string;
        KableCreateCreditGrantRequest: {
            /** @description Money to take first, in major units of the customer's currency (199.99 means that many dollars). Needs a Stripe link and a default card. */
            chargeAmount?: number;
            /** @description Why the grant is made. */
            description?: string;
            /** @description Credits to grant. Credits, not money. */
            grantAmount: number;
        };
        KableCreditBalance: {
            /** @description Credits left over all of the customer's grants. */
            available: number;
        };
        KableCreditGrant: {
            /** @description Credits of this grant not yet used. */
            balanceAmount: number;
            /** @description Grant id, crd_ followed by 32 hex digits in the original's sample. */
            creditGrantId: string;
            currency: components["schemas"]["KableCurrency"];
            /** @description Credits granted. */
            grantAmount: number;
            /** @description Money taken for the grant; leave out when nothing was charged. */
            paidAmount?: number;
        };
        /**
         * @description Currency of paidAmount. Spec-level list; the Go client accepts any text.
         * @enum {string}
         */
        KableCurrency: "USD" | "CAD" | "MXN" | "EUR" | "GBP" | "JPY" | "INR" | "CNY" | "AUD" | "NZD";
        /** @description The spec gives failures no body. One text member follows what Kable's own middlewares answer to their callers. */
        KableError: {
            message: string;
        };
        Key: {
            allowedIps: string[];
            createdAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"] | null;
            /** Format: uuid */
            id: string;
            last4: string;
            lastUsedAt: components["schemas"]["Instant"] | null;
            /** @enum {string} */
            mode: "live" | "test";
            name: string;
            prefix: string;
            replacedBy: string | null;
            revokedAt: components["schemas"]["Instant"] | null;
            scopes: ("read" | "spend" | "grant" | "admin")[];
            /** @description The only user it speaks for. */
            userId: string | null;
        };
        MadeKey: {
            allowedIps: string[];
            createdAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"] | null;
            /** Format: uuid */
            id: string;
            last4: string;
            lastUsedAt: components["schemas"]["Instant"] | null;
            /** @enum {string} */
            mode: "live" | "test";
            name: string;
            notice: string | null;
            prefix: string;
            replacedBy: string | null;
            revokedAt: components["schemas"]["Instant"] | null;
            scopes: ("read" | "spend" | "grant" | "admin")[];
            /** @description Shown once, here. */
            secret: string | null;
            /** @description The only user it speaks for. */
            userId: string | null;
        };
        Member: {
            createdAt: components["schemas"]["Instant"];
            email: string | null;
            externalId: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            removedAt: components["schemas"]["Instant"] | null;
            /** @enum {string} */
            role: "owner" | "admin" | "billing" | "member" | "viewer";
            /** @description Whether a user of the portal is this member. */
            signsIn: boolean;
        };
        /** @description Whole minor units of the currency, as text. */
        Minor: string;
        OpenmonetizeConflictError: {
            error: string;
            /** @description Declared, but the original never fills it in. An object or absent, never text. */
            existingTransaction?: {
                [key: string]: unknown;
            };
            message: string;
        };
        /** @description Customer-level figures, all text. Available is balance less reserved. */
        OpenmonetizeCustomerBalance: {
            /** @description Whole credits free to spend. */
            availableBalance: string;
            /** @description Whole credits held, reserved ones included. */
            balance: string;
            /** @description Unit label; wallets default to `credits`, later zero-wallet replies say `USD`. */
            currency: string;
            /** @description Whole credits set aside; nothing in the original ever raises it above zero. */
            reservedBalance: string;
        };
        OpenmonetizeCustomerBalanceResponse: {
            data: components["schemas"]["OpenmonetizeCustomerBalance"];
        };
        /** @description Every failure has these two texts. Neither may be an object. */
        OpenmonetizeError: {
            /** @description HTTP reason phrase, for instance Not Found. */
            error: string;
            /** @description Sentence for people. */
            message: string;
        };
        OpenmonetizeGrantRequest: {
            /** @description Credits to add. Typed as a number, but a fraction makes the original fail with 500. */
            amount: number;
            /**
             * Format: uuid
             * @description Must be the caller. Newer clients leave it out, so treat absence as "the caller".
             */
            customerId: string;
            /**
             * Format: date-time
             * @description New expiry of the whole wallet (last writer wins), not of this grant. The Python client sends an offset such as +00:00, or no zone at all when given a naive datetime; accept both, reading a missing zone as UTC.
             */
            expiresAt?: string;
            /** @description Makes retries safe. Unique across the whole original system, not per customer. */
            idempotencyKey?: string;
            /** @description Free-form object stored with the transaction. */
            metadata?: {
                [key: string]: unknown;
            };
            /** @description Becomes the transaction's description. */
            reason?: string;
            /**
             * Format: uuid
             * @description Target team, used only when `userId` is absent.
             */
            teamId?: string;
            /**
             * Format: uuid
             * @description Target user; unknown users are created on the fly in later versions.
             */
            userId?: string;
        };
        OpenmonetizeGrantResponse: {
            data: components["schemas"]["OpenmonetizeGrantResult"];
        };
        OpenmonetizeGrantResult: {
            /** @description Credits granted, as text. */
            amount: string;
            /** @description Balance right after this grant, as text; on a replay, the balance of that time. */
            newBalance: string;
            /** @description Transaction id (UUID text). */
            transactionId: string;
            /** @description Wallet id (UUID text). */
            walletId: string;
        };
        OpenmonetizePagination: {
            /** @description Page length used. */
            limit: number;
            /** @description Rows skipped. */
            offset: number;
            /** @description Rows that match in all. */
            total: number;
        };
        OpenmonetizePurchaseRequest: {
            /** @description Credits bought; whole numbers only in practice. */
            amount: number;
            /**
             * Format: uuid
             * @description Must be the caller; newer clients leave it out.
             */
            customerId: string;
            /**
             * Format: date-time
             * @description New expiry of the whole wallet.
             */
            expiresAt?: string;
            /** @description Price paid in US dollars as a decimal; the later server insists on more than zero. */
            purchasePrice: number;
            /**
             * Format: uuid
             * @description Wallet owner.
             */
            userId: string;
        };
        OpenmonetizePurchaseResponse: {
            data: components["schemas"]["OpenmonetizePurchaseResult"];
        };
        OpenmonetizePurchaseResult: {
            /** @description Balance after the purchase. A JSON number here, unlike in a grant. */
            newBalance: number;
            /** @description Transaction id (UUID text). */
            transactionId: string;
        };
        OpenmonetizeTransaction: {
            /** @description Credits moved. Grants and purchases are positive. Event-driven burns are negative, while the internal deduct call writes them positive; use balanceBefore and balanceAfter to tell the direction. */
            amount: number;
            /** @description Wallet balance after. */
            balanceAfter: number;
            /** @description Wallet balance before. */
            balanceBefore: number;
            /**
             * Format: date-time
             * @description ISO 8601 UTC text with milliseconds.
             */
            createdAt: string;
            /** @description Human text. */
            description: string | null;
            /** @description Transaction id (UUID text). */
            id: string;
            /**
             * @description The client accepts any text; these five are the original's values.
             * @enum {string}
             */
            transactionType: "PURCHASE" | "BURN" | "REFUND" | "EXPIRATION" | "GRANT";
        };
        OpenmonetizeTransactionPage: {
            data: components["schemas"]["OpenmonetizeTransaction"][];
            pagination: components["schemas"]["OpenmonetizePagination"];
        };
        OpenmonetizeUserBalance: {
            /** @description Balance less reserved. */
            available: number;
            /** @description Whole credits held. */
            balance: number;
            /** @description Wallet expiry as ISO 8601 UTC text with milliseconds, or null. */
            expiresAt: string | null;
            /** @description Whole credits set aside. */
            reserved: number;
        };
        OpenmonetizeUserBalanceResponse: {
            data: components["schemas"]["OpenmonetizeUserBalance"];
        };
        OpenmonetizeValidationFailure: {
            /** @description Validator output, shape not fixed. */
            details?: unknown[];
            /** @description The original says Validation Error. */
            error: string;
            message: string;
        };
        OverdraftSet: {
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            createdAt: components["schemas"]["Instant"] | null;
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            /** @description null: there is no wallet, and so no overdraft. */
            id: string | null;
            /** @enum {string} */
            overdraft: "none" | "limit" | "unlimited";
            overdraftLimit: components["schemas"]["Amount"] | null;
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
            teamId: string | null;
            userId: string | null;
        };
        Pack: {
            bonus: components["schemas"]["Amount"];
            bonusValidDays: number | null;
            credits: components["schemas"]["Amount"];
            currency: string;
            /** Format: uuid */
            id: string;
            isFeatured: boolean;
            name: string;
            priceMinor: components["schemas"]["Minor"];
            validDays: number | null;
        };
        /** @description Cursors; null where the list ends. */
        PageLinks: {
            next: string | null;
            previous: string | null;
        };
        /** @description RFC 9457 problem details. */
        Problem: {
            /** @description Stable, for programs. */
            code: string;
            detail: string;
            /** @description One for each field that is wrong, by JSON pointer. */
            errors?: {
                detail: string;
                pointer: string;
            }[];
            instance: string;
            requestId: string;
            status: number;
            title: string;
            type: string;
        } & {
            [key: string]: unknown;
        };
        Purchase: {
            bonus: components["schemas"]["Amount"];
            bonusValidDays: number | null;
            checkoutUrl: string | null;
            createdAt: components["schemas"]["Instant"];
            credits: components["schemas"]["Amount"];
            currency: string;
            feeMinor: components["schemas"]["Minor"];
            /** Format: uuid */
            id: string;
            packId: string | null;
            packName: string | null;
            paidAt: components["schemas"]["Instant"] | null;
            priceMinor: components["schemas"]["Minor"];
            receiptUrl: string | null;
            refundedBonus: components["schemas"]["Amount"];
            refundedCredits: components["schemas"]["Amount"];
            refundedMinor: components["schemas"]["Minor"];
            /** @enum {string} */
            status: "pending" | "processing" | "paid" | "failed" | "canceled" | "expired" | "review";
            taxMinor: components["schemas"]["Minor"];
            totalMinor: components["schemas"]["Minor"];
            validDays: number | null;
        };
        PurchaseWithRefunds: {
            bonus: components["schemas"]["Amount"];
            bonusValidDays: number | null;
            checkoutUrl: string | null;
            createdAt: components["schemas"]["Instant"];
            credits: components["schemas"]["Amount"];
            currency: string;
            feeMinor: components["schemas"]["Minor"];
            /** Format: uuid */
            id: string;
            packId: string | null;
            packName: string | null;
            paidAt: components["schemas"]["Instant"] | null;
            priceMinor: components["schemas"]["Minor"];
            receiptUrl: string | null;
            refundedBonus: components["schemas"]["Amount"];
            refundedCredits: components["schemas"]["Amount"];
            refundedMinor: components["schemas"]["Minor"];
            refunds: {
                amountMinor: components["schemas"]["Minor"];
                createdAt: components["schemas"]["Instant"];
                /** Format: uuid */
                id: string;
                status: string;
            }[];
            /** @enum {string} */
            status: "pending" | "processing" | "paid" | "failed" | "canceled" | "expired" | "review";
            taxMinor: components["schemas"]["Minor"];
            totalMinor: components["schemas"]["Minor"];
            validDays: number | null;
        };
        Reversed: {
            amount: components["schemas"]["Amount"];
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            endedTransactions: components["schemas"]["Transaction"][];
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
            reversible: components["schemas"]["Amount"];
            transaction: components["schemas"]["Transaction"];
            /** Format: uuid */
            transactionId: string;
        };
        ShownWebhookEndpoint: {
            createdAt: components["schemas"]["Instant"];
            description: string | null;
            disabledAt: components["schemas"]["Instant"] | null;
            disabledReason: ("asked" | "gone" | "failing") | null;
            /** @description None: everything. */
            events: string[];
            /** Format: uuid */
            id: string;
            isEnabled: boolean;
            notice: string | null;
            previousSecretEndsAt: components["schemas"]["Instant"] | null;
            /** @description Shown once, here. */
            secret: string | null;
            url: string;
        };
        Spent: {
            amount: components["schemas"]["Amount"];
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            balanceAfter: components["schemas"]["Amount"];
            balanceBefore: components["schemas"]["Amount"];
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
            transaction: components["schemas"]["Transaction"];
            /** Format: uuid */
            transactionId: string;
        };
        Team: {
            createdAt: components["schemas"]["Instant"];
            externalId: string | null;
            /** Format: uuid */
            id: string;
            memberCount: number;
            name: string;
            removedAt: components["schemas"]["Instant"] | null;
        };
        TogaiCreateCreditRequest: {
            creditRequests: components["schemas"]["TogaiCreditRequest"][];
        };
        TogaiCreateCreditResponse: {
            credits: components["schemas"]["TogaiCredit"][];
        };
        TogaiCredit: {
            accountId: string;
            applicableEntityIds?: string[];
            /** @description Part spent for good. */
            consumedAmount?: number;
            /** Format: date-time */
            createdAt: string;
            creditAmount?: number;
            /** @description Currency code or unit of the amounts. */
            creditUnit?: string;
            /** @description Owner of the account. */
            customerId: string;
            /**
             * Format: date
             * @description Date only. A timestamp whose time is not midnight makes the client throw.
             */
            effectiveFrom: string;
            /** Format: date */
            effectiveUntil?: string;
            grantorId?: string;
            /** @description Part promised to bills that are not final yet. */
            holdAmount?: number;
            /** @description A prefix (cred or creds), then two random parts, joined by dots. */
            id: string;
            idempotencyKey?: string;
            priority: number;
            purpose: string;
            status: components["schemas"]["TogaiCreditStatus"];
            /** Format: date-time */
            updatedAt?: string;
        };
        /** @description Field names and types are confirmed. How the four figures relate is inferred from the samples and from Togai's wallet documentation, which subtracts consumed and held amounts from the credited amount. */
        TogaiCreditBalanceResponse: {
            /** @description Sum of creditAmount over credits that are ACTIVE and usable today (inferred). */
            activeCredits: number;
            /** @description activeCredits less what they have consumed (inferred). */
            availableBalance: number;
            /** @description Remainder of ACTIVE credits that cannot be used generally now - future-dated or limited to named items (inferred). */
            inapplicableCredits: number;
            /**
             * Format: date-time
             * @description Required and never null, also for an account without any credit.
             */
            lastUpdatedAt: string;
            /** @description availableBalance less what is held (inferred). */
            runningBalance: number;
            /** @description Singular, "unit". A published sample spells it "units", which makes the client throw. */
            unit: string;
        };
        /** @description A Credit plus its transactions (required, may be empty). */
        TogaiCreditDetailsResponse: {
            accountId: string;
            applicableEntityIds?: string[];
            consumedAmount?: number;
            /** Format: date-time */
            createdAt: string;
            creditAmount?: number;
            creditUnit?: string;
            customerId: string;
            /** Format: date */
            effectiveFrom: string;
            /** Format: date */
            effectiveUntil?: string;
            grantorId?: string;
            holdAmount?: number;
            id: string;
            idempotencyKey?: string;
            priority: number;
            purpose: string;
            status: components["schemas"]["TogaiCreditStatus"];
            transactions: components["schemas"]["TogaiCreditTransaction"][];
            /** Format: date-time */
            updatedAt?: string;
        };
        TogaiCreditRequest: {
            /** @description Account that receives the credit. */
            accountId: string;
            /** @description Limits use to these priced items; absent or empty means no limit. Two reserved words cover all metered or all fixed-fee items, ALL_USAGE_METER_RATE_CARDS and ALL_FIXED_FEE_RATE_CARDS. */
            applicableEntityIds?: string[];
            /** @description Size of the credit, decimals allowed. Optional since 2024 and the meaning of leaving it out is not documented; answer 400 unless open-ended credits are supported (inferred). */
            creditAmount?: number;
            /**
             * Format: date
             * @description First usable day, date only.
             */
            effectiveFrom: string;
            /**
             * Format: date
             * @description Last usable day, date only; absent means no end (both readings inferred).
             */
            effectiveUntil?: string;
            /** @description Id of whatever caused the grant, such as an add-on. */
            grantorId?: string;
            /** @description Marks the record as unique, so that a retry does not grant twice. */
            idempotencyKey?: string;
            /** @description Order of use; lower first (direction inferred). */
            priority: number;
            /** @description Free label. */
            purpose: string;
        };
        /**
         * @description Closed list, upper case; anything else makes the client throw.
         * @enum {string}
         */
        TogaiCreditStatus: "ACTIVE" | "CONSUMED" | "EXPIRED" | "VOIDED";
        TogaiCreditTransaction: {
            /** @description Size of the movement. Samples are positive, the type tells the direction (inferred). */
            amount: number;
            /** Format: date-time */
            createdAt: string;
            creditId: string;
            /** @description Priced item that used the credit. */
            entityId?: string;
            id: string;
            /** @description Bill that used the credit. */
            invoiceId?: string;
            transactionType: components["schemas"]["TogaiCreditTransactionType"];
        };
        /**
         * @description Closed list, upper case.
         * @enum {string}
         */
        TogaiCreditTransactionType: "CREDITED" | "DEBITED" | "EXPIRED" | "VOIDED";
        TogaiErrorResponse: {
            message: string;
        };
        TogaiListCreditsResponse: {
            data: components["schemas"]["TogaiCredit"][];
            nextToken?: string;
        };
        Transaction: {
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "user" | "api_key" | "operator" | "job";
            };
            /** @description Signed. */
            amount: components["schemas"]["Amount"];
            balanceAfter: components["schemas"]["Amount"];
            balanceBefore: components["schemas"]["Amount"];
            contextDescription: string | null;
            contextId: string | null;
            /** @description When it was booked. */
            createdAt: components["schemas"]["Instant"];
            feature: string | null;
            grantId: string | null;
            holdId: string | null;
            /** Format: uuid */
            id: string;
            keyId: string | null;
            /** @enum {string} */
            kind: "grant" | "purchase" | "consume" | "capture" | "expire" | "void" | "reverse" | "refund" | "dispute_hold" | "dispute_release" | "adjust" | "transfer_out" | "transfer_in" | "settle";
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description When it happened. */
            occurredAt: components["schemas"]["Instant"];
            onBehalfOf: string | null;
            reason: string | null;
            relatedId: string | null;
            /** @description Place in the chain of its wallet, without gaps. */
            sequence: number;
            /** Format: uuid */
            walletId: string;
        };
        TransactionRead: {
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "user" | "api_key" | "operator" | "job";
            };
            /** @description Signed. */
            amount: components["schemas"]["Amount"];
            balanceAfter: components["schemas"]["Amount"];
            balanceBefore: components["schemas"]["Amount"];
            contextDescription: string | null;
            contextId: string | null;
            /** @description When it was booked. */
            createdAt: components["schemas"]["Instant"];
            /** @description Only with `expand`: what was asked for, null where the row names nothing. */
            expanded?: {
                grant?: components["schemas"]["Grant"] | null;
                hold?: components["schemas"]["Hold"] | null;
                onBehalfOf?: components["schemas"]["Member"] | null;
            };
            feature: string | null;
            grantId: string | null;
            holdId: string | null;
            /** Format: uuid */
            id: string;
            keyId: string | null;
            /** @enum {string} */
            kind: "grant" | "purchase" | "consume" | "capture" | "expire" | "void" | "reverse" | "refund" | "dispute_hold" | "dispute_release" | "adjust" | "transfer_out" | "transfer_in" | "settle";
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description When it happened. */
            occurredAt: components["schemas"]["Instant"];
            onBehalfOf: string | null;
            reason: string | null;
            relatedId: string | null;
            /** @description Place in the chain of its wallet, without gaps. */
            sequence: number;
            /** Format: uuid */
            walletId: string;
        };
        Transferred: {
            amount: components["schemas"]["Amount"];
            from: components["schemas"]["Figures"];
            grants: components["schemas"]["Grant"][];
            in: components["schemas"]["Transaction"];
            out: components["schemas"]["Transaction"];
            to: components["schemas"]["Figures"];
        };
        Usage: {
            buckets: {
                count: number;
                /** Format: date */
                date: string;
                endAt: components["schemas"]["Instant"];
                groups: components["schemas"]["UsageGroup"][];
                startAt: components["schemas"]["Instant"];
                total: components["schemas"]["Amount"];
            }[];
            count: number;
            groups: components["schemas"]["UsageGroup"][];
            /** @enum {string} */
            interval: "day" | "week" | "month";
            timeZone: string;
            total: components["schemas"]["Amount"];
        };
        UsageGroup: {
            amount: components["schemas"]["Amount"];
            count: number;
            key: string | null;
        };
        Voided: {
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            grant: components["schemas"]["Grant"];
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
            transaction: components["schemas"]["Transaction"] | null;
            transactionId: string | null;
        };
        WalletRead: {
            /** @description What can be spent. */
            availableBalance: components["schemas"]["Amount"];
            /** @description All there is. */
            balance: components["schemas"]["Amount"];
            createdAt: components["schemas"]["Instant"];
            /** @description What is owed. */
            debt: components["schemas"]["Amount"];
            /** @description Only with `expand`: what was asked for, null where the row names nothing. */
            expanded?: {
                team?: components["schemas"]["Team"] | null;
                user?: components["schemas"]["Member"] | null;
            };
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            overdraft: "none" | "limit" | "unlimited";
            overdraftLimit: components["schemas"]["Amount"] | null;
            /** @description What holds set aside of it. */
            reservedBalance: components["schemas"]["Amount"];
            teamId: string | null;
            userId: string | null;
        };
        WebhookDelivery: {
            attempts: number;
            createdAt: components["schemas"]["Instant"];
            deliveredAt: components["schemas"]["Instant"] | null;
            /** Format: uuid */
            endpointId: string;
            /**
             * Format: uuid
             * @description The webhook-id of every try.
             */
            eventId: string;
            /** Format: uuid */
            id: string;
            lastError: string | null;
            lastStatus: number | null;
            nextTryAt: components["schemas"]["Instant"] | null;
            /** @description The body, as it is signed and sent. */
            payload: string;
            /** @enum {string} */
            status: "pending" | "delivered" | "dead";
            type: string;
        };
        WebhookEndpoint: {
            createdAt: components["schemas"]["Instant"];
            description: string | null;
            disabledAt: components["schemas"]["Instant"] | null;
            disabledReason: ("asked" | "gone" | "failing") | null;
            /** @description None: everything. */
            events: string[];
            /** Format: uuid */
            id: string;
            isEnabled: boolean;
            previousSecretEndsAt: components["schemas"]["Instant"] | null;
            url: string;
        };
    };
    responses: {
        /** @description A parameter or the body did not validate. */
        FlowhuntInvalid: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": [
                 *         {
                 *           "loc": [
                 *             "query",
                 *             "workspace_id"
                 *           ],
                 *           "msg": "Field required",
                 *           "type": "missing"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["FlowhuntHTTPValidationError"];
            };
        };
        /** @description Known caller, but not a member of that workspace (status and body inferred). */
        FlowhuntNotAllowed: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "No access to this workspace"
                 *     }
                 */
                "application/json": components["schemas"]["FlowhuntErrorDetail"];
            };
        };
        /** @description No usable credential (status and body inferred). */
        FlowhuntNotAuthenticated: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Not authenticated"
                 *     }
                 */
                "application/json": components["schemas"]["FlowhuntErrorDetail"];
            };
        };
        /** @description Input not usable. The status is confirmed, the body is inferred. */
        KableBadRequest: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                "X-REQUEST-ID": components["headers"]["KableRequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "grantAmount must be a positive number"
                 *     }
                 */
                "application/json": components["schemas"]["KableError"];
            };
        };
        /** @description No such customer. Inferred: the original declares 404 for other single-record reads but not for these two operations. */
        KableNotFound: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                "X-REQUEST-ID": components["headers"]["KableRequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Customer not found"
                 *     }
                 */
                "application/json": components["schemas"]["KableError"];
            };
        };
        /** @description Id or secret wrong or missing. The status is confirmed, the body is inferred. */
        KableUnauthorized: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                "X-REQUEST-ID": components["headers"]["KableRequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "Unauthorized"
                 *     }
                 */
                "application/json": components["schemas"]["KableError"];
            };
        };
        /** @description The request did not validate. */
        OpenmonetizeBadRequest: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenmonetizeValidationFailure"];
            };
        };
        /** @description The named customer is not the caller. */
        OpenmonetizeForbidden: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "Forbidden",
                 *       "message": "This key may not act for that customer"
                 *     }
                 */
                "application/json": components["schemas"]["OpenmonetizeError"];
            };
        };
        /** @description The named customer is not the caller. */
        OpenmonetizeForbiddenUnmapped: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenmonetizeError"];
            };
        };
        /** @description The user has no wallet. */
        OpenmonetizeNotFoundUnmapped: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenmonetizeError"];
            };
        };
        /** @description Unexpected failure. */
        OpenmonetizeServerError: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenmonetizeError"];
            };
        };
        /** @description Rate limit reached (original default is 100 a minute for each key). */
        OpenmonetizeTooManyRequests: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OpenmonetizeError"];
            };
        };
        /** @description No key, an unknown key, or a customer that is not active. */
        OpenmonetizeUnauthorized: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "Unauthorized",
                 *       "message": "The API key is missing or not valid"
                 *     }
                 */
                "application/json": components["schemas"]["OpenmonetizeError"];
            };
        };
        /** @description `invalid_request`: The request is not valid. */
        Problem400: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unauthenticated`: No valid credential. */
        Problem401: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `forbidden`: Not allowed. */
        Problem403: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_found`: Not found. */
        Problem404: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `payload_too_large`: The request is too large. */
        Problem413: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `uri_too_long`: The address is too long. */
        Problem414: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `validation_failed`: Some fields are not valid. */
        Problem422: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `rate_limited`: Too many requests. */
        Problem429: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `headers_too_large`: The headers are too large. */
        Problem431: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `internal`: Something went wrong on our side. */
        Problem500: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unavailable`: Temporarily unavailable. */
        Problem503: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Any failure; the status code carries the kind. */
        TogaiFailure: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "message": "No credit has this id"
                 *     }
                 */
                "application/json": components["schemas"]["TogaiErrorResponse"];
            };
        };
    };
    parameters: {
        /** @description The customer: our id or the operator's own id. Required with an operator's key. */
        CustomerId: string;
        /** @description Always in the query string, for the POST operations too. Opaque text. */
        FlowhuntWorkspaceId: string;
        /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
        IdempotencyKey: string;
        /** @description Either the server's own id for the customer or the id the company gave it. */
        KableCustomerId: string;
        /** @description Identifies the calling company. */
        KableKableClientId: string;
        /** @description Secret key. Starts with sk_live or sk_test, then two dot-separated random parts. */
        KableKableClientSecret: string;
        /** @description Must be the calling customer. The Python client only lets UUIDs through; later servers take any non-empty string. */
        OpenmonetizeCustomerId: string;
        /** @description The end user inside that customer; a UUID for the Python client. */
        OpenmonetizeUserId: string;
        /** @description Your own id of this request; it comes back and stands in our log. */
        RequestId: string;
        /** @description Credit id. It contains dots, so route matchers that skip dotted paths must not skip this one. */
        TogaiCreditId: string;
    };
    requestBodies: never;
    headers: {
        /** @description `true`: the reply of an earlier request with the same Idempotency-Key; nothing was done again. */
        IdempotentReplayed: "true";
        /** @description Id of this request, sent on successes and failures alike. */
        KableRequestId: string;
        /**
         * @description What is left, as a structured list: `"key";r=998;t=7` says that 998 more requests are allowed within 7 seconds. Shared by all processes.
         * @example "key";r=998;t=7
         */
        RateLimit: string;
        /**
         * @description The rule behind it: `"key";q=1000;w=10` allows 1000 requests in 10 seconds.
         * @example "key";q=1000;w=10
         */
        RateLimitPolicy: string;
        /** @description The caller's X-Request-Id when it is harmless in logs, else one of ours. Quote it when you ask us. */
        RequestId: string;
        /** @description Seconds to wait. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    togai_CreditBalanceForAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Account id; the client refuses more than 50 characters. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Totals over the account's credits. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "activeCredits": 1000,
                     *       "availableBalance": 599.5,
                     *       "runningBalance": 599.5,
                     *       "inapplicableCredits": 0,
                     *       "unit": "USD",
                     *       "lastUpdatedAt": "2026-01-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TogaiCreditBalanceResponse"];
                };
            };
            400: components["responses"]["TogaiFailure"];
            401: components["responses"]["TogaiFailure"];
            403: components["responses"]["TogaiFailure"];
            404: components["responses"]["TogaiFailure"];
            429: components["responses"]["TogaiFailure"];
            default: components["responses"]["TogaiFailure"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        database: "ok" | "unavailable";
                        /** @enum {string} */
                        migrations: "ok" | "missing" | "unknown";
                        /** @enum {string} */
                        status: "ok" | "unavailable";
                        version: string;
                    };
                };
            };
            /** @description It cannot do its work. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        database: "ok" | "unavailable";
                        /** @enum {string} */
                        migrations: "ok" | "missing" | "unknown";
                        /** @enum {string} */
                        status: "ok" | "unavailable";
                        version: string;
                    };
                };
            };
        };
    };
    kable_getCustomerCreditBalance: {
        parameters: {
            query?: never;
            header: {
                /** @description Identifies the calling company. */
                "Kable-Client-Id": components["parameters"]["KableKableClientId"];
                /** @description Secret key. Starts with sk_live or sk_test, then two dot-separated random parts. */
                "Kable-Client-Secret": components["parameters"]["KableKableClientSecret"];
            };
            path: {
                /** @description Either the server's own id for the customer or the id the company gave it. */
                customerId: components["parameters"]["KableCustomerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Current balance over all grants. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-REQUEST-ID": components["headers"]["KableRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "available": 75
                     *     }
                     */
                    "application/json": components["schemas"]["KableCreditBalance"];
                };
            };
            400: components["responses"]["KableBadRequest"];
            401: components["responses"]["KableUnauthorized"];
            404: components["responses"]["KableNotFound"];
        };
    };
    kable_createCreditGrant: {
        parameters: {
            query?: never;
            header: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Identifies the calling company. */
                "Kable-Client-Id": components["parameters"]["KableKableClientId"];
                /** @description Secret key. Starts with sk_live or sk_test, then two dot-separated random parts. */
                "Kable-Client-Secret": components["parameters"]["KableKableClientSecret"];
            };
            path: {
                /** @description Either the server's own id for the customer or the id the company gave it. */
                customerId: components["parameters"]["KableCustomerId"];
            };
            cookie?: never;
        };
        /** @description Declared optional. A Go caller that sets no body still sends the four characters null with a JSON content type; answer that with 400. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "grantAmount": 100,
                 *       "description": "Extra API credits",
                 *       "chargeAmount": 199.99
                 *     }
                 */
                "application/json": components["schemas"]["KableCreateCreditGrantRequest"];
            };
        };
        responses: {
            /** @description The grant exists. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-REQUEST-ID": components["headers"]["KableRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "creditGrantId": "crd_f55ad8df7b4b4890881595d3d8005c4f",
                     *       "grantAmount": 100,
                     *       "balanceAmount": 100,
                     *       "paidAmount": 199.99,
                     *       "currency": "USD"
                     *     }
                     */
                    "application/json": components["schemas"]["KableCreditGrant"];
                };
            };
            400: components["responses"]["KableBadRequest"];
            401: components["responses"]["KableUnauthorized"];
            404: components["responses"]["KableNotFound"];
        };
    };
    togai_listCredits: {
        parameters: {
            query?: {
                /** @description Only this account's credits. */
                account_id?: string;
                /** @description Only the credit with this id. */
                id?: string;
                /** @description Opaque cursor from the previous page. In the original it is base64 of a small JSON object with lastItemId, pageSize and sortOrder; callers must not read it. At most 500 characters. */
                nextToken?: string;
                /** @description Default and upper bound are both 50. The client does not check it and throws when a page holds more than 50 rows, so clamp. */
                pageSize?: number;
                /** @description Plain text, not an enum. The published sample value is not one of the four credit states, so an unknown value should give an empty page rather than an error (inferred). */
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page; `nextToken` is absent on the last one. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "cred.22LLLScunZg.om5kC",
                     *           "customerId": "CUST001",
                     *           "accountId": "ACC001",
                     *           "purpose": "Prepaid credit",
                     *           "applicableEntityIds": [],
                     *           "effectiveFrom": "2026-01-01",
                     *           "effectiveUntil": "2027-01-01",
                     *           "status": "ACTIVE",
                     *           "creditAmount": 1000,
                     *           "creditUnit": "USD",
                     *           "holdAmount": 0,
                     *           "consumedAmount": 400.5,
                     *           "priority": 1,
                     *           "createdAt": "2026-01-01T09:30:00.000Z",
                     *           "updatedAt": "2026-01-02T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextToken": "eyJsYXN0SXRlbUlkIjoiY3JlZC4yMkxMTFNjdW5aZy5vbTVrQyJ9"
                     *     }
                     */
                    "application/json": components["schemas"]["TogaiListCreditsResponse"];
                };
            };
            400: components["responses"]["TogaiFailure"];
            401: components["responses"]["TogaiFailure"];
            403: components["responses"]["TogaiFailure"];
            404: components["responses"]["TogaiFailure"];
            429: components["responses"]["TogaiFailure"];
            default: components["responses"]["TogaiFailure"];
        };
    };
    togai_createCredit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Declared optional; an empty body with a JSON content type is possible and deserves 400. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "creditRequests": [
                 *         {
                 *           "accountId": "ACC001",
                 *           "purpose": "Prepaid credit",
                 *           "effectiveFrom": "2026-01-01",
                 *           "effectiveUntil": "2027-01-01",
                 *           "creditAmount": 1000,
                 *           "priority": 1,
                 *           "idempotencyKey": "order-1841"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TogaiCreateCreditRequest"];
            };
        };
        responses: {
            /** @description The credits now on record, wrapped in an object (not a bare list). */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "credits": [
                     *         {
                     *           "id": "cred.22LLLScunZg.om5kC",
                     *           "customerId": "CUST001",
                     *           "accountId": "ACC001",
                     *           "purpose": "Prepaid credit",
                     *           "effectiveFrom": "2026-01-01",
                     *           "effectiveUntil": "2027-01-01",
                     *           "status": "ACTIVE",
                     *           "creditAmount": 1000,
                     *           "creditUnit": "USD",
                     *           "holdAmount": 0,
                     *           "consumedAmount": 0,
                     *           "priority": 1,
                     *           "idempotencyKey": "order-1841",
                     *           "createdAt": "2026-01-01T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TogaiCreateCreditResponse"];
                };
            };
            400: components["responses"]["TogaiFailure"];
            401: components["responses"]["TogaiFailure"];
            403: components["responses"]["TogaiFailure"];
            404: components["responses"]["TogaiFailure"];
            429: components["responses"]["TogaiFailure"];
            default: components["responses"]["TogaiFailure"];
        };
    };
    togai_getCreditDetails: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Credit id. It contains dots, so route matchers that skip dotted paths must not skip this one. */
                credit_id: components["parameters"]["TogaiCreditId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The credit and its transactions. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "cred.22LLLScunZg.om5kC",
                     *       "customerId": "CUST001",
                     *       "accountId": "ACC001",
                     *       "purpose": "Prepaid credit",
                     *       "effectiveFrom": "2026-01-01",
                     *       "effectiveUntil": "2027-01-01",
                     *       "status": "ACTIVE",
                     *       "creditAmount": 1000,
                     *       "creditUnit": "USD",
                     *       "holdAmount": 0,
                     *       "consumedAmount": 400.5,
                     *       "priority": 1,
                     *       "createdAt": "2026-01-01T09:30:00.000Z",
                     *       "transactions": [
                     *         {
                     *           "id": "credtx.22LLLScunZh.aa1bb",
                     *           "creditId": "cred.22LLLScunZg.om5kC",
                     *           "transactionType": "CREDITED",
                     *           "amount": 1000,
                     *           "createdAt": "2026-01-01T09:30:00.000Z"
                     *         },
                     *         {
                     *           "id": "credtx.22LLLScunZi.aa1bc",
                     *           "creditId": "cred.22LLLScunZg.om5kC",
                     *           "transactionType": "DEBITED",
                     *           "amount": 400.5,
                     *           "createdAt": "2026-01-02T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TogaiCreditDetailsResponse"];
                };
            };
            400: components["responses"]["TogaiFailure"];
            401: components["responses"]["TogaiFailure"];
            403: components["responses"]["TogaiFailure"];
            404: components["responses"]["TogaiFailure"];
            429: components["responses"]["TogaiFailure"];
            default: components["responses"]["TogaiFailure"];
        };
    };
    togai_voidCredit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Credit id. It contains dots, so route matchers that skip dotted paths must not skip this one. */
                credit_id: components["parameters"]["TogaiCreditId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The credit after voiding. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "cred.22LLLScunZg.om5kC",
                     *       "customerId": "CUST001",
                     *       "accountId": "ACC001",
                     *       "purpose": "Prepaid credit",
                     *       "applicableEntityIds": [],
                     *       "effectiveFrom": "2026-01-01",
                     *       "effectiveUntil": "2027-01-01",
                     *       "status": "VOIDED",
                     *       "creditAmount": 10,
                     *       "grantorId": "addon.22IZs2ZVEnw.0zDFe",
                     *       "creditUnit": "USD",
                     *       "holdAmount": 0,
                     *       "consumedAmount": 0,
                     *       "priority": 1,
                     *       "createdAt": "2026-01-01T09:30:00.000Z",
                     *       "updatedAt": "2026-01-02T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TogaiCredit"];
                };
            };
            400: components["responses"]["TogaiFailure"];
            401: components["responses"]["TogaiFailure"];
            403: components["responses"]["TogaiFailure"];
            404: components["responses"]["TogaiFailure"];
            429: components["responses"]["TogaiFailure"];
            default: components["responses"]["TogaiFailure"];
        };
    };
    getOpenApiDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        info: {
                            [key: string]: unknown;
                        };
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getFlowHuntOpenApiDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        info: {
                            [key: string]: unknown;
                        };
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getKableOpenApiDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        info: {
                            [key: string]: unknown;
                        };
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getOpenMonetizeOpenApiDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        info: {
                            [key: string]: unknown;
                        };
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getTogaiOpenApiDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        info: {
                            [key: string]: unknown;
                        };
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    adjust: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "userId": "u-1",
                 *       "amount": "-1.5",
                 *       "reason": "Counted twice on Monday"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Credits, signed: negative takes away.
                     * @example 12.5
                     */
                    amount: string | number;
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    /** @description Why, for whoever reads the history later. */
                    reason: string;
                    teamId?: string | null;
                    userId?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Adjusted"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description `insufficient_credits`: Not enough credits. */
            402: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Alert"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    createAlert: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "balance_below",
                 *       "amount": "100"
                 *     }
                 */
                "application/json": {
                    amount?: (string | number) | null;
                    channels?: {
                        mail: boolean;
                        webhook: boolean;
                    } | null;
                    customerId?: string | null;
                    days?: number[] | null;
                    dryRun?: boolean | null;
                    /** @description Whether it is looked at. */
                    isEnabled?: boolean;
                    /**
                     * @description What is watched. It cannot be changed later.
                     * @enum {string}
                     */
                    kind: "balance_below" | "share_below" | "runway_below" | "grants_expiring";
                    percent?: number | null;
                    recipients?: {
                        /** @description The customer's billing address; its owners without one. */
                        billingContact: boolean;
                        emails?: string[] | null;
                        userIds?: string[] | null;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Alert"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAlert: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a0a */
                alertId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Alert"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    removeAlert: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a0a */
                alertId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Alert"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    updateAlert: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a0a */
                alertId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "channels": {
                 *         "mail": true,
                 *         "webhook": false
                 *       }
                 *     }
                 */
                "application/json": {
                    amount?: (string | number) | null;
                    channels?: {
                        mail: boolean;
                        webhook: boolean;
                    } | null;
                    customerId?: string | null;
                    days?: number[] | null;
                    dryRun?: boolean | null;
                    /** @description Whether it is looked at. */
                    isEnabled?: boolean;
                    percent?: number | null;
                    recipients?: {
                        /** @description The customer's billing address; its owners without one. */
                        billingContact: boolean;
                        emails?: string[] | null;
                        userIds?: string[] | null;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Alert"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAutoTopUp: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AutoTopUp"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    stopAutoTopUp: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AutoTopUp"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listBudgets: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Budget"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    setBudget: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "userId": "u-1",
                 *       "period": "month",
                 *       "limit": "1000"
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    keyId?: string | null;
                    /**
                     * @description Credits; 0 allows nothing.
                     * @example 12.5
                     */
                    limit: string | number;
                    /**
                     * @description In the customer's zone.
                     * @enum {string}
                     */
                    period: "day" | "month" | "lifetime";
                    userId?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Budget"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    removeBudget: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a04 */
                budgetId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Budget"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    createCheckoutLink: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "packId": "0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a06"
                 *     }
                 */
                "application/json": {
                    currency?: string | null;
                    customerId?: string | null;
                    packId?: string | null;
                    priceMinor?: (string | number) | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Purchase"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            /** @description `payment_provider_failed`: The payment provider did not answer as expected. */
            502: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            503: components["responses"]["Problem503"];
        };
    };
    openmonetize_v1_credits_balance_get: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The wallet was found. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "balance": "5000",
                     *         "reservedBalance": "500",
                     *         "availableBalance": "4500",
                     *         "currency": "credits"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OpenmonetizeCustomerBalanceResponse"];
                };
            };
            401: components["responses"]["OpenmonetizeUnauthorized"];
            /** @description The customer has no customer-level wallet yet. Server versions from 2025-11-25 on answer 200 with zeros instead; the earlier version answers 404. */
            404: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not Found",
                     *       "message": "No credit wallet for this customer"
                     *     }
                     */
                    "application/json": components["schemas"]["OpenmonetizeError"];
                };
            };
            429: components["responses"]["OpenmonetizeTooManyRequests"];
            500: components["responses"]["OpenmonetizeServerError"];
        };
    };
    consume: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "userId": "u-1",
                 *       "amount": "2.5",
                 *       "feature": "chat",
                 *       "contextId": "job-4711"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Credits to spend.
                     * @example 12.5
                     */
                    amount: string | number;
                    contextDescription?: string | null;
                    contextId?: string | null;
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    fallback?: "workspace" | null;
                    feature?: string | null;
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    occurredAt?: string | null;
                    onBehalfOf?: string | null;
                    reason?: string | null;
                    teamId?: string | null;
                    userId?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Spent"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description `insufficient_credits`: Not enough credits. `budget_exceeded`: A budget does not allow this. */
            402: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. `occurred_at_out_of_range`: The time lies outside the accepted range. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. `overloaded`: The queue for this wallet is full. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    consumeBatch: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "userId": "u-1",
                 *           "amount": "1.25",
                 *           "feature": "chat"
                 *         },
                 *         {
                 *           "amount": "3",
                 *           "feature": "images"
                 *         }
                 *       ],
                 *       "atomic": true
                 *     }
                 */
                "application/json": {
                    atomic?: boolean | null;
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    items: {
                        /**
                         * @description Credits to spend.
                         * @example 12.5
                         */
                        amount: string | number;
                        contextDescription?: string | null;
                        contextId?: string | null;
                        fallback?: "workspace" | null;
                        feature?: string | null;
                        metadata?: {
                            [key: string]: unknown;
                        } | null;
                        occurredAt?: string | null;
                        onBehalfOf?: string | null;
                        reason?: string | null;
                        teamId?: string | null;
                        userId?: string | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: ({
                            amount: components["schemas"]["Amount"];
                            /** @description What can be spent. */
                            availableBalance: components["schemas"]["Amount"];
                            /** @description All there is. */
                            balance: components["schemas"]["Amount"];
                            balanceAfter: components["schemas"]["Amount"];
                            balanceBefore: components["schemas"]["Amount"];
                            /** @description What is owed. */
                            debt: components["schemas"]["Amount"];
                            /** @description What holds set aside of it. */
                            reservedBalance: components["schemas"]["Amount"];
                            /** @constant */
                            status: "done";
                            transaction: components["schemas"]["Transaction"];
                            /** Format: uuid */
                            transactionId: string;
                        } | {
                            error: {
                                code: string;
                                detail?: string;
                                status: number;
                                title: string;
                            } & {
                                [key: string]: unknown;
                            };
                            /** @constant */
                            status: "refused";
                        })[];
                        summary: {
                            done: number;
                            refused: number;
                        };
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description `insufficient_credits`: Not enough credits. `budget_exceeded`: A budget does not allow this. */
            402: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. `occurred_at_out_of_range`: The time lies outside the accepted range. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. `overloaded`: The queue for this wallet is full. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    openmonetize_v1_credits_grant_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "customerId": "550e8400-e29b-41d4-a716-446655440000",
                 *       "userId": "660e8400-e29b-41d4-a716-446655440001",
                 *       "amount": 5000,
                 *       "reason": "Onboarding bonus",
                 *       "metadata": {
                 *         "campaign": "spring"
                 *       },
                 *       "idempotencyKey": "onboarding-660e8400",
                 *       "expiresAt": "2030-01-02T03:04:05.678000+00:00"
                 *     }
                 */
                "application/json": components["schemas"]["OpenmonetizeGrantRequest"];
            };
        };
        responses: {
            /** @description Granted now, or replayed for a known idempotency key. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "transactionId": "0b8f5a0e-1f34-4f6f-9c53-0d7a3b8f2a11",
                     *         "walletId": "6a3de1d0-57a5-4e1f-8e0e-0cf0f7b0a2c4",
                     *         "newBalance": "15000",
                     *         "amount": "5000"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OpenmonetizeGrantResponse"];
                };
            };
            400: components["responses"]["OpenmonetizeBadRequest"];
            401: components["responses"]["OpenmonetizeUnauthorized"];
            403: components["responses"]["OpenmonetizeForbidden"];
            /** @description Two calls with the same idempotency key raced and this one lost. A later repeat of the key is answered 200, not 409. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Conflict",
                     *       "message": "A grant with this key is already being recorded"
                     *     }
                     */
                    "application/json": components["schemas"]["OpenmonetizeConflictError"];
                };
            };
            429: components["responses"]["OpenmonetizeTooManyRequests"];
            /** @description Anything unforeseen while granting. */
            500: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Internal Server Error",
                     *       "message": "The grant could not be recorded"
                     *     }
                     */
                    "application/json": components["schemas"]["OpenmonetizeError"];
                };
            };
        };
    };
    openmonetize_v1_credits_purchase_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "customerId": "550e8400-e29b-41d4-a716-446655440000",
                 *       "userId": "660e8400-e29b-41d4-a716-446655440001",
                 *       "amount": 1000,
                 *       "purchasePrice": 9.99
                 *     }
                 */
                "application/json": components["schemas"]["OpenmonetizePurchaseRequest"];
            };
        };
        responses: {
            /** @description The credits were added. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "transactionId": "9f0a2c7d-64a1-4f7f-8c1a-3a1f4c0d5e22",
                     *         "newBalance": 16000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OpenmonetizePurchaseResponse"];
                };
            };
            400: components["responses"]["OpenmonetizeBadRequest"];
            401: components["responses"]["OpenmonetizeUnauthorized"];
            403: components["responses"]["OpenmonetizeForbiddenUnmapped"];
            429: components["responses"]["OpenmonetizeTooManyRequests"];
            500: components["responses"]["OpenmonetizeServerError"];
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /** @description `next` or `previous` of an earlier page. */
                cursor?: string;
                /** @description The operator's own id. */
                externalId?: string;
                /**
                 * @description Rows on a page; default 50.
                 * @example 20
                 */
                limit?: number;
                /** @description By time; default desc, newest first. */
                order?: "asc" | "desc";
                /**
                 * @description One or several of: active, flagged (a payment is disputed), closed.
                 * @example active
                 */
                status?: ("active" | "flagged" | "closed")[];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Customer"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    createCustomer: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Globex",
                 *       "externalId": "globex",
                 *       "timeZone": "Europe/Berlin",
                 *       "currency": "eur"
                 *     }
                 */
                "application/json": {
                    billingEmail?: string | null;
                    currency?: string | null;
                    dryRun?: boolean | null;
                    externalId?: string | null;
                    /** @description What people call the customer. */
                    name: string;
                    timeZone?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Customer"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getCustomer: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example acme */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Customer"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    updateCustomer: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example acme */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "timeZone": "Europe/Berlin",
                 *       "billingEmail": "billing@acme.example"
                 *     }
                 */
                "application/json": {
                    billingEmail?: string | null;
                    /**
                     * @description ISO 4217 code, in either case.
                     * @example usd
                     */
                    currency?: string;
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    externalId?: string | null;
                    /**
                     * @description Language of mails to the billing contact.
                     * @enum {string}
                     */
                    locale?: "en" | "de";
                    /** @description What people call the customer. */
                    name?: string;
                    taxId?: string | null;
                    /**
                     * @description IANA zone in which days begin and end.
                     * @example Europe/Berlin
                     */
                    timeZone?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Customer"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    openmonetize_v1_customers_customer_id_users_user_id_credits_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Must be the calling customer. The Python client only lets UUIDs through; later servers take any non-empty string. */
                customerId: components["parameters"]["OpenmonetizeCustomerId"];
                /** @description The end user inside that customer; a UUID for the Python client. */
                userId: components["parameters"]["OpenmonetizeUserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user has a wallet. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "balance": 16000,
                     *         "reserved": 0,
                     *         "available": 16000,
                     *         "expiresAt": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OpenmonetizeUserBalanceResponse"];
                };
            };
            400: components["responses"]["OpenmonetizeBadRequest"];
            401: components["responses"]["OpenmonetizeUnauthorized"];
            403: components["responses"]["OpenmonetizeForbiddenUnmapped"];
            404: components["responses"]["OpenmonetizeNotFoundUnmapped"];
            429: components["responses"]["OpenmonetizeTooManyRequests"];
            500: components["responses"]["OpenmonetizeServerError"];
        };
    };
    openmonetize_v1_customers_customer_id_users_user_id_transactions_get: {
        parameters: {
            query?: {
                /** @description Page length. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: never;
            path: {
                /** @description Must be the calling customer. The Python client only lets UUIDs through; later servers take any non-empty string. */
                customerId: components["parameters"]["OpenmonetizeCustomerId"];
                /** @description The end user inside that customer; a UUID for the Python client. */
                userId: components["parameters"]["OpenmonetizeUserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of transactions. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "9f0a2c7d-64a1-4f7f-8c1a-3a1f4c0d5e22",
                     *           "transactionType": "PURCHASE",
                     *           "amount": 1000,
                     *           "balanceBefore": 15000,
                     *           "balanceAfter": 16000,
                     *           "description": "Credit purchase: 1000 credits",
                     *           "createdAt": "2026-01-02T03:04:05.678Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "limit": 50,
                     *         "offset": 0,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OpenmonetizeTransactionPage"];
                };
            };
            400: components["responses"]["OpenmonetizeBadRequest"];
            401: components["responses"]["OpenmonetizeUnauthorized"];
            403: components["responses"]["OpenmonetizeForbiddenUnmapped"];
            429: components["responses"]["OpenmonetizeTooManyRequests"];
            500: components["responses"]["OpenmonetizeServerError"];
        };
    };
    listGrants: {
        parameters: {
            query?: {
                /** @description `next` or `previous` of an earlier page. */
                cursor?: string;
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /** @description What the rows name, whole, under `expanded`. One or several of: user, team. */
                expand?: ("user" | "team")[];
                /** @description The caller's own reference. */
                externalRef?: string;
                /**
                 * @description Rows on a page; default 50.
                 * @example 20
                 */
                limit?: number;
                /** @description By time; default desc, newest first. */
                order?: "asc" | "desc";
                /** @description One or several sources. */
                source?: ("purchase" | "bonus" | "promotion" | "admin" | "refund" | "transfer" | "adjustment")[];
                /**
                 * @description One or several of: scheduled, active, consumed, expired, voided.
                 * @example active
                 */
                status?: ("scheduled" | "active" | "consumed" | "expired" | "voided")[];
                /** @description The team: our id or the caller's own id. */
                teamId?: string;
                /** @description The user: our id or the caller's own id. Wins over teamId. */
                userId?: string;
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["GrantRead"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    createGrant: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "userId": "u-1",
                 *       "amount": "100",
                 *       "expiresAt": "2031-12-31",
                 *       "reason": "Welcome"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Credits to grant.
                     * @example 12.5
                     */
                    amount: string | number;
                    currency?: string | null;
                    customerId?: string | null;
                    description?: string | null;
                    dryRun?: boolean | null;
                    effectiveAt?: string | null;
                    expiresAt?: string | null;
                    externalRef?: string | null;
                    features?: string[] | null;
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    priority?: number | null;
                    reason?: string | null;
                    source?: ("promotion" | "bonus" | "admin" | "purchase" | "refund") | null;
                    teamId?: string | null;
                    unitCost?: (string | number) | null;
                    userId?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Granted"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getGrant: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /** @description What the rows name, whole, under `expanded`. One or several of: user, team. */
                expand?: ("user" | "team")[];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a01 */
                grantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["GrantRead"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    changeGrantExpiry: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a01 */
                grantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "expiresAt": "2032-06-30",
                 *       "reason": "Extended for the pilot"
                 *     }
                 */
                "application/json": {
                    amount?: (string | number) | null;
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    expiresAt: string | null;
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ExpiryChanged"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. `grant_ended`: The grant has already ended. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    voidGrant: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a01 */
                grantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Granted by mistake"
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    /** @description Why, for whoever reads the history later. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Voided"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. `grant_ended`: The grant has already ended. `already_reversed`: Nothing is left to reverse. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listHolds: {
        parameters: {
            query?: {
                /** @description `next` or `previous` of an earlier page. */
                cursor?: string;
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /** @description What the rows name, whole, under `expanded`. One or several of: user, team, onBehalfOf. */
                expand?: ("user" | "team" | "onBehalfOf")[];
                /** @description Only rows of this API key. */
                keyId?: string;
                /**
                 * @description Rows on a page; default 50.
                 * @example 20
                 */
                limit?: number;
                /** @description The user whose usage this is, when the wallet is not theirs. Default: userId. */
                onBehalfOf?: string;
                /** @description By time; default desc, newest first. */
                order?: "asc" | "desc";
                /**
                 * @description One or several of: open, captured, released, expired.
                 * @example open
                 */
                status?: ("open" | "captured" | "released" | "expired")[];
                /** @description The team: our id or the caller's own id. */
                teamId?: string;
                /** @description The user: our id or the caller's own id. Wins over teamId. */
                userId?: string;
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["HoldRead"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    placeHold: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "userId": "u-1",
                 *       "amount": "5",
                 *       "feature": "video",
                 *       "ttlSeconds": 3600
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Credits to set aside.
                     * @example 12.5
                     */
                    amount: string | number;
                    contextDescription?: string | null;
                    contextId?: string | null;
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    fallback?: "workspace" | null;
                    feature?: string | null;
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    onBehalfOf?: string | null;
                    teamId?: string | null;
                    ttlSeconds?: number | null;
                    userId?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Held"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description `insufficient_credits`: Not enough credits. `budget_exceeded`: A budget does not allow this. */
            402: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. `occurred_at_out_of_range`: The time lies outside the accepted range. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. `overloaded`: The queue for this wallet is full. */
            429: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getHold: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /** @description What the rows name, whole, under `expanded`. One or several of: user, team, onBehalfOf. */
                expand?: ("user" | "team" | "onBehalfOf")[];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a02 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["HoldRead"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    captureHold: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a02 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "amount": "0.75"
                 *     }
                 */
                "application/json": {
                    amount?: (string | number) | null;
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    excess?: ("refuse" | "consume") | null;
                    occurredAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Captured"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description `insufficient_credits`: Not enough credits. `budget_exceeded`: A budget does not allow this. */
            402: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. `hold_ended`: The hold has already ended. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. `occurred_at_out_of_range`: The time lies outside the accepted range. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    extendHold: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a02 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ttlSeconds": 3600
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    /** @description How long the hold lasts; default 900. */
                    ttlSeconds: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Held"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. `hold_ended`: The hold has already ended. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    releaseHold: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a02 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    customerId?: string | null;
                    dryRun?: boolean | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Held"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. `hold_ended`: The hold has already ended. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description `next` or `previous` of an earlier page. */
                cursor?: string;
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /** @description Also those that were revoked or have expired; default false. */
                includeEnded?: "true" | "false";
                /**
                 * @description Rows on a page; default 50.
                 * @example 20
                 */
                limit?: number;
                /** @description By time; default desc, newest first. */
                order?: "asc" | "desc";
                /** @description The user: our id or the caller's own id. Wins over teamId. */
                userId?: string;
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    createKey: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Chat service",
                 *       "scopes": [
                 *         "read",
                 *         "spend"
                 *       ],
                 *       "userId": "u-1"
                 *     }
                 */
                "application/json": {
                    allowedIps?: string[] | null;
                    customerId?: string | null;
                    expiresAt?: string | null;
                    /** @description What it is for. */
                    name: string;
                    /** @description What it may do; admin includes the rest. */
                    scopes: ("read" | "spend" | "grant" | "admin")[];
                    userId?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MadeKey"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getKey: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a05 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    revokeKey: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a05 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    customerId?: string | null;
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    rotateKey: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a05 */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "overlapSeconds": 3600
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    overlapSeconds?: number | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MadeKey"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description `next` or `previous` of an earlier page. */
                cursor?: string;
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /** @description Kept in its normal form: lower case, ASCII domain. */
                email?: string;
                /** @description The caller's own id. */
                externalId?: string;
                /** @description Also those who were removed; default false. */
                includeRemoved?: "true" | "false";
                /**
                 * @description Rows on a page; default 50.
                 * @example 20
                 */
                limit?: number;
                /** @description By time; default desc, newest first. */
                order?: "asc" | "desc";
                /**
                 * @description What the person may do in the portal. Owners are made and changed by owners, not by keys.
                 * @example member
                 */
                role?: "owner" | "admin" | "billing" | "member" | "viewer";
                /** @description The team: our id or the caller's own id. */
                teamId?: string;
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    createMember: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Grace Hopper",
                 *       "externalId": "u-2",
                 *       "email": "grace@acme.example"
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    email?: string | null;
                    externalId?: string | null;
                    /** @description What people call them. */
                    name: string;
                    role?: ("owner" | "admin" | "billing" | "member" | "viewer") | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getMember: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example u-1 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    removeMember: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example u-1 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    updateMember: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example u-1 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "role": "viewer"
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    email?: string | null;
                    externalId?: string | null;
                    /** @description What people call them. */
                    name?: string;
                    /**
                     * @description What the person may do in the portal. Owners are made and changed by owners, not by keys.
                     * @enum {string}
                     */
                    role?: "owner" | "admin" | "billing" | "member" | "viewer";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listPacks: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Pack"][];
                        /** @description Whether anything can be bought now. */
                        isOpen: boolean;
                        /** @description Terms for an amount of one’s own; null: only packs are sold. */
                        ownAmount: {
                            currency: string;
                            maxMinor: components["schemas"]["Minor"];
                            minMinor: components["schemas"]["Minor"];
                            unitCost: string;
                            validDays: number | null;
                        } | null;
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listPurchases: {
        parameters: {
            query?: {
                /** @description `next` or `previous` of an earlier page. */
                cursor?: string;
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /**
                 * @description Rows on a page; default 50.
                 * @example 20
                 */
                limit?: number;
                /** @description By time; default desc, newest first. */
                order?: "asc" | "desc";
                /** @description One or several of: pending, processing, paid, failed, canceled, expired, review. */
                status?: ("pending" | "processing" | "paid" | "failed" | "canceled" | "expired" | "review")[];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Purchase"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getPurchase: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a07 */
                purchaseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PurchaseWithRefunds"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listTeams: {
        parameters: {
            query?: {
                /** @description `next` or `previous` of an earlier page. */
                cursor?: string;
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /** @description The caller's own id. */
                externalId?: string;
                /** @description Also those that were removed; default false. */
                includeRemoved?: "true" | "false";
                /**
                 * @description Rows on a page; default 50.
                 * @example 20
                 */
                limit?: number;
                /** @description By time; default desc, newest first. */
                order?: "asc" | "desc";
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Team"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    createTeam: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Research",
                 *       "externalId": "research"
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    externalId?: string | null;
                    /** @description What people call it. */
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Team"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getTeam: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example design */
                teamId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Team"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    removeTeam: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example design */
                teamId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Team"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    updateTeam: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example design */
                teamId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "name": "Design and research"
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    externalId?: string | null;
                    /** @description What people call it. */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Team"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    addTeamMember: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example design */
                teamId: string;
                /** @example u-1 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Team"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    removeTeamMember: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example design */
                teamId: string;
                /** @example u-1 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Team"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listTransactions: {
        parameters: {
            query?: {
                /** @description The caller's id of the job, chat or request. */
                contextId?: string;
                /** @description `next` or `previous` of an earlier page. */
                cursor?: string;
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /**
                 * @description What the rows name, whole, under `expanded`. One or several of: onBehalfOf, grant, hold.
                 * @example onBehalfOf
                 */
                expand?: ("onBehalfOf" | "grant" | "hold")[];
                /**
                 * @description What the credits are used for: charts, budgets and scoped grants go by it.
                 * @example chat
                 */
                feature?: string;
                /** @description First instant. */
                from?: string;
                /** @description Only rows of this grant. */
                grantId?: string;
                /** @description Only rows of this hold. */
                holdId?: string;
                /** @description Only rows of this API key. */
                keyId?: string;
                /**
                 * @description One or several kinds.
                 * @example consume,capture
                 */
                kind?: ("grant" | "purchase" | "consume" | "capture" | "expire" | "void" | "reverse" | "refund" | "dispute_hold" | "dispute_release" | "adjust" | "transfer_out" | "transfer_in" | "settle")[];
                /**
                 * @description Rows on a page; default 50.
                 * @example 20
                 */
                limit?: number;
                /** @description Largest amount, signed. */
                maxAmount?: string | number;
                /** @description Least amount, signed. */
                minAmount?: string | number;
                /** @description The user whose usage this is, when the wallet is not theirs. Default: userId. */
                onBehalfOf?: string;
                /** @description By time; default desc, newest first. */
                order?: "asc" | "desc";
                /** @description The team: our id or the caller's own id. */
                teamId?: string;
                /** @description Part of a context, reason or feature. */
                text?: string;
                /** @description End, exclusive. */
                to?: string;
                /** @description The user: our id or the caller's own id. Wins over teamId. */
                userId?: string;
                /** @description Only rows of this wallet. */
                walletId?: string;
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TransactionRead"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getTransaction: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /** @description What the rows name, whole, under `expanded`. One or several of: onBehalfOf, grant, hold. */
                expand?: ("onBehalfOf" | "grant" | "hold")[];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a03 */
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TransactionRead"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    explainTransaction: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a03 */
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Explanation"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    reverseTransaction: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a03 */
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount": "0.5",
                 *       "reason": "The job failed"
                 *     }
                 */
                "application/json": {
                    amount?: (string | number) | null;
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    /** @description Why, for whoever reads the history later. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Reversed"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. `already_reversed`: Nothing is left to reverse. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    transfer: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": {},
                 *       "to": {
                 *         "userId": "u-1"
                 *       },
                 *       "amount": "10",
                 *       "reason": "Monthly share"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Credits to move.
                     * @example 12.5
                     */
                    amount: string | number;
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    /** @description A user's wallet, a team's, or ({}) the customer's own. */
                    from: {
                        teamId?: string | null;
                        userId?: string | null;
                    };
                    reason?: string | null;
                    /** @description A user's wallet, a team's, or ({}) the customer's own. */
                    to: {
                        teamId?: string | null;
                        userId?: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Transferred"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description `insufficient_credits`: Not enough credits. */
            402: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getUsage: {
        parameters: {
            query: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /** @description What the credits are used for: charts, budgets and scoped grants go by it. */
                feature?: string;
                /**
                 * @description First day.
                 * @example 2026-11-01
                 */
                from: string;
                /**
                 * @description Default none.
                 * @example feature
                 */
                groupBy?: "none" | "user" | "key" | "feature" | "kind";
                /** @description Default day. */
                interval?: "day" | "week" | "month";
                /** @description Only rows of this API key. */
                keyId?: string;
                /** @description Default all three. */
                kind?: ("consume" | "capture" | "reverse")[];
                /** @description The user whose usage this is, when the wallet is not theirs. Default: userId. */
                onBehalfOf?: string;
                /** @description The team: our id or the caller's own id. */
                teamId?: string;
                /** @description IANA zone in which days begin and end. Default: the customer's. */
                timeZone?: string;
                /**
                 * @description Last day.
                 * @example 2026-11-30
                 */
                to: string;
                /** @description The user: our id or the caller's own id. Wins over teamId. */
                userId?: string;
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Usage"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    openmonetize_v1_customers_customer_id_users_user_id_credits_get_without_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The end user inside that customer; a UUID for the Python client. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user has a wallet. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "balance": 16000,
                     *         "reserved": 0,
                     *         "available": 16000,
                     *         "expiresAt": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OpenmonetizeUserBalanceResponse"];
                };
            };
            400: components["responses"]["OpenmonetizeBadRequest"];
            401: components["responses"]["OpenmonetizeUnauthorized"];
            403: components["responses"]["OpenmonetizeForbiddenUnmapped"];
            404: components["responses"]["OpenmonetizeNotFoundUnmapped"];
            429: components["responses"]["OpenmonetizeTooManyRequests"];
            500: components["responses"]["OpenmonetizeServerError"];
        };
    };
    openmonetize_v1_customers_customer_id_users_user_id_transactions_get_without_customer: {
        parameters: {
            query?: {
                /** @description Page length. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: never;
            path: {
                /** @description The end user inside that customer; a UUID for the Python client. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of transactions. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "9f0a2c7d-64a1-4f7f-8c1a-3a1f4c0d5e22",
                     *           "transactionType": "PURCHASE",
                     *           "amount": 1000,
                     *           "balanceBefore": 15000,
                     *           "balanceAfter": 16000,
                     *           "description": "Credit purchase: 1000 credits",
                     *           "createdAt": "2026-01-02T03:04:05.678Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "limit": 50,
                     *         "offset": 0,
                     *         "total": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OpenmonetizeTransactionPage"];
                };
            };
            400: components["responses"]["OpenmonetizeBadRequest"];
            401: components["responses"]["OpenmonetizeUnauthorized"];
            403: components["responses"]["OpenmonetizeForbiddenUnmapped"];
            429: components["responses"]["OpenmonetizeTooManyRequests"];
            500: components["responses"]["OpenmonetizeServerError"];
        };
    };
    listWallets: {
        parameters: {
            query?: {
                /** @description `next` or `previous` of an earlier page. */
                cursor?: string;
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /** @description What the rows name, whole, under `expanded`. One or several of: user, team. */
                expand?: ("user" | "team")[];
                /**
                 * @description Rows on a page; default 50.
                 * @example 20
                 */
                limit?: number;
                /** @description By time; default desc, newest first. */
                order?: "asc" | "desc";
                /** @description Only wallets of this kind. */
                owner?: "customer" | "user" | "team";
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WalletRead"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getWalletBalance: {
        parameters: {
            query?: {
                /** @description A past instant; default now. */
                asOf?: string;
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /** @description The team: our id or the caller's own id. */
                teamId?: string;
                /**
                 * @description The user: our id or the caller's own id. Wins over teamId.
                 * @example u-1
                 */
                userId?: string;
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Balance"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    setOverdraft: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "userId": "u-1",
                 *       "policy": "limit",
                 *       "limit": "50"
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    dryRun?: boolean | null;
                    limit?: (string | number) | null;
                    /** @enum {string} */
                    policy: "none" | "limit" | "unlimited";
                    teamId?: string | null;
                    userId?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["OverdraftSet"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description `next` or `previous` of an earlier page. */
                cursor?: string;
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /**
                 * @description Rows on a page; default 50.
                 * @example 20
                 */
                limit?: number;
                /** @description By time; default desc, newest first. */
                order?: "asc" | "desc";
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookEndpoint"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://hooks.example.com/coffer",
                 *       "events": [
                 *         "purchase.paid"
                 *       ]
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    description?: string | null;
                    events?: ("purchase.paid" | "purchase.failed" | "refund.booked" | "grant.created" | "grant.expiring" | "balance.low")[] | null;
                    /**
                     * Format: uri
                     * @description https:// and a public address. Redirects are not followed.
                     */
                    url: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ShownWebhookEndpoint"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a08 */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookEndpoint"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    removeWebhookEndpoint: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a08 */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookEndpoint"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    updateWebhookEndpoint: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a08 */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "description": "Books of the chat service",
                 *       "isEnabled": true
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    description?: string | null;
                    /** @description What it is told; none: everything, also what comes with later versions. */
                    events?: ("purchase.paid" | "purchase.failed" | "refund.booked" | "grant.created" | "grant.expiring" | "balance.low")[];
                    /** @description Whether anything is sent to it. */
                    isEnabled?: boolean;
                    /**
                     * Format: uri
                     * @description https:// and a public address. Redirects are not followed.
                     */
                    url?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookEndpoint"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description `next` or `previous` of an earlier page. */
                cursor?: string;
                /** @description The customer: our id or the operator's own id. Required with an operator's key; else it must be the key's own. */
                customerId?: string;
                /**
                 * @description Rows on a page; default 50.
                 * @example 20
                 */
                limit?: number;
                /** @description By time; default desc, newest first. */
                order?: "asc" | "desc";
                /** @description One or several of: pending, delivered, dead. */
                status?: ("pending" | "delivered" | "dead")[];
            };
            header?: {
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a08 */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"][];
                        page: components["schemas"]["PageLinks"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a09 */
                deliveryId: string;
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a08 */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a08 */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "overlapSeconds": 3600
                 *     }
                 */
                "application/json": {
                    customerId?: string | null;
                    overlapSeconds?: number | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ShownWebhookEndpoint"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: {
                /** @description The customer: our id or the operator's own id. Required with an operator's key. */
                customerId?: components["parameters"]["CustomerId"];
            };
            header?: {
                /** @description Makes a repetition safe: the same key with the same request is done once. Keep it for all retries. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id of this request; it comes back and stands in our log. */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @example 0199a0c4-51d7-7c3e-8f0a-6b1d2e3f4a08 */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            /** @description `conflict`: Conflict with the present state. `idempotency_in_progress`: The first request with this key is still running. */
            409: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            /** @description `validation_failed`: Some fields are not valid. `idempotency_key_reused`: Key already used for another request. */
            422: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    flowhunt_get_credit_balance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user_id": "3f1d9a52-0c7e-4b7d-9f5a-2d8f0f3b6c11",
                     *       "credits": 4500000
                     *     }
                     */
                    "application/json": components["schemas"]["FlowhuntCreditBalanceResponse"];
                };
            };
            401: components["responses"]["FlowhuntNotAuthenticated"];
            403: components["responses"]["FlowhuntNotAllowed"];
        };
    };
    flowhunt_get_daily_chart_data: {
        parameters: {
            query: {
                /** @description Always in the query string, for the POST operations too. Opaque text. */
                workspace_id: components["parameters"]["FlowhuntWorkspaceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "grouping": "week"
                 *     }
                 */
                "application/json": components["schemas"]["FlowhuntCreditDailyChartRequest"];
            };
        };
        responses: {
            /** @description One row for each period, one member for each type in it. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "per_day": [
                     *         {
                     *           "date": "2026-01-02",
                     *           "transaction_types": {
                     *             "G": -480,
                     *             "S": -120
                     *           }
                     *         }
                     *       ],
                     *       "transaction_types": [
                     *         "G",
                     *         "S"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FlowhuntCreditDailyChartResponse"];
                };
            };
            401: components["responses"]["FlowhuntNotAuthenticated"];
            403: components["responses"]["FlowhuntNotAllowed"];
            422: components["responses"]["FlowhuntInvalid"];
        };
    };
    flowhunt_search_credit_transactions: {
        parameters: {
            query: {
                /** @description Always in the query string, for the POST operations too. Opaque text. */
                workspace_id: components["parameters"]["FlowhuntWorkspaceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "created_at_from": "2026-01-01T00:00:00+00:00",
                 *       "limit": 100
                 *     }
                 */
                "application/json": components["schemas"]["FlowhuntCreditTransactionSearchRequest"];
            };
        };
        responses: {
            /** @description Matching rows, possibly none. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "transaction_id": "5b0c7a56-3a0f-4d55-8f0e-bb3f2e5b7f0a",
                     *         "workspace_id": "8a2f5b1e-77aa-4f0e-9a7b-0c6f4a5d1e90",
                     *         "user_id": "3f1d9a52-0c7e-4b7d-9f5a-2d8f0f3b6c11",
                     *         "created_at": "2026-01-02T03:04:05.678Z",
                     *         "transaction_type": "G",
                     *         "context_id": "chat-42",
                     *         "context_desc": "Support bot",
                     *         "amount": -240
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["FlowhuntCreditTransactionResponse"][];
                };
            };
            401: components["responses"]["FlowhuntNotAuthenticated"];
            403: components["responses"]["FlowhuntNotAllowed"];
            422: components["responses"]["FlowhuntInvalid"];
        };
    };
    flowhunt_search_daily_credit_transactions: {
        parameters: {
            query: {
                /** @description Always in the query string, for the POST operations too. Opaque text. */
                workspace_id: components["parameters"]["FlowhuntWorkspaceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "grouping": "date",
                 *       "limit": 100
                 *     }
                 */
                "application/json": components["schemas"]["FlowhuntCreditDailyTransactionSearchRequest"];
            };
        };
        responses: {
            /** @description One row for each period and type. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "created_at": "2026-01-02T00:00:00Z",
                     *         "workspace_id": "8a2f5b1e-77aa-4f0e-9a7b-0c6f4a5d1e90",
                     *         "transaction_type": "G",
                     *         "amount": -480,
                     *         "cnt": 2
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["FlowhuntCreditDailyTransactionResponse"][];
                };
            };
            401: components["responses"]["FlowhuntNotAuthenticated"];
            403: components["responses"]["FlowhuntNotAllowed"];
            422: components["responses"]["FlowhuntInvalid"];
        };
    };
    flowhunt_get_workspace_credit_balance: {
        parameters: {
            query: {
                /** @description Always in the query string, for the POST operations too. Opaque text. */
                workspace_id: components["parameters"]["FlowhuntWorkspaceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance. The body still names a user, taken to be the caller (inferred). */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user_id": "3f1d9a52-0c7e-4b7d-9f5a-2d8f0f3b6c11",
                     *       "credits": 4500000
                     *     }
                     */
                    "application/json": components["schemas"]["FlowhuntCreditBalanceResponse"];
                };
            };
            401: components["responses"]["FlowhuntNotAuthenticated"];
            403: components["responses"]["FlowhuntNotAllowed"];
            422: components["responses"]["FlowhuntInvalid"];
        };
    };
    onBalanceLow: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the event: the same for every try and replay. Go by it to do nothing twice. */
                "webhook-id": string;
                /** @description One or two signatures, separated by a space: two while a secret is rotated. */
                "webhook-signature": string;
                /** @description Seconds since 1970, of this try. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: Record<string, never>;
                    /** Format: date-time */
                    timestamp: string;
                    /** @constant */
                    type: "balance.low";
                };
            };
        };
        responses: {
            /** @description Taken. Anything else, or 15 seconds of nothing, is tried again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onGrantCreated: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the event: the same for every try and replay. Go by it to do nothing twice. */
                "webhook-id": string;
                /** @description One or two signatures, separated by a space: two while a secret is rotated. */
                "webhook-signature": string;
                /** @description Seconds since 1970, of this try. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: Record<string, never>;
                    /** Format: date-time */
                    timestamp: string;
                    /** @constant */
                    type: "grant.created";
                };
            };
        };
        responses: {
            /** @description Taken. Anything else, or 15 seconds of nothing, is tried again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onGrantExpiring: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the event: the same for every try and replay. Go by it to do nothing twice. */
                "webhook-id": string;
                /** @description One or two signatures, separated by a space: two while a secret is rotated. */
                "webhook-signature": string;
                /** @description Seconds since 1970, of this try. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: Record<string, never>;
                    /** Format: date-time */
                    timestamp: string;
                    /** @constant */
                    type: "grant.expiring";
                };
            };
        };
        responses: {
            /** @description Taken. Anything else, or 15 seconds of nothing, is tried again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPurchaseFailed: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the event: the same for every try and replay. Go by it to do nothing twice. */
                "webhook-id": string;
                /** @description One or two signatures, separated by a space: two while a secret is rotated. */
                "webhook-signature": string;
                /** @description Seconds since 1970, of this try. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: Record<string, never>;
                    /** Format: date-time */
                    timestamp: string;
                    /** @constant */
                    type: "purchase.failed";
                };
            };
        };
        responses: {
            /** @description Taken. Anything else, or 15 seconds of nothing, is tried again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPurchasePaid: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the event: the same for every try and replay. Go by it to do nothing twice. */
                "webhook-id": string;
                /** @description One or two signatures, separated by a space: two while a secret is rotated. */
                "webhook-signature": string;
                /** @description Seconds since 1970, of this try. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: Record<string, never>;
                    /** Format: date-time */
                    timestamp: string;
                    /** @constant */
                    type: "purchase.paid";
                };
            };
        };
        responses: {
            /** @description Taken. Anything else, or 15 seconds of nothing, is tried again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRefundBooked: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the event: the same for every try and replay. Go by it to do nothing twice. */
                "webhook-id": string;
                /** @description One or two signatures, separated by a space: two while a secret is rotated. */
                "webhook-signature": string;
                /** @description Seconds since 1970, of this try. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: Record<string, never>;
                    /** Format: date-time */
                    timestamp: string;
                    /** @constant */
                    type: "refund.booked";
                };
            };
        };
        responses: {
            /** @description Taken. Anything else, or 15 seconds of nothing, is tried again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookTest: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the event: the same for every try and replay. Go by it to do nothing twice. */
                "webhook-id": string;
                /** @description One or two signatures, separated by a space: two while a secret is rotated. */
                "webhook-signature": string;
                /** @description Seconds since 1970, of this try. */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: Record<string, never>;
                    /** Format: date-time */
                    timestamp: string;
                    /** @constant */
                    type: "webhook.test";
                };
            };
        };
        responses: {
            /** @description Taken. Anything else, or 15 seconds of nothing, is tried again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
