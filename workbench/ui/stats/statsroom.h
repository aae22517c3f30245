#pragma once

#include "workbench/controllers/statscontroller.h"
#include "workbench/ui/common/room.h"

class QComboBox;
class QDateEdit;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace handoff {
class Banner;
class ChartPane;
class ElidedLabel;
class FigureTile;
class Skeleton;
class StatePage;
class TablePane;
class Theme;

/// The room Statistics: every figure, the charts and the agents of one range. GUI thread.
class StatsRoom : public Room
{
    Q_OBJECT
public:
    StatsRoom(const Theme &theme, StatsController &stats, QWidget *parent = nullptr);

    QWidget *focusHome() const override;
    void focusNextPane() override;
    /// Write what is shown to a file; the banner tells when it is there.
    void exportSeries(StatsMetric metric, const QString &file);
    void exportAgents(const QString &file);
    void retranslate() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHead();
    void buildBody();
    void refresh();
    void refreshFigures();
    void arrange();
    void applyRange();
    void chooseFile(const QString &name, const std::function<void(const QString &)> &save);
    void follow(FileTransfer *transfer, const QString &file);

    const Theme &m_theme;
    StatsController &m_stats;
    QWidget *m_head;
    QLabel *m_title;
    ElidedLabel *m_note;
    QComboBox *m_range;
    QDateEdit *m_from;
    QDateEdit *m_to;
    QPushButton *m_refresh;
    Banner *m_banner;
    QStackedWidget *m_stack;
    QScrollArea *m_scroll;
    /// A heading and the tiles below it.
    struct Group
    {
        QLabel *heading;
        QList<FigureTile *> tiles;
    };
    QGridLayout *m_grid;                  ///< everything stands on it
    QHash<QString, FigureTile *> m_tiles; ///< by key
    QList<Group> m_groups;
    QList<ChartPane *> m_panes;
    QWidget *m_agentsHead;
    QLabel *m_agentsTitle;
    QPushButton *m_agentsExport;
    TablePane *m_agents;
    StatePage *m_state;
    Skeleton *m_skeleton;
    QTimer m_skeletonTimer;
    int m_columns = 0;
    bool m_datesKnown = false; ///< of a custom range: they are days of the desk now
    bool m_failed = false;
    bool m_waited = false; ///< the first load takes long enough for the skeleton
};

} // namespace handoff
