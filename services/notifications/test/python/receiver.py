"""A merchant's receiver in Python: says of each webhook on its standard input whether the official library takes it."""

import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

for line in sys.stdin:
    received = json.loads(line)
    try:
        Webhook(received["secret"]).verify(received["body"], received["headers"])
        print("taken", flush=True)
    except WebhookVerificationError:
        print("refused", flush=True)
