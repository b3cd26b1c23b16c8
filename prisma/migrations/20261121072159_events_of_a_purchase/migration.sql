-- The console shows what Stripe told of a purchase: by the object that an event is about, or the payment that one is of.
CREATE INDEX "stripe_events_object_idx" ON "stripe_events"(("payload"->'data'->'object'->>'id'));
CREATE INDEX "stripe_events_payment_idx" ON "stripe_events"(("payload"->'data'->'object'->>'payment_intent'));
