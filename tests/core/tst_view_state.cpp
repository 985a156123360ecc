// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What sessions keep of the screen, and how they name each other.
#include <QFile>
#include <set>

#include "core/session/neighbour.h"
#include "core/session/view_fields.h"
#include "core/session/view_json.h"
#include "tests/core/session_fixture.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::testing;

namespace {

/// That the first files of this format do not have.
const char* const laterKeys[] = {"compared",    "head_enlarged", "tokens_page", "words_source", "words_links",
                                 "zoom",        "scroll",        "arrangement", "what_if_kind", "what_if_quantity",
                                 "what_if_set", "what_if_sets"};

Json group(const Json& views, const Json& place, bool floating = false)
{
    return {{"views", views}, {"front", "heads"}, {"place", place}, {"floating", floating}};
}

} // namespace

class TestViewState : public QObject, private SessionFixture {
    Q_OBJECT
private slots:
    void init() { makeFolder(); }
    void eachFieldIsWrittenAndRead();
    void comesBack();
    void olderFilesOpen();
    void oddValuesAreDefaults_data();
    void oddValuesAreDefaults();
    void whatMakesSenseOfAListStays();
    void neighboursAreNamed_data();
    void neighboursAreNamed();
    void neighboursAreFound();
    void neighboursAreListed();
    void othersAreRefused_data();
    void othersAreRefused();

private:
    ViewState viewWith(const char* key, const Json& value) const
    {
        Parts parts = fullParts();
        parts.session["view"][key] = value;
        putTogether(parts, m_file);
        const Result<Session> session = readSession(m_file);
        if (!session)
            qFatal("%s", session.error().text().c_str());
        return session->view;
    }
    fs::path folder() const { return m_file.parent_path(); }
};

/// A member that is not in the list, or is written and not read, does not come back.
void TestViewState::eachFieldIsWrittenAndRead()
{
    const Json standard = viewJson(ViewState());
    const Json before = viewJson(fullView());
    const Json after = viewJson(reopened(fullSession()).view);
    std::set<std::string> keys;
    const ViewState view;
    eachViewField(view, [&](const std::string& key, const auto&, const auto&) { QVERIFY(keys.insert(key).second); });
    QCOMPARE(keys.size(), std::size_t{34});
    for (const std::string& key : keys) {
        QVERIFY2(before[key] != standard[key], key.c_str());
        QVERIFY2(before[key] == after[key], key.c_str());
    }
}

void TestViewState::comesBack()
{
    const ViewState before = fullView();
    const ViewState after = reopened(fullSession()).view;
    QVERIFY(after.compared == before.compared);
    QVERIFY(after.headEnlarged);
    QCOMPARE(after.tokensPage, before.tokensPage);
    QCOMPARE(after.wordsSource, before.wordsSource);
    QVERIFY(after.wordsLinks);
    QVERIFY(after.zoom == before.zoom);
    QVERIFY(after.scroll == before.scroll);
    QVERIFY(after.arrangement == before.arrangement);
}

void TestViewState::olderFilesOpen()
{
    Parts parts = fullParts();
    for (const char* key : laterKeys)
        QVERIFY2(parts.session["view"].erase(key) == 1, key);
    putTogether(parts, m_file);
    const Result<Session> session = readSession(m_file);
    QVERIFY2(session, qPrintable(messageOf(session)));
    QCOMPARE(session->view.compareMode, std::string("scatter"));
    QVERIFY(session->view.compared == ComparedSession());
    QVERIFY(!session->view.headEnlarged);
    QCOMPARE(session->view.tokensPage, std::string("maps"));
    QVERIFY(session->view.zoom.empty() && session->view.scroll.empty() && session->view.arrangement.empty());
}

void TestViewState::oddValuesAreDefaults_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* name, const char* key, const char* value) {
        QTest::newRow(name) << QByteArray(key) << QByteArray(value);
    };
    row("zoom: a list", "zoom", "[]");
    row("zoom: three numbers", "zoom", R"({"heads":[0,0,1]})");
    row("zoom: texts", "zoom", R"({"heads":["0","0","1","1"]})");
    row("zoom: null", "zoom", R"({"heads":[null,0,1,1]})");
    row("zoom: backwards", "zoom", R"({"heads":[0.5,0,0.25,1]})");
    row("zoom: empty", "zoom", R"({"heads":[0.5,0.5,0.5,0.5]})");
    row("zoom: outside", "zoom", R"({"heads":[-0.5,0,0.5,1]})");
    row("scroll: a number", "scroll", "1");
    row("scroll: beyond", "scroll", R"({"heads":1.5})");
    row("scroll: a text", "scroll", R"({"heads":"half"})");
    row("arrangement: an object", "arrangement", "{}");
    row("arrangement: numbers", "arrangement", "[1,2,3]");
    row("arrangement: no place", "arrangement", R"([{"views":["heads"]}])");
    row("arrangement: no views", "arrangement", R"([{"views":[],"place":[0,0,1,1]}])");
    row("arrangement: views of numbers", "arrangement", R"([{"views":[1],"place":[0,0,1,1]}])");
    row("arrangement: outside", "arrangement", R"([{"views":["heads"],"place":[0,0,2,1]}])");
    row("arrangement: afloat, far away", "arrangement", R"([{"views":["heads"],"place":[0,0,99,1],"floating":true}])");
    row("arrangement: nested", "arrangement", R"([[[[{"views":["heads"],"place":[0,0,1,1]}]]]])");
    row("compared: a text", "compared", R"("b.headlight")");
    row("compared: numbers", "compared", R"({"file":1,"name":2})");
    row("head_enlarged: a text", "head_enlarged", R"("yes")");
    row("tokens_page: a number", "tokens_page", "1");
    row("words_links: null", "words_links", "null");
    row("what_if_kind: a number", "what_if_kind", "1");
}

void TestViewState::oddValuesAreDefaults()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, value);
    const ViewState view = viewWith(key.constData(), Json::parse(value.toStdString()));
    const ViewState standard;
    QVERIFY(key != "zoom" || view.zoom.empty());
    QVERIFY(key != "scroll" || view.scroll.empty());
    QVERIFY(key != "arrangement" || view.arrangement.empty());
    QVERIFY(key != "compared" || view.compared == standard.compared);
    QVERIFY(key != "head_enlarged" || !view.headEnlarged);
    QVERIFY(key != "tokens_page" || view.tokensPage == standard.tokensPage);
    QVERIFY(key != "words_links" || !view.wordsLinks);
    QVERIFY(key != "what_if_kind" || view.whatIfKind == standard.whatIfKind);
    QCOMPARE(view.compareStrongest, 40); // the rest is as it was
}

void TestViewState::whatMakesSenseOfAListStays()
{
    const Json good = group({"heads", 7, "unheard-of", std::string(1000, 'x')}, {0, 0, 1, 1});
    const ViewState arranged = viewWith("arrangement", Json::array({group({"layers"}, {1, 0, 0, 1}), good}));
    QCOMPARE(arranged.arrangement.size(), std::size_t(1));
    QVERIFY(arranged.arrangement[0].views == std::vector<std::string>({"heads", "unheard-of"}));
    Json many = Json::array();
    for (int i = 0; i < 1000; ++i)
        many.push_back(good);
    QVERIFY(viewWith("arrangement", many).arrangement.empty());
    const ViewState zoomed = viewWith("zoom", {{"heads", {0.5, 0.5, 1, 1}}, {"layers", "far"}});
    QVERIFY(zoomed.zoom == (std::map<std::string, ViewPart>{{"heads", {0.5, 0.5, 1, 1}}}));
}

void TestViewState::neighboursAreNamed_data()
{
    QTest::addColumn<QString>("other");
    QTest::addColumn<QString>("name");
    QTest::newRow("beside") << "/data/a/b.headlight" << "b.headlight";
    QTest::newRow("below") << "/data/a/more/b.headlight" << "more/b.headlight";
    QTest::newRow("not in plain words") << "/data/a/./more/../b.headlight" << "b.headlight";
    QTest::newRow("above") << "/data/b.headlight" << "";
    QTest::newRow("elsewhere") << "/elsewhere/b.headlight" << "";
    QTest::newRow("in a folder of a longer name") << "/data/ab/b.headlight" << "";
    QTest::newRow("another suffix") << "/data/a/b.safetensors" << "";
}

void TestViewState::neighboursAreNamed()
{
    QFETCH(const QString, other);
    QFETCH(const QString, name);
    QCOMPARE(QString::fromStdString(neighbourName("/data/a/a.headlight", other.toStdString())), name);
}

void TestViewState::neighboursAreFound()
{
    fs::create_directories(folder() / "more");
    for (const char* name : {"b.headlight", "more/b.headlight", "more/ü b.headlight"}) {
        QVERIFY(writeSession(fullSession(), folder() / name));
        const Result<fs::path> found = neighbourFile(m_file, name);
        QVERIFY2(found, qPrintable(messageOf(found)));
        QCOMPARE(*found, folder() / name);
    }
}

void TestViewState::neighboursAreListed()
{
    const fs::path own = folder() / "listed";
    fs::create_directories(own / "folder.headlight");
    const auto now = fs::file_time_type::clock::now();
    const char* const names[] = {"a.headlight", "old.headlight", "new.headlight", "other.json"};
    for (const char* name : names)
        QVERIFY(writeSession(fullSession(), own / name));
    fs::last_write_time(own / "old.headlight", now - std::chrono::hours(2));
    fs::last_write_time(own / "new.headlight", now - std::chrono::hours(1));
    fs::create_symlink(own / "new.headlight", own / "link.headlight");
    QVERIFY(neighbours(own / "a.headlight") == std::vector<fs::path>({own / "new.headlight", own / "old.headlight"}));
    for (int i = 0; i < 50; ++i)
        writeAll(own / ("more-" + std::to_string(i) + ".headlight"), "x");
    QCOMPARE(neighbours(own / "a.headlight").size(), std::size_t(32));
    QVERIFY(neighbours(folder() / "gone" / "a.headlight").empty());
}

void TestViewState::othersAreRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("why");
    const QString notLookedFor = "only .headlight files in the same folder or below";
    QTest::newRow("nothing") << QByteArray("") << notLookedFor;
    QTest::newRow("a whole path") << QByteArray("/etc/b.headlight") << notLookedFor;
    QTest::newRow("upwards") << QByteArray("../b.headlight") << notLookedFor;
    QTest::newRow("upwards later") << QByteArray("more/../../b.headlight") << notLookedFor;
    QTest::newRow("another suffix") << QByteArray("id_rsa") << notLookedFor;
    QTest::newRow("a folder") << QByteArray("more.headlight/") << notLookedFor;
    QTest::newRow("a control character") << QByteArray("b\n.headlight") << notLookedFor;
    QTest::newRow("a zero") << QByteArray("b\0.headlight", 12) << notLookedFor;
    QTest::newRow("very long") << QByteArray(5000, 'b') + ".headlight" << notLookedFor;
    QTest::newRow("gone") << QByteArray("gone.headlight") << "is not there";
    QTest::newRow("a folder of such a name") << QByteArray("folder.headlight") << "is not there";
    QTest::newRow("a link") << QByteArray("link.headlight") << "behind a link";
    QTest::newRow("in a linked folder") << QByteArray("linked/run.headlight") << "behind a link";
}

void TestViewState::othersAreRefused()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QString, why);
    QVERIFY(writeSession(fullSession(), m_file));
    fs::create_directories(folder() / "folder.headlight");
    fs::create_directories(folder() / "more");
    fs::create_symlink(m_file, folder() / "link.headlight");
    fs::create_directory_symlink(folder(), folder() / "linked");
    const Result<fs::path> found = neighbourFile(m_file, name.toStdString());
    QVERIFY(!found);
    QVERIFY2(messageOf(found).contains(why), qPrintable(messageOf(found)));
}

QTEST_GUILESS_MAIN(TestViewState)
#include "tst_view_state.moc"
