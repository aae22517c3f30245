#include "workbench/ui/tickets/ticketfiles.h"

#include "shared/text/displaytext.h"
#include "workbench/controllers/ticketcontroller.h"
#include "workbench/ui/common/confirmbar.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QProgressBar>
#include <QVBoxLayout>

namespace handoff {

TicketFiles::TicketFiles(const Theme &theme, TicketController &controller, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_controller(controller), m_confirm(new ConfirmBar(theme)),
      m_rows(new QVBoxLayout), m_empty(new StatePage(theme)), m_upload(new QPushButton),
      m_progressRow(makeSurface("raised", "top")), m_progressName(new QLabel),
      m_progress(new QProgressBar), m_cancel(new QPushButton)
{
    setObjectName(QStringLiteral("ticketFiles"));
    setAcceptDrops(true);
    m_upload->setObjectName(QStringLiteral("uploadFile"));
    m_upload->setIcon(theme.icon(QStringLiteral("upload")));
    m_progress->setObjectName(QStringLiteral("uploadProgress"));
    m_progress->setTextVisible(false);
    m_cancel->setObjectName(QStringLiteral("cancelUpload"));
    m_progressName->setTextFormat(Qt::PlainText);
    m_rows->setSpacing(0);

    auto *progressRow = new QHBoxLayout(m_progressRow);
    progressRow->setContentsMargins(space::pane, space::sibling, space::pane, space::sibling);
    progressRow->addWidget(m_progressName);
    progressRow->addWidget(m_progress, 1);
    progressRow->addWidget(m_cancel);
    m_progressRow->hide();
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(space::pane, space::card, space::pane, space::card);
    bottom->addStretch();
    bottom->addWidget(m_upload);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_confirm);
    column->addLayout(m_rows);
    column->addWidget(m_empty, 1);
    column->addStretch(0);
    column->addWidget(m_progressRow);
    column->addLayout(bottom);

    connect(m_upload, &QPushButton::clicked, this, &TicketFiles::chooseUpload);
    connect(m_empty, &StatePage::actionTriggered, this, &TicketFiles::chooseUpload);
    connect(m_cancel, &QPushButton::clicked, &controller, &TicketController::cancelUpload);
    connect(&controller, &TicketController::opened, m_confirm, &QWidget::hide);
    connect(&controller, &TicketController::uploadChanged, this,
            [this](const QString &file, qint64 sent, qint64 total) {
                m_progressRow->setVisible(total > 0);
                if (total <= 0)
                    return;
                m_progressName->setText(QFileInfo(file).fileName());
                m_progress->setRange(0, 1000);
                m_progress->setValue(static_cast<int>(sent * 1000 / total));
            });
    retranslate();
}

void TicketFiles::refresh()
{
    m_upload->setEnabled(m_controller.ticket() && !m_controller.isBusy(TicketAction::Attach));
    const QList<TicketAttachment> files =
        m_controller.ticket() ? m_controller.ticket()->attachments : QList<TicketAttachment>();
    m_empty->setVisible(files.isEmpty());
    if (files == m_shown)
        return;
    m_shown = files;
    clearLayout(m_rows);
    for (const TicketAttachment &file : files)
        m_rows->addWidget(makeRow(file));
    m_rows->addStretch();
}

QWidget *TicketFiles::makeRow(const TicketAttachment &file)
{
    auto *row = makeSurface("base", "bottom");
    row->setObjectName(QStringLiteral("file_") + file.id);
    auto *icon = new QLabel;
    icon->setPixmap(
        m_theme.icon(QStringLiteral("file")).pixmap(QSize(20, 20), devicePixelRatioF()));
    auto *name = new ElidedLabel;
    name->setFullText(file.filename);
    auto *meta = new QLabel(
        QStringLiteral("%1 · %2 · %3")
            .arg(text::bytes(file.size), file.uploadedByName, text::moment(file.createdAt)));
    meta->setTextFormat(Qt::PlainText);
    setTextStyle(meta, m_theme, TextStyle::Meta, true);
    auto *save = makeIconButton(m_theme, QStringLiteral("download"), QStringLiteral("saveFile"));
    setHint(save, tr("Save %1").arg(displaytext::isolated(file.filename)));
    auto *remove = makeIconButton(m_theme, QStringLiteral("trash"), QStringLiteral("deleteFile"));
    setHint(remove, tr("Delete %1").arg(displaytext::isolated(file.filename)));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(name);
    words->addWidget(meta);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(space::pane, space::sibling, space::card, space::sibling);
    line->setSpacing(space::sibling);
    line->addWidget(icon);
    line->addLayout(words, 1);
    line->addWidget(save);
    line->addWidget(remove);
    connect(save, &QToolButton::clicked, this, [this, file] { chooseTarget(file); });
    connect(remove, &QToolButton::clicked, this, [this, file] {
        m_confirm->ask(
            tr("Delete “%1”? It cannot be brought back.").arg(displaytext::isolated(file.filename)),
            tr("Delete"), [this, file] { m_controller.removeAttachment(file.id); });
    });
    return row;
}

void TicketFiles::chooseUpload()
{
    auto *dialog = new QFileDialog(this, tr("Choose a file to attach"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &m_controller, &TicketController::upload);
    dialog->open();
}

void TicketFiles::chooseTarget(const TicketAttachment &file)
{
    auto *dialog = new QFileDialog(this, tr("Save file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QFileInfo(file.filename).fileName());
    connect(dialog, &QFileDialog::fileSelected, &m_controller,
            [this, id = file.id](const QString &target) { m_controller.download(id, target); });
    dialog->open();
}

void TicketFiles::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && m_upload->isEnabled())
        event->acceptProposedAction();
}

void TicketFiles::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        m_controller.upload(urls.first().toLocalFile());
}

void TicketFiles::retranslate()
{
    m_upload->setText(tr("Attach a file"));
    setHint(m_upload, tr("Attach a file; it can also be dropped here"));
    m_cancel->setText(tr("Cancel"));
    m_progress->setAccessibleName(tr("Progress of the upload"));
    m_empty->show(QStringLiteral("file"), tr("No files"),
                  tr("Photos, invoices and logs of this ticket are kept here."));
    m_confirm->retranslate();
    m_shown.clear();
    refresh();
}

} // namespace handoff
