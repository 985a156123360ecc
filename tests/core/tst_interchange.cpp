// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Files that Python made by the examples of docs/interchange.md (tools/interchange/check.py --write).
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/files/safetensors.h"
#include "core/session/session.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const fs::path fixtures = fs::path(TEST_DATA) / "interchange";

Session opened(const fs::path& file)
{
    Result<Session> session = readSession(file);
    if (!session)
        qFatal("%s", session.error().text().c_str());
    return *session;
}

/// Whether `all` holds whatever `part` does.
bool holds(const Json& all, const Json& part)
{
    if (!part.is_object())
        return all == part;
    return std::all_of(part.items().begin(), part.items().end(), [&](const auto& item) {
        return all.contains(item.key()) && holds(all[item.key()], item.value());
    });
}

Json sessionOf(const SafetensorsFile& file)
{
    return Json::parse(file.metadata().at("headlight.session"));
}

} // namespace

class TestInterchange : public QObject {
    Q_OBJECT

private slots:
    void opensOneText();
    void opensQuestionAndContext();
    void roundTripLosesNothing_data();
    void roundTripLosesNothing();
    void savingTwiceGivesEqualBytes();
};

void TestInterchange::opensOneText()
{
    const Session session = opened(fixtures / "gpt2.headlight");
    const AnalysisResult& result = *session.result;
    const auto tokens = static_cast<std::int64_t>(result.input.tokens.size());
    QVERIFY(tokens > 10);
    QVERIFY(result.attention.shape() == Shape({2, 2, tokens, tokens}));
    QCOMPARE(result.model.name, std::string("gpt2"));
    QCOMPARE(result.model.layers, 2);
    QCOMPARE(result.stage, Stage::Complete);
    QVERIFY(result.attributions.empty());
    QVERIFY(!result.answer);
    QCOMPARE(result.input.mainPassage().begin, std::int64_t{0});
    for (std::int64_t token = 0; token < tokens; ++token)
        QVERIFY(std::abs(result.attention.at({0, 0, tokens - 1, token})) <= 1);
}

void TestInterchange::opensQuestionAndContext()
{
    const Session session = opened(fixtures / "roberta.headlight");
    const Input& input = session.result->input;
    const auto begin = static_cast<std::size_t>(input.mainPassage().begin);
    QCOMPARE(input.tokens.front(), std::string("<s>"));
    QCOMPARE(input.tokens[begin - 1], std::string("</s>"));
    QCOMPARE(input.tokens[begin - 2], std::string("</s>"));
    QCOMPARE(input.tokens[static_cast<std::size_t>(input.mainPassage().end)], std::string("</s>"));
}

void TestInterchange::roundTripLosesNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("with unknown tensors and keys") << "gpt2.headlight";
    QTest::newRow("plain") << "roberta.headlight";
}

void TestInterchange::roundTripLosesNothing()
{
    QFETCH(const QString, name);
    const QTemporaryDir folder;
    const fs::path saved = toPath(folder.filePath(name));
    Session session = opened(fixtures / name.toStdString());
    session.view.notes = "seen in Headlight";
    QVERIFY(writeSession(session, saved));
    const SafetensorsFile before = SafetensorsFile::read(fixtures / name.toStdString()).value();
    const SafetensorsFile after = SafetensorsFile::read(saved).value();
    QCOMPARE(after.tensors().size(), before.tensors().size());
    for (const auto& [tensor, entry] : before.tensors()) {
        const TensorEntry& kept = after.tensors().at(tensor);
        QCOMPARE(kept.type, entry.type);
        QVERIFY(kept.shape == entry.shape);
        QVERIFY2(std::ranges::equal(after.bytes(kept), before.bytes(entry)), tensor.c_str());
    }
    for (const auto& [key, value] : before.metadata())
        if (key != "headlight.session")
            QCOMPARE(after.metadata().at(key), value);
    QVERIFY(holds(sessionOf(after), sessionOf(before)));
    QCOMPARE(sessionOf(after)["view"]["notes"].get<std::string>(), std::string("seen in Headlight"));
}

void TestInterchange::savingTwiceGivesEqualBytes()
{
    const QTemporaryDir folder;
    const fs::path first = toPath(folder.filePath("1.headlight"));
    const fs::path second = toPath(folder.filePath("2.headlight"));
    QVERIFY(writeSession(opened(fixtures / "gpt2.headlight"), first));
    QVERIFY(writeSession(opened(first), second));
    QCOMPARE(readAll(first), readAll(second));
}

QTEST_GUILESS_MAIN(TestInterchange)
#include "tst_interchange.moc"
