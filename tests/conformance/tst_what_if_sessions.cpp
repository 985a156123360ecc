// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/analysis/analyzer.h"
#include "core/files/safetensors.h"
#include "core/session/session.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const std::string models = TEST_DATA "/models/";

ResultPtr analysed(const char* model, const char* text, const char* set)
{
    const auto analyzer = std::move(*Analyzer::open(models + model, {}));
    Options options = presetOptions(Preset::Accurate);
    options.rule = Rule::Captum;
    options.steps = 3;
    if (*set)
        options.ablation = *ablationNamed(set);
    return *analyzer->withWhatIf(**analyzer->analyze({"Who?", text, options}, {}), {});
}

bool equal(const Array& a, const Array& b)
{
    return a.shape() == b.shape() && std::ranges::equal(a.values(), b.values());
}

bool equal(const AblationMaps& a, const AblationMaps& b)
{
    bool same = a.predicted == b.predicted && equal(a.probability, b.probability) &&
                equal(a.predictedProbability, b.predictedProbability) && a.changes.size() == b.changes.size();
    for (const auto& [target, changes] : a.changes)
        same = same && equal(changes, b.changes.at(target));
    return same;
}

} // namespace

/// What is computed beside an analysis stays in its session.
class TestWhatIfSessions : public QObject {
    Q_OBJECT

private slots:
    void staysInSessions_data();
    void staysInSessions();
    void namesAreThoseOfThePage();
    void refusesPlacesOutside();
};

void TestWhatIfSessions::staysInSessions_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("set");
    const QByteArray text = "It is important to us to include all.";
    QTest::newRow("question") << QByteArray("tiny-bert-qa") << text << QByteArray("mean:1.*");
    QTest::newRow("class") << QByteArray("tiny-bert-cls") << text << QByteArray();
    QTest::newRow("labels") << QByteArray("tiny-albert-tokens") << text << QByteArray("0.1");
    QTest::newRow("word") << QByteArray("tiny-bert-mlm") << QByteArray("It is [MASK].") << QByteArray();
    QTest::newRow("words") << QByteArray("tiny-bert-mlm") << QByteArray("It is [MASK] to [MASK].") << QByteArray();
}

void TestWhatIfSessions::staysInSessions()
{
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, set);
    const ResultPtr made = analysed(model.constData(), text.constData(), set.constData());
    const QTemporaryDir folder;
    const auto file = toPath(folder.filePath("a.headlight"));
    QVERIFY(writeSession({made, {}, nullptr}, file));
    const auto read = readSession(file);
    QVERIFY2(read, read ? "" : read.error().text().c_str());
    const WhatIfResults& found = read->result->whatIf;
    QCOMPARE(found.ablations.size(), std::size_t(3));
    for (const auto& [kind, board] : made->whatIf.ablations)
        for (AblationMaps AblationBoard::*maps :
             {&AblationBoard::heads, &AblationBoard::layers, &AblationBoard::feedForward})
            QVERIFY(equal(found.ablations.at(kind).*maps, board.*maps));
    for (const auto& [target, gradients] : made->whatIf.maskGradients)
        QVERIFY(equal(found.maskGradients.at(target), gradients));
    QVERIFY(equal(found.lens->scores, made->whatIf.lens->scores));
    QVERIFY(equal(found.lens->probability, made->whatIf.lens->probability));
    QCOMPARE(found.lens->predicted, made->whatIf.lens->predicted);
    QCOMPARE(ablationText(read->result->options.ablation.value_or(Ablation())), set.toStdString());
    QVERIFY(read->unknown);
    // Written again, it is the same file.
    const auto again = toPath(folder.filePath("b.headlight"));
    QVERIFY(writeSession(*read, again));
    QCOMPARE(SafetensorsFile::read(again)->tensors().size(), SafetensorsFile::read(file)->tensors().size());
}

void TestWhatIfSessions::namesAreThoseOfThePage()
{
    const QTemporaryDir folder;
    const auto file = toPath(folder.filePath("a.headlight"));
    QVERIFY(writeSession({analysed("tiny-bert-qa", "It is important to us.", ""), {}, nullptr}, file));
    const auto golden = SafetensorsFile::read(TEST_DATA "/goldens/methods/methods.tiny-bert-qa.safetensors");
    const auto written = SafetensorsFile::read(file);
    for (const auto& [name, entry] : golden->tensors())
        if (name.starts_with("ablation.") || name.starts_with("importance.mask") || name.starts_with("lens.")) {
            QVERIFY2(written->tensors().contains(name), name.c_str());
            const auto& own = written->tensors().at(name);
            QCOMPARE(own.type, entry.type);
            QCOMPARE(own.shape.size(), entry.shape.size());
        }
    QVERIFY(written->metadata().at("headlight.session").find("\"ablate\"") == std::string::npos);
}

void TestWhatIfSessions::refusesPlacesOutside()
{
    AnalysisResult result = *analysed("tiny-bert-qa", "It is important to us.", "");
    result.whatIf.lens->predicted[1] = 1000;
    const QTemporaryDir folder;
    const auto file = toPath(folder.filePath("a.headlight"));
    QVERIFY(writeSession({std::make_shared<const AnalysisResult>(result), {}, nullptr}, file));
    const auto read = readSession(file);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Input);
}

QTEST_GUILESS_MAIN(TestWhatIfSessions)
#include "tst_what_if_sessions.moc"
