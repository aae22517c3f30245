#include "workbench/ui/main/preferencespage.h"

#include "workbench/controllers/preferences.h"
#include "workbench/ui/common/language.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/main/noticesettings.h"

#include <QButtonGroup>
#include <QFormLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handoff {

namespace {

constexpr int cardWidth = 540;
constexpr int fontSteps[] = {90, 100, 110, 125, 150, 175, 200};

void setItems(ComboBox *box, const QStringList &names)
{
    for (int i = 0; i < names.size(); ++i)
        box->setItemText(i, names.at(i));
}

} // namespace

PreferencesPage::PreferencesPage(Theme &theme, Language &language, Preferences &preferences,
                                 Notifier &notifier, QWidget *parent)
    : Overlay(theme, parent), m_themes(theme), m_language(language), m_preferences(preferences),
      m_tabs(new QButtonGroup(this)), m_pages(new QStackedWidget), m_languageLabel(new QLabel),
      m_languageBox(new ComboBox(theme)), m_themeLabel(new QLabel), m_themeBox(new ComboBox(theme)),
      m_fontLabel(new QLabel), m_fontBox(new ComboBox(theme)), m_densityLabel(new QLabel),
      m_densityBox(new ComboBox(theme)), m_sendLabel(new QLabel), m_sendBox(new ComboBox(theme)),
      m_keys(new QPushButton), m_notices(new NoticeSettings(theme, notifier))
{
    setObjectName(QStringLiteral("preferencesPage"));
    m_pages->addWidget(buildGeneral());
    m_pages->addWidget(m_notices);

    auto *column = new QVBoxLayout;
    column->setSpacing(space::card);
    auto *tabs = new QHBoxLayout;
    tabs->setSpacing(space::badge);
    const QStringList icons{QStringLiteral("sliders"), QStringLiteral("bell")};
    for (int i = 0; i < icons.size(); ++i) {
        auto *tab = new QToolButton;
        tab->setObjectName(QStringLiteral("preferencesTab%1").arg(i));
        tab->setIcon(theme.icon(icons.at(i)));
        tab->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        tab->setCheckable(true);
        tab->setProperty("tab", true);
        m_tabs->addButton(tab, i);
        tabs->addWidget(tab);
    }
    tabs->addStretch();
    column->addLayout(tabs);
    column->addWidget(m_pages, 1);
    QFrame *card = makeCard(column);
    setCard(card);
    setCardWidth(cardWidth);

    connect(m_tabs, &QButtonGroup::idToggled, m_pages, [this](int id, bool on) {
        if (on)
            m_pages->setCurrentIndex(id);
    });
    m_tabs->button(0)->setChecked(true);
    retranslate();
}

QWidget *PreferencesPage::buildGeneral()
{
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(space::card);
    form->setHorizontalSpacing(space::pane);
    const auto row = [form](const char *name, QLabel *label, ComboBox *box) {
        box->setObjectName(QString::fromLatin1(name));
        label->setBuddy(box);
        form->addRow(label, box);
    };
    row("prefLanguage", m_languageLabel, m_languageBox);
    row("prefTheme", m_themeLabel, m_themeBox);
    row("prefFont", m_fontLabel, m_fontBox);
    row("prefDensity", m_densityLabel, m_densityBox);
    row("prefSend", m_sendLabel, m_sendBox);
    m_keys->setIcon(m_theme.icon(QStringLiteral("keyboard")));
    form->addRow(QString(), m_keys);

    for (const Language::Choice &choice : Language::choices())
        m_languageBox->addItem(choice.name, choice.code);
    for (const QString &theme : {QString(), QStringLiteral("light"), QStringLiteral("dark")})
        m_themeBox->addItem(QString(), theme);
    for (const int percent : fontSteps)
        m_fontBox->addItem(QStringLiteral("%1 %").arg(percent), percent);
    for (const bool compact : {false, true})
        m_densityBox->addItem(QString(), compact);
    for (const bool enter : {true, false})
        m_sendBox->addItem(QString(), enter);

    connect(m_languageBox, &QComboBox::activated, this, [this] {
        const QString code = m_languageBox->currentData().toString();
        m_preferences.setLanguage(code);
        m_language.use(code);
    });
    connect(m_themeBox, &QComboBox::activated, this, [this] {
        const QString name = m_themeBox->currentData().toString();
        m_preferences.setTheme(name);
        m_themes.setMode(themeModeFromName(name));
    });
    connect(m_fontBox, &QComboBox::activated, this, [this] {
        m_preferences.setFontPercent(m_fontBox->currentData().toInt());
        m_themes.setFontPercent(m_preferences.fontPercent());
    });
    connect(m_densityBox, &QComboBox::activated, this, [this] {
        m_preferences.setCompact(m_densityBox->currentData().toBool());
        m_themes.setCompact(m_preferences.compact());
    });
    connect(m_sendBox, &QComboBox::activated, this, [this] {
        m_preferences.setEnterSends(m_sendBox->currentData().toBool());
        emit enterSendsChosen(m_preferences.enterSends());
    });
    connect(m_keys, &QPushButton::clicked, this, [this] {
        hide();
        emit keysRequested();
    });
    return page;
}

void PreferencesPage::present(bool notifications)
{
    refresh();
    m_tabs->button(notifications ? 1 : 0)->setChecked(true);
    open(m_tabs->checkedButton());
}

void PreferencesPage::refresh()
{
    const auto choose = [](ComboBox *box, const QVariant &value) {
        box->setCurrentIndex(qMax(0, box->findData(value)));
    };
    choose(m_languageBox, m_language.code());
    choose(m_themeBox, m_preferences.theme());
    choose(m_fontBox, m_preferences.fontPercent());
    choose(m_densityBox, m_preferences.compact());
    choose(m_sendBox, m_preferences.enterSends());
    m_notices->refresh();
}

void PreferencesPage::retranslate()
{
    setTitle(tr("Preferences"));
    m_tabs->button(0)->setText(tr("General"));
    m_tabs->button(1)->setText(tr("Notifications"));
    m_languageLabel->setText(tr("Language"));
    m_themeLabel->setText(tr("Theme"));
    setItems(m_themeBox, {tr("Like the system"), tr("Light"), tr("Dark")});
    m_fontLabel->setText(tr("Text size"));
    m_densityLabel->setText(tr("Rows"));
    setItems(m_densityBox, {tr("Comfortable"), tr("Compact")});
    m_sendLabel->setText(tr("Send key"));
    setItems(m_sendBox, {tr("Enter sends"), tr("Ctrl+Enter sends")});
    m_keys->setText(tr("Show all keys"));
    m_notices->retranslate();
}

} // namespace handoff
