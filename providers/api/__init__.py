"""Open data: HSDS 3.0 (Open Referral), CSV on the web, DCAT-AP. Only what the public sees; nothing secret."""
