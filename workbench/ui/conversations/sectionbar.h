#pragma once

#include "workbench/models/sessionlistmodel.h"

#include <QAbstractButton>
#include <QFrame>

class QLabel;

namespace handoff {
class Theme;

/// One section: icon, name and the server's count. GUI thread.
class SectionButton : public QAbstractButton
{
    Q_OBJECT
public:
    SectionButton(const Theme &theme, Section section, QWidget *parent = nullptr);

    /// -1: not known yet. `alarm` paints the number as urgent.
    void setCount(qint64 count, bool alarm);
    void setUnread(qint64 unread);
    void setCompact(bool compact);
    void retranslate();
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const Theme &m_theme;
    Section m_section;
    qint64 m_count = -1;
    qint64 m_unread = 0;
    bool m_alarm = false;
    bool m_compact = false;
};

/// The column of sections left of the list; in narrow windows only icons and numbers. GUI thread.
class SectionBar : public QFrame
{
    Q_OBJECT
public:
    explicit SectionBar(const Theme &theme, QWidget *parent = nullptr);

    void setCount(Section section, qint64 count, bool alarm);
    /// Messages that nobody has read, as a badge.
    void setUnread(Section section, qint64 unread);
    void setCompact(bool compact);
    void choose(Section section);
    Section chosen() const { return m_chosen; }
    void retranslate();

signals:
    void sectionChosen(handoff::Section section);

private:
    void arrange();

    const Theme &m_theme;
    QLabel *m_title;
    bool m_compact = false;
    std::array<SectionButton *, allSections.size()> m_buttons{};
    Section m_chosen = Section::Waiting;
};

} // namespace handoff
