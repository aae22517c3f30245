#pragma once

#include <QLocale>
#include <QObject>
#include <QTranslator>

class QCoreApplication;

namespace handoff {

/// The language of the program, switched at run time: every widget hears QEvent::LanguageChange.
/// Built once by the composition root. GUI thread.
class Language : public QObject
{
    Q_OBJECT
public:
    /// Starts with the system's language when it is one of ours, else English.
    explicit Language(QCoreApplication &app);

    /// `code` is "en", "zh_CN", or empty for the system's language.
    void use(const QString &code);
    /// "en" or "zh_CN".
    const QString &code() const { return m_code; }

    /// Codes on offer, each with its own name, for menus.
    struct Choice
    {
        QString code;
        QString name;
    };
    static QList<Choice> choices();

signals:
    void changed();

private:
    QCoreApplication &m_app;
    QTranslator m_translator;
    QTranslator m_qtTranslator;
    QString m_code;
};

} // namespace handoff
