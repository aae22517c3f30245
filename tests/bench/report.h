#pragma once

#include <QString>

#include <vector>

namespace handoff::bench {

/// Samples of one kind, in any unit.
class Samples
{
public:
    void add(double value) { m_values.push_back(value); }
    void add(const Samples &other)
    {
        m_values.insert(m_values.end(), other.m_values.begin(), other.m_values.end());
    }
    size_t count() const { return m_values.size(); }
    /// The value below which `part` (0..1) of the samples are; 0 without samples.
    double quantile(double part) const;
    double p50() const { return quantile(0.5); }
    double p99() const { return quantile(0.99); }
    double max() const { return quantile(1.0); }

private:
    std::vector<double> m_values;
};

/// The table that is printed: what, what it must reach (operations.md, Budgets), what was measured.
class Report
{
public:
    /// `ok`: whether the budget is met.
    void row(const QString &what, const QString &mustReach, const QString &measured, bool ok);
    /// Data that cannot be: a scenario that did not do what it should have done.
    void insane(const QString &what, const QString &problem);
    bool sane() const { return m_sane; }
    size_t rows() const { return m_rows.size(); }
    /// A Markdown table under a line about the machine.
    QString text() const;

private:
    struct Row
    {
        QString what;
        QString mustReach;
        QString measured;
        QString ok;
    };
    std::vector<Row> m_rows;
    bool m_sane = true;
};

/// `12.3` with that many decimals.
inline QString num(double value, int decimals = 1)
{
    return QString::number(value, 'f', decimals);
}

} // namespace handoff::bench
