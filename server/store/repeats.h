#pragma once

#include "server/store/tx.h"

/// The table of what was answered to requests with an `Idempotency-Key`. Written for Once.
namespace handoff::Repeats {

/// A key as one account uses it, and the request it came with.
struct Key
{
    QString username;
    QString key;        ///< empty: the request has none
    QByteArray request; ///< fingerprint of the request
};
struct Earlier
{
    QByteArray request;
    QByteArray answer; ///< JSON; empty for none
};

/// What the key was used for, and holds it (Tx::hold): on PostgreSQL it waits for another server
/// that is at the same request.
std::optional<Earlier> find(Tx &tx, const Key &key);
/// The request is done.
void keep(Tx &tx, const Key &key, const QByteArray &answer);
/// Forgets what is older, at most `limit`; returns how many.
int trim(Tx &tx, Timestamp olderThan, int limit = 1000);

} // namespace handoff::Repeats
