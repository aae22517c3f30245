#include "workbench/models/customername.h"

#include "shared/rules/customernames.h"
#include "shared/text/displaytext.h"

#include <QCoreApplication>

namespace handoff {

namespace {
struct Names
{
    Q_DECLARE_TR_FUNCTIONS(CustomerName)
};
} // namespace

QString customerName(const QString &nickname, const QString &sessionName)
{
    if (!CustomerNames::isNameless(nickname))
        return displaytext::oneLine(nickname);
    return sessionName.isEmpty() ? Names::tr("Guest")
                                 : Names::tr("Visitor %1").arg(CustomerNames::markOf(sessionName));
}

} // namespace handoff
