import webPush from 'web-push'

// As lines of an .env file.
const { publicKey, privateKey } = webPush.generateVAPIDKeys()
process.stdout.write(`VAPID_PUBLIC_KEY=${publicKey}\nVAPID_PRIVATE_KEY=${privateKey}\n`)
