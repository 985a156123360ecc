// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/analysis/analyzer.h"
#include "core/files/safetensors.h"

using namespace headlight;

namespace {

const QString goldenFolder = QStringLiteral(TEST_DATA "/goldens/methods/");

struct Golden {
    SafetensorsFile file;
    nlohmann::json said;

    std::vector<std::string> names(const char* key) const { return said[key].get<std::vector<std::string>>(); }
};

Golden readGolden(const QString& name)
{
    auto file = std::move(*SafetensorsFile::read((goldenFolder + name).toStdString()));
    nlohmann::json said = nlohmann::json::parse(file.metadata().at("golden"));
    return {std::move(file), std::move(said)};
}

std::filesystem::path modelFolder(const std::string& name)
{
    const std::string folder = name == "minilm-l6-squad" ? SOURCE_DIR "/resources/models/" : TEST_DATA "/models/";
    return folder + name;
}

/// Largest difference, relative to the largest magnitude.
template <typename Found>
double relativeError(const Found& found, std::span<const float> wanted)
{
    double largest = 1e-30;
    double worst = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        largest = std::max(largest, std::abs(double(wanted[i])));
        worst = std::max(worst, std::abs(double(found[i]) - double(wanted[i])));
    }
    return worst / largest;
}

/// The golden's scores of the removable tokens, at their places in the text, as another program would bring them.
Array asTokens(const Golden& golden, const std::vector<std::int64_t>& removable, std::int64_t row, std::int64_t tokens)
{
    std::vector<float> values(static_cast<std::size_t>(tokens), 0.0F);
    const Array scores = (*golden.file.floats("faithfulness.scores"))[row];
    for (std::size_t i = 0; i < removable.size(); ++i)
        values[static_cast<std::size_t>(removable[i])] = scores.values()[i];
    return Array({1, tokens}, std::move(values));
}

} // namespace

/// Token maps and the curves along their orders, against the reference written out in float64.
class TestFaithfulnessGoldens : public QObject {
    Q_OBJECT

private slots:
    void mapsEqual_data();
    void mapsEqual();
    void curvesEqual_data() { mapsEqual_data(); }
    void curvesEqual();
    void sanityEquals_data() { mapsEqual_data(); }
    void sanityEquals();
    void refusesARunOfChangedModels();

private:
    ResultPtr analysed(const Golden& golden, std::unique_ptr<Analyzer>& analyzer) const;
};

void TestFaithfulnessGoldens::mapsEqual_data()
{
    QTest::addColumn<QString>("file");
    for (const QString& name : QDir(goldenFolder).entryList({"*.safetensors"}))
        QTest::newRow(qPrintable(name)) << name;
}

ResultPtr TestFaithfulnessGoldens::analysed(const Golden& golden, std::unique_ptr<Analyzer>& analyzer) const
{
    analyzer = std::move(*Analyzer::open(modelFolder(golden.said["model"]), {}));
    AnalysisRequest request{golden.said["question"], golden.said["context"], {}, 0};
    request.options.tolerance = 1e-4;
    request.options.methods = {"rollout", "chefer", "alti", "globenc", "value-zeroing"};
    const auto result = analyzer->analyze(request, {});
    return result ? *result : nullptr;
}

void TestFaithfulnessGoldens::mapsEqual()
{
    QFETCH(QString, file);
    const Golden golden = readGolden(file);
    std::unique_ptr<Analyzer> analyzer;
    const ResultPtr result = analysed(golden, analyzer);
    QVERIFY(result);
    const std::vector<TokenMap> maps = tokenMaps(*result);
    const std::vector<std::string> names = golden.names("maps");
    QCOMPARE(maps.size(), names.size());
    const std::vector<std::int64_t> removable = removableTokens(result->input);
    const Array wanted = *golden.file.floats("faithfulness.scores");
    for (std::size_t i = 0; i < maps.size(); ++i) {
        QCOMPARE(maps[i].name, names[i]);
        std::vector<double> found;
        for (const std::int64_t token : removable)
            found.push_back(std::abs(maps[i].scores[static_cast<std::size_t>(token)]));
        const double error = relativeError(found, wanted[static_cast<std::int64_t>(i)].values());
        QVERIFY2(error < 1e-3, qPrintable(QStringLiteral("%1: %2").arg(names[i].c_str()).arg(error)));
    }
}

void TestFaithfulnessGoldens::curvesEqual()
{
    QFETCH(QString, file);
    const Golden golden = readGolden(file);
    std::unique_ptr<Analyzer> analyzer;
    AnalysisResult result = *analysed(golden, analyzer);
    const std::vector<std::int64_t> removable = removableTokens(result.input);
    const std::vector<std::string> names = golden.names("maps");
    result.attributions.clear(); // the golden's scores take their place
    result.attention = {};
    result.norms = {};
    result.methods.clear();
    for (std::size_t i = 0; i < names.size(); ++i) {
        Attribution brought;
        brought.tokens = asTokens(golden, removable, static_cast<std::int64_t>(i), result.input.length());
        result.attributions["theirs " + names[i]] = std::move(brought);
    }
    const auto found = analyzer->faithfulness(result, {}, {}, {});
    QVERIFY2(found, found ? "" : found.error().text().c_str());
    QVERIFY(std::abs(found->probability - golden.said["probability"].get<double>()) < 1e-5);
    QCOMPARE(found->rows.size(), names.size() + 1);
    const std::vector<std::int64_t> order = *golden.file.integers("faithfulness.order");
    int compared = 0;
    for (const FaithfulnessRow& row : found->rows) {
        const auto named = std::find_if(names.begin(), names.end(),
                                        [&](const std::string& name) { return row.method == "theirs " + name; });
        const auto index = named - names.begin(); // random is the last
        const auto begin = order.begin() + index * std::ssize(removable);
        if (!std::equal(row.order.begin(), row.order.end(), begin))
            continue; // equal in float32, told apart in float64
        ++compared;
        for (const auto& [fill, curves] : row.curves) {
            const std::string prefix = "faithfulness." + std::string(name(fill)) + ".";
            const auto wanted = [&](const char* what) { return (*golden.file.floats(prefix + what))[index]; };
            QVERIFY(relativeError(curves.deletion, wanted("deletion").values()) < 1e-4);
            QVERIFY(relativeError(curves.insertion, wanted("insertion").values()) < 1e-4);
            QVERIFY(relativeError(curves.comprehensiveness, wanted("comprehensiveness").values()) < 1e-3);
            QVERIFY(relativeError(curves.sufficiency, wanted("sufficiency").values()) < 1e-3);
            QVERIFY(std::abs(curves.deletionArea - wanted("deletion_area").values()[0]) < 1e-5);
            QVERIFY(std::abs(curves.insertionArea - wanted("insertion_area").values()[0]) < 1e-5);
        }
    }
    QVERIFY2(compared + 2 >= std::ssize(found->rows), qPrintable(QString::number(compared)));
}

/// Ranks that are close may be told apart otherwise in float32.
void TestFaithfulnessGoldens::sanityEquals()
{
    QFETCH(QString, file);
    const Golden golden = readGolden(file);
    if (!golden.file.contains("sanity.spearman"))
        return;
    std::unique_ptr<Analyzer> analyzer;
    const ResultPtr result = analysed(golden, analyzer);
    const auto check = analyzer->sanity(*result, golden.said["seed"].get<std::uint64_t>(), {});
    QVERIFY2(check, check ? "" : check.error().text().c_str());
    const Array wanted = *golden.file.floats("sanity.spearman");
    const Array magnitudes = *golden.file.floats("sanity.spearman_absolute");
    QCOMPARE(std::int64_t{check->stages}, wanted.dimension(0));
    QCOMPARE(std::ssize(check->rows), wanted.dimension(1));
    for (std::int64_t stage = 0; stage < check->stages; ++stage)
        for (std::int64_t map = 0; map < wanted.dimension(1); ++map) {
            const SanityRow& row = check->rows[static_cast<std::size_t>(map)];
            const auto at = static_cast<std::size_t>(stage);
            const QString where = QStringLiteral("%1, stage %2").arg(row.method.c_str()).arg(stage);
            QVERIFY2(std::abs(row.values[at] - wanted.at({stage, map})) < 0.02, qPrintable(where));
            QVERIFY2(std::abs(row.magnitudes[at] - magnitudes.at({stage, map})) < 0.02, qPrintable(where));
        }
}

void TestFaithfulnessGoldens::refusesARunOfChangedModels()
{
    const auto analyzer = std::move(*Analyzer::open(modelFolder("tiny-bert-qa"), {}));
    AnalysisRequest request{"What is it?", "It is important to us.", {}, 0};
    request.options.tolerance = 0.5;
    request.options.ablation = *ablationNamed("1.2");
    const auto result = analyzer->analyze(request, {});
    QVERIFY(result);
    const auto found = analyzer->faithfulness(**result, {}, {}, {});
    QVERIFY(!found);
    QCOMPARE(found.error().remedy, std::string("Analyse the text without them."));
}

QTEST_GUILESS_MAIN(TestFaithfulnessGoldens)
#include "tst_faithfulness_goldens.moc"
