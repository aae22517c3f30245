#include "workbench/ui/conversations/composer.h"

#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/suggestions.h"

#include <QButtonGroup>
#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace handoff {

namespace {

QToolButton *makeTab(const char *name)
{
    auto *tab = new QToolButton;
    tab->setObjectName(QString::fromLatin1(name));
    tab->setProperty("tab", true);
    tab->setCheckable(true);
    tab->setFocusPolicy(Qt::TabFocus);
    return tab;
}

} // namespace

Composer::Composer(const Theme &theme, DeskCatalog &catalog, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_tabs(new QButtonGroup(this)),
      m_replyTab(makeTab("replyTab")), m_noteTab(makeTab("noteTab")), m_warning(new Banner(theme)),
      m_edit(new ComposerEdit(QStringLiteral("composerText"), QStringLiteral("/"))),
      m_note(new ComposerEdit(QStringLiteral("noteText"), QStringLiteral("/@"))),
      m_field(new QFrame), m_foot(nullptr),
      m_quick(makeIconButton(theme, QStringLiteral("bolt"), QStringLiteral("quickReplies"))),
      m_hint(new ElidedLabel), m_count(new QLabel), m_send(new QPushButton),
      m_refusalLine(new QWidget), m_reasonIcon(new QLabel), m_reason(new ElidedLabel),
      m_action(new QPushButton), m_suggestions(new Suggestions(theme, catalog, *this))
{
    setObjectName(QStringLiteral("composer"));
    setProperty("edge", QStringLiteral("top"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_warning->setObjectName(QStringLiteral("composerWarning"));
    m_warning->setDismissable(true);
    m_reason->setObjectName(QStringLiteral("composerReason"));
    m_reason->setProperty("muted", true);
    m_action->setObjectName(QStringLiteral("composerAction"));
    setPrimary(m_action);
    setFateful(m_action);
    m_foot = buildFoot();

    auto *line = new QHBoxLayout(m_refusalLine);
    line->setContentsMargins(space::pane, space::badge, space::card, space::card);
    line->setSpacing(space::sibling);
    line->addWidget(m_reasonIcon);
    line->addWidget(m_reason, 1);
    line->addWidget(m_action);

    m_field->setObjectName(QStringLiteral("composerField"));
    m_field->setProperty("field", true);
    auto *fieldColumn = new QVBoxLayout(m_field);
    fieldColumn->setContentsMargins(space::card, space::sibling, space::sibling, space::badge);
    fieldColumn->setSpacing(space::badge);
    for (ComposerEdit *edit : {m_edit, m_note}) {
        edit->viewport()->setAutoFillBackground(false);
        edit->installEventFilter(this);
        fieldColumn->addWidget(edit);
    }
    fieldColumn->addWidget(m_foot);
    auto *texts = new QWidget;
    auto *textColumn = new QVBoxLayout(texts);
    textColumn->setContentsMargins(space::card, space::badge, space::card, space::card);
    textColumn->addWidget(m_field);

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 1, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(buildTabs());
    outer->addWidget(m_warning);
    outer->addWidget(texts);
    outer->addWidget(m_refusalLine);

    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        m_blanksShown = false;
        updateState();
        if (!m_loading)
            emit edited(text());
    });
    connect(m_note, &QPlainTextEdit::textChanged, this, [this] {
        updateState();
        if (!m_loading)
            emit noteEdited(noteText());
    });
    for (ComposerEdit *edit : {m_edit, m_note}) {
        connect(edit, &ComposerEdit::submitted, this, &Composer::submit);
        connect(edit, &ComposerEdit::wordTyped, m_suggestions, &Suggestions::suggest);
        connect(edit, &ComposerEdit::suggestionKey, m_suggestions, &Suggestions::handleKey);
    }
    connect(m_send, &QPushButton::clicked, this, [this] { submit(false); });
    connect(m_action, &QPushButton::clicked, this, &Composer::actionTriggered);
    connect(m_quick, &QToolButton::clicked, m_suggestions, &Suggestions::openPanel);
    connect(&theme, &Theme::changed, this, [this] {
        paintRefusal();
        update();
    });
    retranslate();
    showPage();
    updateState();
}

QWidget *Composer::buildTabs()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(space::card, 6, space::card, 0);
    line->setSpacing(2);
    m_replyTab->setChecked(true);
    for (QToolButton *tab : {m_replyTab, m_noteTab}) {
        m_tabs->addButton(tab);
        line->addWidget(tab);
    }
    line->addStretch();
    connect(m_replyTab, &QToolButton::clicked, this, &Composer::focusText);
    connect(m_noteTab, &QToolButton::clicked, this, &Composer::focusNote);
    return row;
}

QWidget *Composer::buildFoot()
{
    m_hint->setObjectName(QStringLiteral("composerHint"));
    setTextStyle(m_hint, m_theme, TextStyle::Meta, true);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_count->setObjectName(QStringLiteral("composerCount"));
    setTextStyle(m_count, m_theme, TextStyle::Meta, true);
    m_send->setObjectName(QStringLiteral("send"));
    m_send->setIcon(m_theme.icon(QStringLiteral("send"), Token::OnBrand));
    setIconPixels(m_send, m_theme, 16);
    setPrimary(m_send);
    m_send->setFocusPolicy(Qt::TabFocus); // after a click one goes on writing
    auto *foot = new QWidget;
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::sibling);
    row->addWidget(m_quick);
    row->addWidget(m_hint, 1);
    row->addWidget(m_count);
    row->addWidget(m_send);
    return foot;
}

/// The frame shows where the keys go.
bool Composer::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        setStyleProperty(m_field, "focused", event->type() == QEvent::FocusIn);
    return QFrame::eventFilter(object, event);
}

/// An internal note is amber and nothing else is.
void Composer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(m_tab == Note ? Token::BubbleNote : Token::Base));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(Token::Line));
}

QString Composer::text() const
{
    return m_edit->toPlainText();
}

QString Composer::noteText() const
{
    return m_note->toPlainText();
}

void Composer::setText(const QString &text)
{
    m_loading = true;
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_loading = false;
}

void Composer::setNoteText(const QString &text)
{
    m_loading = true;
    m_note->setPlainText(text);
    m_note->moveCursor(QTextCursor::End);
    m_loading = false;
}

void Composer::setEnterSends(bool on)
{
    m_enterSends = on;
    m_edit->setEnterSends(on);
    m_note->setEnterSends(on);
    retranslate();
}

void Composer::setVariables(std::function<Templates::Values()> variables)
{
    m_suggestions->setVariables(std::move(variables));
}

void Composer::submit(bool thenNext)
{
    if (!m_send->isEnabled())
        return;
    if (m_tab == Note) {
        emit noteRequested(noteText());
        return;
    }
    if (!isAllowed())
        return;
    if (m_edit->hasBlanks() && !m_blanksShown) { // asked once: {word} may be meant so
        m_edit->selectNextBlank();
        m_blanksShown = true;
        updateState();
        return;
    }
    emit sendRequested(text(), thenNext);
}

void Composer::updateState()
{
    const bool isNote = m_tab == Note;
    const QString written = isNote ? noteText() : text();
    const auto length = displaytext::length(written);
    const int limit = isNote ? limits::note : limits::message;
    m_send->setEnabled(!displaytext::isBlank(written) && length <= limit &&
                       !(isNote && m_noteBusy));
    m_count->setVisible(length >= limit - countFrom);
    m_count->setText(length > limit ? tr("%1 of %2: too long").arg(length).arg(limit)
                                    : QStringLiteral("%1 / %2").arg(length).arg(limit));
    setStyleProperty(m_count, "danger", length > limit);
    if (m_blanksShown && m_edit->hasBlanks() && !isNote)
        m_hint->setFullText(tr("Fill in what stands in braces, or press again to send it so"));
    else if (isNote)
        m_hint->setFullText(tr("Only colleagues see notes · @ names one"));
    else
        m_hint->setFullText(m_enterSends
                                ? tr("Enter sends · Shift+Enter new line · / quick replies")
                                : tr("Ctrl+Enter sends · Enter new line · / quick replies"));
}

void Composer::showPage()
{
    const bool isNote = m_tab == Note;
    (isNote ? m_noteTab : m_replyTab)->setChecked(true);
    m_note->setVisible(isNote);
    m_edit->setVisible(!isNote && isAllowed());
    m_field->parentWidget()->setVisible(isNote || isAllowed());
    setStyleProperty(m_field, "note", isNote);
    m_refusalLine->setVisible(!isNote && !isAllowed());
    m_send->setText(isNote ? tr("Add note") : tr("Send"));
    m_send->setIcon(
        m_theme.icon(isNote ? QStringLiteral("note") : QStringLiteral("send"), Token::OnBrand));
    updateState();
    update();
}

void Composer::setTab(Tab tab)
{
    if (tab == m_tab)
        return;
    m_suggestions->close();
    const bool focus = m_edit->hasFocus() || m_note->hasFocus();
    m_tab = tab;
    showPage();
    if (focus && (tab == Note || isAllowed()))
        current()->setFocus(Qt::OtherFocusReason);
}

void Composer::setRefusal(const std::optional<Refusal> &refusal)
{
    m_refused = refusal;
    if (refusal) {
        m_reason->setFullText(refusal->reason);
        m_reason->setToolTip(refusal->reason);
        m_action->setText(refusal->action);
        m_action->setVisible(!refusal->action.isEmpty());
        m_action->setEnabled(refusal->actionEnabled);
        paintRefusal();
        if (m_tab == Reply)
            m_suggestions->close();
    }
    showPage();
}

void Composer::paintRefusal()
{
    const int size = m_theme.scaled(space::icon);
    m_reasonIcon->setFixedSize(size, size);
    if (m_refused)
        m_reasonIcon->setPixmap(m_theme.icon(m_refused->icon, Token::Muted)
                                    .pixmap(QSize(size, size), devicePixelRatioF()));
}

void Composer::setNoteBusy(bool busy)
{
    m_noteBusy = busy;
    updateState();
}

void Composer::warn(const QString &text)
{
    if (text.isEmpty())
        m_warning->hide();
    else
        m_warning->present(Token::Warn, QStringLiteral("alert"), text);
}

void Composer::focusText()
{
    setTab(Reply);
    if (isAllowed())
        m_edit->setFocus(Qt::ShortcutFocusReason);
}

void Composer::focusNote()
{
    setTab(Note);
    m_note->setFocus(Qt::ShortcutFocusReason);
}

ComposerEdit *Composer::writing() const
{
    return !isHidden() && (m_tab == Note || isAllowed()) ? current() : nullptr;
}

bool Composer::useReply(const QString &id)
{
    return m_suggestions->useReply(id);
}

bool Composer::leave()
{
    if (m_suggestions->isOpen()) {
        m_suggestions->leave();
        return true;
    }
    if (m_tab == Note && m_note->hasFocus()) {
        setTab(Reply);
        return true;
    }
    return false;
}

void Composer::retranslate()
{
    m_replyTab->setText(tr("Reply"));
    m_noteTab->setText(tr("Note"));
    setHint(m_replyTab, tr("Reply to the customer"), QKeySequence(Qt::ALT | Qt::Key_L));
    setHint(m_noteTab, tr("Internal note"), QKeySequence(Qt::ALT | Qt::Key_P));
    setHint(m_quick, tr("Quick replies"), QKeySequence(Qt::CTRL | Qt::Key_M));
    m_edit->setPlaceholderText(tr("Write a reply…"));
    m_edit->setAccessibleName(tr("Reply"));
    m_note->setPlaceholderText(tr("Write an internal note…"));
    m_note->setAccessibleName(tr("Internal note"));
    m_warning->retranslate();
    m_suggestions->retranslate();
    showPage();
}

} // namespace handoff
