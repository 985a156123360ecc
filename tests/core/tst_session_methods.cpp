// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session_fixture.h"

#include "core/data/method_table.h"

using namespace headlight;
using namespace headlight::test;

namespace {

/// One of every kind.
MethodArrays someMethods()
{
    return {{"rollout", counted({layers, tokens, tokens}, 1)},
            {"chefer.start", counted({layers, tokens, tokens}, 2)},
            {"attattr.class.2", counted({layers, heads, tokens, tokens}, 3)},
            {"attattr_delta.class.2", counted({layers}, 4)},
            {"importance.attattr_sum.span", counted({layers, heads}, 5)},
            {"decompx", counted({layers, tokens, tokens}, 6)},
            {"decompx.end", counted({tokens}, 7)},
            {"decompx_error", counted({layers}, 8)}};
}

Session sessionWith(const MethodArrays& methods)
{
    AnalysisResult result = fullResult();
    result.methods = methods;
    result.options.methods = std::vector<std::string>{"rollout", "chefer"};
    return {std::make_shared<AnalysisResult>(std::move(result)), fullView(), nullptr};
}

} // namespace

/// What sessions keep of methods.
class TestSessionMethods : public QObject, private SessionFixture {
    Q_OBJECT

private slots:
    void init() { makeFolder(); }
    void arraysAndOptionsReturn();
    void withoutMethodsThereAreNone();
    void shapesAreChecked_data();
    void shapesAreChecked();
    void tooManyAreRefused();
    void otherNamesStayUnknown();
    void lettersOfNames_data();
    void lettersOfNames();
    void namesMeanRows();
};

void TestSessionMethods::arraysAndOptionsReturn()
{
    const MethodArrays written = someMethods();
    const AnalysisResult read = *reopened(sessionWith(written)).result;
    QCOMPARE(read.methods.size(), written.size());
    for (const auto& [name, values] : written)
        QVERIFY2(same(read.methods.at(name), values), name.c_str());
    QCOMPARE(read.options.methods.value(), (std::vector<std::string>{"rollout", "chefer"}));
}

void TestSessionMethods::withoutMethodsThereAreNone()
{
    Parts parts = fullParts();
    parts.session["options"].erase("with");
    QCOMPARE(messageFor(parts), QString());
    const Session read = readSession(m_file).value();
    QVERIFY(read.result->methods.empty());
    QVERIFY(!read.result->options.methods); // what is not said stays unsaid
    QVERIFY(read.result->options.completed().methods.empty());
}

void TestSessionMethods::shapesAreChecked_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<QString>("expected");
    QTest::newRow("another length") << std::string("rollout") << Shape{layers, tokens, tokens + 1} << "[2,11,11]";
    QTest::newRow("a map too few") << std::string("alti") << Shape{tokens, tokens} << "[2,11,11]";
    QTest::newRow("heads") << std::string("attattr.start") << Shape{layers, 1, tokens, tokens} << "[2,3,11,11]";
    QTest::newRow("a target's parts") << std::string("decompx.start") << Shape{layers, tokens, tokens} << "[11]";
}

void TestSessionMethods::shapesAreChecked()
{
    QFETCH(std::string, name);
    QFETCH(Shape, shape);
    QFETCH(QString, expected);
    Parts parts = fullParts();
    parts.resize(name, shape);
    const QString message = messageFor(parts);
    QVERIFY2(message.contains(expected) && message.contains(QString::fromStdString(name)), qPrintable(message));
}

void TestSessionMethods::tooManyAreRefused()
{
    Parts parts = fullParts();
    for (int i = 0; i < 1025; ++i)
        parts.resize("decompx." + std::to_string(i), {tokens});
    QVERIFY2(messageFor(parts).contains("1025 tensors of methods; at most 1024"), qPrintable(messageFor(parts)));
}

void TestSessionMethods::otherNamesStayUnknown()
{
    Parts parts = fullParts();
    parts.resize("attattr", {3}); // without a target
    parts.resize("rollout.start", {3});
    QCOMPARE(messageFor(parts), QString());
    const Session read = readSession(m_file).value();
    QVERIFY(read.result->methods.empty());
    reopened(read);
    QVERIFY(takeApart(m_file).tensors.contains("rollout.start"));
}

void TestSessionMethods::lettersOfNames_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("letters");
    const auto row = [](const char* name, const char* letters) {
        QTest::newRow(name) << std::string(name) << std::string(letters);
    };
    row("rollout", "LSS");
    row("rollout.start", "");
    row("chefer", "");
    row("chefer.", "");
    row("chefer.class.2", "LSS");
    row("attattr.start", "LHSS");
    row("attattr_error.start", "L");
    row("importance.attattr_max.end", "LH");
    row("importance.attattr_max", "");
    row("decompx", "LSS");
    row("decompx.end", "S");
    row("attribution.start.attention", "");
    row("", "");
}

void TestSessionMethods::lettersOfNames()
{
    QFETCH(std::string, name);
    QTEST(std::string(methodLetters(name)), "letters");
}

void TestSessionMethods::namesMeanRows()
{
    using Names = std::vector<std::string>;
    QCOMPARE(methodsMeant({"chefer", "rollout", "chefer"}), (Names{"rollout", "chefer"}));
    const Names all = methodsMeant({"all"});
    QCOMPARE(all.size(), methodTable().size() - 1);
    QVERIFY(std::find(all.begin(), all.end(), "attattr-m20") == all.end());
    QCOMPARE(methodsMeant({"all", "attattr-m20"}).size(), methodTable().size());
    QCOMPARE(methodsMeant({"lime", "alti"}), (Names{"alti", "lime"}));
    QVERIFY(methodNamed("value-zeroing") && !methodNamed("all") && !methodNamed(""));
    QVERIFY(QString::fromStdString(methodNames()).startsWith("rollout, alti"));
}

QTEST_GUILESS_MAIN(TestSessionMethods)
#include "tst_session_methods.moc"
