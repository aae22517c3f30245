#include "workbench/ui/admin/adminpage.h"

#include "workbench/ui/common/confirmbar.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"

#include <QTableView>
#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr int formWidth = 380;
constexpr int narrowBelow = 860; ///< of the page
} // namespace

AdminPage::AdminPage(const Theme &theme, AdminList &list, const char *name, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_new(new QPushButton), m_note(new Banner(theme)),
      m_table(new TablePane(theme, QString::fromLatin1(name) + QStringLiteral("Table"))),
      m_head(new QHBoxLayout), m_left(new QVBoxLayout), m_list(list), m_leftSide(new QWidget),
      m_title(new QLabel), m_hint(new QLabel), m_body(new QHBoxLayout)
{
    const QString prefix = QString::fromLatin1(name);
    setObjectName(prefix + QStringLiteral("Page"));
    setProperty("surface", QStringLiteral("base"));
    setTextStyle(m_title, theme, TextStyle::Title);
    setTextStyle(m_hint, theme, TextStyle::Meta, true);
    m_hint->setWordWrap(true);
    m_new->setObjectName(prefix + QStringLiteral("New"));
    m_new->setIcon(theme.icon(QStringLiteral("plus"), Token::OnBrand));
    setPrimary(m_new);
    m_new->hide();
    m_note->setObjectName(prefix + QStringLiteral("Note"));
    m_note->setDismissable(true);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_hint);
    m_head->setContentsMargins(space::pane, space::card, space::pane, space::card);
    m_head->setSpacing(space::sibling);
    m_head->addLayout(words, 1);
    m_head->addWidget(m_new);
    m_leftSide->setLayout(m_left);
    m_left->setContentsMargins(0, 0, 0, 0);
    m_left->setSpacing(0);
    m_left->addWidget(m_table, 1);
    m_body->setSpacing(0);
    m_body->addWidget(m_leftSide, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_head);
    column->addWidget(m_note);
    column->addLayout(m_body, 1);

    connect(m_new, &QPushButton::clicked, this, &AdminPage::newRequested);
    connect(m_table, &TablePane::emptyAction, this, &AdminPage::newRequested);
    connect(m_table, &TablePane::retry, &list, &AdminList::reload);
    connect(&list, &AdminList::changed, this, [this] {
        m_table->setLoading(m_list.isLoading());
        if (m_form)
            m_form->setBusy(m_list.isBusy());
    });
    connect(&list, &AdminList::failed, m_table, &TablePane::setError);
    connect(&list, &AdminList::loaded, m_table, &TablePane::clearError);
    connect(&list, &AdminList::saved, this, [this] {
        m_note->hide();
        closeForm();
    });
    connect(&list, &AdminList::refused, this, [this](const Error &error) {
        Banner *banner = isFormOpen() ? m_form->banner() : m_note;
        banner->present(Token::Danger, QStringLiteral("error"), text::error(error));
    });
}

void AdminPage::setForm(FormPanel *form, const char *deleteName)
{
    m_form = form;
    m_delete = new QPushButton;
    m_delete->setObjectName(QString::fromLatin1(deleteName));
    m_delete->setProperty("danger", true);
    m_delete->setIcon(m_theme.icon(QStringLiteral("trash"), Token::Danger));
    form->addAction(m_delete);
    setStyleProperty(form, "edge", QStringLiteral("left"));
    form->hide();
    m_body->addWidget(form);
    connect(form, &FormPanel::cancelled, this, &AdminPage::closeForm);
}

void AdminPage::setEdited(bool isNew, bool mayDelete)
{
    m_form->setActions(isNew ? tr("Create") : tr("Save"), tr("Cancel"));
    m_delete->setText(tr("Delete"));
    m_delete->setVisible(!isNew && mayDelete);
}

void AdminPage::setTitle(const QString &title, const QString &hint)
{
    m_title->setText(title);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_table->view()->setAccessibleName(title);
}

void AdminPage::setNew(const QString &text)
{
    m_new->setText(text);
    m_new->setAccessibleName(text);
    m_new->show();
}

bool AdminPage::isFormOpen() const
{
    return m_form && !m_form->isHidden();
}

void AdminPage::openForm()
{
    m_note->hide();
    m_form->confirm()->hide();
    m_form->banner()->hide();
    m_form->setBusy(false);
    m_form->show();
    arrange();
}

void AdminPage::arrange()
{
    if (!m_form)
        return;
    const bool narrow = width() < m_theme.scaled(narrowBelow);
    m_leftSide->setVisible(!narrow || !isFormOpen());
    m_form->setMinimumWidth(narrow ? 0 : m_theme.scaled(formWidth));
    m_form->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : m_theme.scaled(formWidth));
}

void AdminPage::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    arrange();
}

void AdminPage::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    m_list.show();
}

void AdminPage::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    m_list.hide();
}

void AdminPage::closeForm()
{
    if (!isFormOpen())
        return;
    const bool focus = m_form->isAncestorOf(focusWidget());
    m_form->hide();
    arrange();
    if (focus)
        m_table->view()->setFocus(Qt::OtherFocusReason);
}

bool AdminPage::leave()
{
    if (isFormOpen() && !m_form->confirm()->isHidden()) {
        m_form->confirm()->hide();
        return true;
    }
    const bool open = isFormOpen();
    closeForm();
    return open;
}

void AdminPage::askDelete(const QString &question, const std::function<void()> &yes)
{
    m_form->confirm()->ask(question, tr("Delete"), yes);
}

void AdminPage::retranslate()
{
    m_note->retranslate();
    m_table->retranslate();
}

} // namespace handoff
