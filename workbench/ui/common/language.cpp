#include "workbench/ui/common/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace handoff {

Language::Language(QCoreApplication &app) : m_app(app)
{
    use({});
}

void Language::use(const QString &code)
{
    QString wanted = code;
    if (wanted.isEmpty())
        wanted = QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN")
                                                                  : QStringLiteral("en");
    if (wanted == m_code)
        return;
    m_code = wanted;
    // 24-hour times in both: only the words differ between agents of one desk.
    QLocale::setDefault(wanted == QLatin1String("en")
                            ? QLocale(QLocale::English, QLocale::UnitedKingdom)
                            : QLocale(QLocale::Chinese, QLocale::China));

    m_app.removeTranslator(&m_translator);
    m_app.removeTranslator(&m_qtTranslator);
    if (m_qtTranslator.load(QStringLiteral("qtbase_") + wanted,
                            QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        m_app.installTranslator(&m_qtTranslator);
    if (m_translator.load(QStringLiteral(":/i18n/workbench_") + wanted))
        m_app.installTranslator(&m_translator);
    emit changed();
}

QList<Language::Choice> Language::choices()
{
    return {{QStringLiteral("zh_CN"), QStringLiteral("简体中文")},
            {QStringLiteral("en"), QStringLiteral("English")}};
}

} // namespace handoff
