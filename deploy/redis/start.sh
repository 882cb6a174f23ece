#!/bin/sh
# Start Redis (here: Valkey) with a user for each program that may do what that program does and nothing else.
# Passwords come from the environment; Redis gets their hashes, through files in memory that only it can read.
set -eu
umask 077
folder=${RUN_FOLDER:-/tmp}

hash() { printf '%s' "${1:?set REDIS_PASSWORD}" | sha256sum | cut -d ' ' -f 1; }
everybody=${REDIS_PASSWORD:-}
operator=$(hash "$everybody")
bot=$(hash "${REDIS_BOT_PASSWORD:-$everybody}")
worker=$(hash "${REDIS_WORKER_PASSWORD:-$everybody}")

# What RQ and we use of the commands that belong to no key.
plain='+ping +hello +auth +select +info +time +multi +exec +discard +watch +unwatch +eval +evalsha +script|load +script|exists'
# No FLUSHALL, KEYS, SORT, CONFIG, ACL, MONITOR, SHUTDOWN, and nothing that carries keys elsewhere.
keys='+@read +@write +client -@dangerous -@admin -@scripting -copy -move -randomkey -scan -dbsize'

# Nobody gets in without a name. Not `nopass`: Redis would then protect itself from all who come from elsewhere.
# The worker meets photos, paintings and RQ, and no chat, setting, update or button.
cat > "$folder/users.acl" <<END
user default off resetpass resetkeys resetchannels -@all
user operator on #$operator ~* &* +@all
user bot on #$bot resetkeys ~emostyle:* ~rq:* resetchannels -@all $keys $plain
user worker on #$worker resetkeys ~rq:* ~emostyle:photo:* ~emostyle:painting:* ~emostyle:job:* ~emostyle:results ~emostyle:aside ~emostyle:aside:* ~emostyle:worker:* resetchannels &rq:pubsub:* -@all $keys $plain +subscribe +unsubscribe +psubscribe +punsubscribe
END
# Who counts the photos that wait, to start and stop workers, has a user when it has a password.
if [ -n "${REDIS_SCALER_PASSWORD:-}" ]; then
  scaler=$(hash "$REDIS_SCALER_PASSWORD")
  printf 'user scaler on #%s resetkeys ~rq:queue:emostyle resetchannels -@all +ping +hello +auth +select +client|setname +client|setinfo +eval +type +llen\n' "$scaler" >> "$folder/users.acl"
fi
printf 'aclfile %s/users.acl\n' "$folder" > "$folder/redis.conf"
unset REDIS_PASSWORD REDIS_BOT_PASSWORD REDIS_WORKER_PASSWORD REDIS_SCALER_PASSWORD REDISCLI_AUTH

exec valkey-server "$folder/redis.conf" --appendonly yes --appendfsync everysec --save '' --maxmemory-policy noeviction "$@"
