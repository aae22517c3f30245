#pragma once

#include <QList>

/// The tables of tst_badinput.
namespace handoff::test {

/// A body that would be done, for every operation that takes one; `$name` is filled in. Each bad
/// one differs from it in one field.
struct GoodBody
{
    const char *operation; ///< operationId
    const char *path;      ///< empty: the operation's own
    const char *body;
};

/// Where the contract answers something else than 422 VALIDATION_ERROR.
struct BadInputException
{
    const char *operation;
    const char *field;
    const char *what; ///< as badOnes() calls it
    int status;
    const char *code;
};

QList<GoodBody> goodBodies();
QList<BadInputException> badInputExceptions();

} // namespace handoff::test
